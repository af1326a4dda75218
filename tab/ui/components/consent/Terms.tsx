import { Body1, Body1Strong, makeStyles, tokens } from '@fluentui/react-components';
import { useTexts } from '../../texts/TextsContext.ts';

const terms = ['purpose', 'kept', 'seen', 'withdraw'] as const;

const useStyles = makeStyles({
  terms: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 240px), 1fr))', gap: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}` },
  term: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  title: { margin: 0 },
  text: { color: tokens.colorNeutralForeground2 },
});

/** What for, how long it is kept, who sees what, and how to withdraw: the same for every request. */
export function Terms() {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <div className={styles.terms}>
      {terms.map((term) => (
        <div key={term} className={styles.term}>
          <Body1Strong as="h3" className={styles.title}>
            {text(`consent.terms.${term}`)}
          </Body1Strong>
          <Body1 className={styles.text}>{text(`consent.terms.${term}Text`)}</Body1>
        </div>
      ))}
    </div>
  );
}
