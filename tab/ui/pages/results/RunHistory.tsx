import { Badge, Body1, Button, Caption1, Link, makeStyles, mergeClasses, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular, CheckmarkCircleRegular, ErrorCircleRegular, SubtractCircleRegular, WarningRegular } from '@fluentui/react-icons';
import { useState, type ComponentProps, type ReactElement } from 'react';
import { useAnswer } from '../../api/useApi.ts';
import type { RunRecord, Runs } from '../../api/contract.ts';
import { Loading } from '../../components/Loading.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { useNow } from '../../components/useNow.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { RunRemedy } from './RunRemedy.tsx';

const narrow = '@media (max-width: 640px)';

const useStyles = makeStyles({
  // Where the words take two lines, so does the badge.
  badge: { height: 'auto', minHeight: '20px', whiteSpace: 'normal' },
  cell: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`, verticalAlign: 'top', overflowWrap: 'break-word' },
  wide: { [narrow]: { display: 'none' } },
  cause: { width: '20%' },
  outcome: { width: '32%', [narrow]: { width: '56%' } },
  numeric: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', '& > div': { justifyContent: 'flex-end' } },
  stack: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXXS },
  summary: { display: 'none', color: tokens.colorNeutralForeground2, [narrow]: { display: 'block' } },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const firstRuns = 10;
const mostRuns = 200;

type Look = readonly [color: NonNullable<ComponentProps<typeof Badge>['color']>, icon: ReactElement];
const looks: Readonly<Record<NonNullable<RunRecord['outcome']>, Look>> = {
  succeeded: ['success', <CheckmarkCircleRegular key="icon" />],
  succeededWithWarnings: ['warning', <WarningRegular key="icon" />],
  failed: ['danger', <ErrorCircleRegular key="icon" />],
  cancelled: ['informative', <SubtractCircleRegular key="icon" />],
};

interface RunHistoryProps {
  readonly enrichmentId: string;
  readonly onShowProgress: () => void;
}

/** The runs, the newest first, each with what became of it. */
export function RunHistory({ enrichmentId, onShowProgress }: RunHistoryProps) {
  const styles = useStyles();
  const { text, number, instant, duration } = useTexts();
  const now = useNow();
  const [limit, setLimit] = useState(firstRuns);
  const query = useAnswer<Runs>(`/enrichments/${enrichmentId}/runs`, { query: { limit }, keepsPrevious: true });
  const tookOf = ({ startedAt, endedAt = now }: RunRecord) => duration((endedAt - startedAt) / 1_000);
  return (
    <Section
      title={text('results.runs.title')}
      action={
        <Button appearance="transparent" onClick={onShowProgress}>
          {text('results.commands.progress')}
        </Button>
      }
    >
      <QueryView query={query} loading={<Loading heights={[132]} />}>
        {({ total, items }) => (
          <>
            {items.length === 0 ? (
              <Body1 className={styles.quiet}>{text('results.runs.none')}</Body1>
            ) : (
              <Table aria-label={text('results.runs.title')}>
                <TableHeader>
                  <TableRow>
                    <TableHeaderCell>{text('results.runs.started')}</TableHeaderCell>
                    <TableHeaderCell className={mergeClasses(styles.wide, styles.cause)}>{text('results.runs.cause')}</TableHeaderCell>
                    <TableHeaderCell className={styles.wide}>{text('results.runs.duration')}</TableHeaderCell>
                    <TableHeaderCell className={styles.outcome}>{text('results.runs.outcome')}</TableHeaderCell>
                    <TableHeaderCell className={mergeClasses(styles.wide, styles.numeric)}>{text('results.runs.enriched')}</TableHeaderCell>
                  </TableRow>
                </TableHeader>
                <TableBody>
                  {items.map((run) => (
                    <TableRow key={run.id}>
                      <TableCell className={styles.cell}>
                        {instant(run.startedAt)}
                        <Caption1 className={styles.summary}>
                          {text(`words.causes.${run.cause}`)} · {tookOf(run)}
                        </Caption1>
                      </TableCell>
                      <TableCell className={mergeClasses(styles.cell, styles.wide)}>{text(`words.causes.${run.cause}`)}</TableCell>
                      <TableCell className={mergeClasses(styles.cell, styles.wide)}>{tookOf(run)}</TableCell>
                      <TableCell className={mergeClasses(styles.cell, styles.outcome)}>
                        <Outcome run={run} onShowProgress={onShowProgress} />
                      </TableCell>
                      <TableCell className={mergeClasses(styles.cell, styles.wide, styles.numeric)}>{run.overview === undefined ? text('enrichments.none') : number(run.overview.customersEnriched)}</TableCell>
                    </TableRow>
                  ))}
                </TableBody>
              </Table>
            )}
            {total > items.length && limit < mostRuns && (
              <div>
                <Button onClick={() => setLimit(mostRuns)}>{text('results.runs.older')}</Button>
              </div>
            )}
          </>
        )}
      </QueryView>
    </Section>
  );
}

/** Of a failed run also what happened, and what to do about it. */
function Outcome({ run: { outcome, failure, overview }, onShowProgress }: { readonly run: RunRecord; readonly onShowProgress: () => void }) {
  const styles = useStyles();
  const { text } = useTexts();
  if (outcome === undefined) {
    return (
      <span className={styles.stack}>
        <Badge appearance="tint" color="brand" icon={<ArrowSyncRegular />}>
          {text('results.runs.running')}
        </Badge>
        <Link as="button" onClick={onShowProgress}>
          {text('results.notice.showProgress')}
        </Link>
      </span>
    );
  }
  const [color, icon] = looks[outcome];
  const skipped = overview?.addressesSkipped.reduce((sum, { count }) => sum + count, 0) ?? 0;
  return (
    <span className={styles.stack}>
      <Badge appearance="tint" color={color} icon={icon} className={styles.badge}>
        {text(`words.outcomes.${outcome}`)}
      </Badge>
      {skipped > 0 && <Caption1 className={styles.quiet}>{text('results.runs.skipped', { count: skipped })}</Caption1>}
      {failure !== undefined && (
        <>
          <span>{text(`failures.${failure.code}.title`)}</span>
          <span>
            <RunRemedy failure={failure} />
          </span>
        </>
      )}
    </span>
  );
}
