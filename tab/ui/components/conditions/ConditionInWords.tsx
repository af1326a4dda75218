import { Body1, Body1Strong, makeStyles, tokens } from '@fluentui/react-components';
import { useTexts } from '../../texts/TextsContext.ts';
import type { SegmentCondition } from './columns.ts';
import { describeComparison } from './describeCondition.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, margin: 0, paddingLeft: tokens.spacingHorizontalXL },
});

/** The condition as somebody reads it: a list, with a list in it for each group. */
export function ConditionInWords({ condition }: { readonly condition: SegmentCondition }) {
  const styles = useStyles();
  const texts = useTexts();
  if (condition.kind === 'comparison') return <Body1>{describeComparison(texts, condition)}</Body1>;
  const [only, ...others] = condition.conditions;
  if (only !== undefined && others.length === 0) return <ConditionInWords condition={only} />;
  return (
    <div>
      <Body1Strong>{texts.text(condition.kind === 'all' ? 'conditions.all' : 'conditions.any')}</Body1Strong>
      <ul className={styles.list}>
        {condition.conditions.map((inner, index) => (
          <li key={index}>
            <ConditionInWords condition={inner} />
          </li>
        ))}
      </ul>
    </div>
  );
}
