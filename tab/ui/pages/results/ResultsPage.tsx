import { makeStyles, tokens } from '@fluentui/react-components';
import { HourglassRegular } from '@fluentui/react-icons';
import { useParams, useSearchParams } from 'react-router';
import { useAnswer, useEnrichment, useMe } from '../../api/useApi.ts';
import type { EnrichmentView, RunAnswer } from '../../api/contract.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { StateBadge } from '../../components/enrichment/StateBadge.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { nameOf } from '../../components/useChosenEnrichment.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { Commands } from './Commands.tsx';
import { CoverageSection } from './CoverageSection.tsx';
import { CustomersOverTime } from './CustomersOverTime.tsx';
import { Enriched, EmailsAndMeetings } from './Figures.tsx';
import { DataQuality, LeftOut, SkippedMailboxes } from './LeftOut.tsx';
import { Preview } from './Preview.tsx';
import { ProgressPane } from './ProgressPane.tsx';
import { RunHistory } from './RunHistory.tsx';
import { StateNotice } from './StateNotice.tsx';
import { useProgress } from './useProgress.ts';

const useStyles = makeStyles({
  row: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(320px, 100%), 1fr))', gap: tokens.spacingHorizontalL },
});

const heights = [40, 220, 320, 280];
/** Of parts whose answers may come after those of what stands below them. */
const previewHeights = [280];
const leftOutHeights = [320, 200];

/** Everything about one enrichment: what it found, what became of its runs, and what can be done with it. */
export default function ResultsPage() {
  const { enrichmentId = '' } = useParams();
  const { text } = useTexts();
  const query = useEnrichment(enrichmentId);
  const name = query.data && (nameOf(query.data) ?? text('results.titleUnnamed'));
  return (
    <Page title={name ?? text('enrichments.title')} crumbs={[{ label: text('enrichments.title'), path: '/enrichments?view=mine' }]} {...(query.data && { actions: <StateBadge state={query.data.state} /> })}>
      <QueryView query={query} loading={<Loading heights={heights} />}>
        {(view) => <Results view={view} />}
      </QueryView>
    </Page>
  );
}

function Results({ view }: { readonly view: EnrichmentView }) {
  const styles = useStyles();
  const { text } = useTexts();
  const me = useMe();
  const [parameters, setParameters] = useSearchParams();
  const { enrichment, state, publication, lastRun } = view;
  const isPaneOpen = parameters.get('pane') === 'progress';
  const showPane = (isShown: boolean) => setParameters(isShown ? { pane: 'progress' } : {}, { replace: true });
  // A first run that is planned begins by itself.
  const following = useProgress(enrichment.id, isPaneOpen || state === 'running' || state === 'scheduled');
  const progress = following.event?.run?.progress;
  // The figures are of the run whose results are shown, which may not be the last.
  const published = useAnswer<RunAnswer>(`/enrichments/${enrichment.id}/runs/${publication?.runId ?? ''}`, { isEnabled: publication !== undefined });
  const overview = published.data?.run.overview;
  return (
    <>
      <Commands view={view} onShowProgress={() => showPane(true)} />
      <StateNotice view={view} progress={progress} onShowProgress={() => showPane(true)} />
      {publication === undefined ? (
        <EmptyState icon={<HourglassRegular />} title={text('results.nothing.title')} text={text(`results.nothing.${state}`)} />
      ) : (
        <>
          <div className={styles.row}>
            <Enriched view={view} publication={publication} />
            <EmailsAndMeetings overview={overview} isLoading={published.isLoading} />
          </div>
          {!publication.coverage.isComplete && <CoverageSection publication={publication} />}
          <CustomersOverTime enrichmentId={enrichment.id} />
          {me.isPending ? <Loading heights={previewHeights} /> : me.data?.actions.includes('readResults') === true && <Preview enrichmentId={enrichment.id} publicationId={publication.id} />}
          {published.isLoading && <Loading heights={leftOutHeights} />}
          {overview !== undefined && (
            <>
              <LeftOut overview={overview} />
              <div className={styles.row}>
                <DataQuality enrichmentId={enrichment.id} overview={overview} />
                <SkippedMailboxes overview={overview} />
              </div>
            </>
          )}
        </>
      )}
      {lastRun !== undefined && <RunHistory enrichmentId={enrichment.id} onShowProgress={() => showPane(true)} />}
      <ProgressPane enrichmentId={enrichment.id} isOpen={isPaneOpen} following={following} onClose={() => showPane(false)} />
    </>
  );
}
