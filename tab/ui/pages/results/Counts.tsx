import { makeStyles, tokens } from '@fluentui/react-components';
import { useTexts } from '../../texts/TextsContext.ts';
import type { TextKey } from '../../texts/texts.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0 },
  item: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalXS} 0`, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` },
  value: { margin: 0, fontVariantNumeric: 'tabular-nums' },
});

/** Things that are told by number, one below the other. */
export function Counts({ counts }: { readonly counts: readonly { readonly label: TextKey; readonly count: number }[] }) {
  const styles = useStyles();
  const { text, number } = useTexts();
  return (
    <dl className={styles.list}>
      {counts.map(({ label, count }) => (
        <div key={label} className={styles.item}>
          <dt>{text(label)}</dt>
          <dd className={styles.value}>{number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
