import { Caption1, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import type { Freshness } from '../api/contract.ts';
import { useTexts } from '../texts/TextsContext.ts';
import { useNow } from './useNow.ts';

const useStyles = makeStyles({
  line: { color: tokens.colorNeutralForeground2 },
});

/** Results of daily runs that are older than this are told as old. */
const staleMilliseconds = 3 * 86_400_000;

/** Of when results are and how much of the year they cover; a notice where they are not whole yet, or old. */
export function FreshnessLine({ publication, coverage }: Freshness) {
  const styles = useStyles();
  const { text, day, relative } = useTexts();
  const now = useNow();
  const updated = relative(publication.publishedAt, now);
  if (!coverage.isComplete) {
    return (
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>{text('shell.coveragePartial', { count: coverage.days, from: day(coverage.from), updated })}</MessageBarBody>
      </MessageBar>
    );
  }
  if (now - publication.asOf > staleMilliseconds) {
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{text('shell.stale', { updated })}</MessageBarBody>
      </MessageBar>
    );
  }
  return <Caption1 className={styles.line}>{text('shell.fresh', { count: coverage.days, updated })}</Caption1>;
}
