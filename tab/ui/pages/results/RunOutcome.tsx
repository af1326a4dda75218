import { Body1Strong, makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import type { RunRecord } from '../../api/contract.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { Counts } from './Counts.tsx';
import { RunRemedy } from './RunRemedy.tsx';

const useStyles = makeStyles({
  outcome: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, ':empty': { display: 'none' } },
  figures: { display: 'flex', flexDirection: 'column', margin: 0 },
  figure: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalXS} 0`, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` },
  value: { margin: 0, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
});

const intents = { succeeded: 'success', succeededWithWarnings: 'warning', failed: 'error', cancelled: 'info' } as const;

/** What became of a run, once it has ended; read out when it comes. */
export function RunOutcome({ run: { outcome, failure, overview, startedAt, endedAt = startedAt } }: { readonly run: RunRecord }) {
  const styles = useStyles();
  const { text, number, duration } = useTexts();
  const figures = overview && [
    ['customers', text('progress.outcome.of', { value: overview.customersEnriched, total: overview.customersTotal })],
    ['mailboxes', text('progress.outcome.of', { value: overview.addressesProcessed, total: overview.addressesSelected })],
    ['emails', number(overview.emailsProcessed)],
    ['meetings', number(overview.meetingsProcessed)],
    ['days', number(overview.daysOfData)],
  ] as const;
  return (
    <div role="status" className={styles.outcome}>
      {outcome !== undefined && (
        <MessageBar intent={intents[outcome]} layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{outcome === 'failed' ? text('progress.outcome.failed', { title: text(`failures.${failure?.code ?? 'serviceFault'}.title`) }) : text(`progress.outcome.${outcome}`)}</MessageBarTitle>{' '}
            {outcome === 'cancelled' && `${text('progress.outcome.cancelledText')} `}
            {failure !== undefined ? <RunRemedy failure={failure} /> : text('progress.outcome.took', { duration: duration((endedAt - startedAt) / 1_000) })}
          </MessageBarBody>
        </MessageBar>
      )}
      {figures !== undefined && (
        <dl className={styles.figures}>
          {figures.map(([figure, value]) => (
            <div key={figure} className={styles.figure}>
              <dt>{text(`progress.outcome.figures.${figure}`)}</dt>
              <dd className={styles.value}>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {overview !== undefined && overview.addressesSkipped.length > 0 && (
        <div>
          <Body1Strong>{text('progress.outcome.skipped')}</Body1Strong>
          <Counts counts={overview.addressesSkipped.map(({ reason, count }) => ({ label: `words.skipReasons.${reason}`, count }))} />
        </div>
      )}
    </div>
  );
}
