import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { RunRecord } from '../../api/contract.ts';
import { useTexts } from '../../texts/TextsContext.ts';

const useStyles = makeStyles({
  code: { display: 'block', color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** What to do about a run that failed, and the code for whoever is asked for help. What happened stands above it. */
export function RunRemedy({ failure: { code } }: { readonly failure: NonNullable<RunRecord['failure']> }) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <>
      {text(`failures.${code}.remedy`)}
      <Caption1 className={styles.code}>{text('failures.code', { code })}</Caption1>
    </>
  );
}
