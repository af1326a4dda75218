import { enrichmentState, shownConsent } from '../enrichments/enrichmentState.ts';
import type { Enrichment } from '../model/enrichment.ts';
import { nextRunAt } from '../runs/schedule.ts';
import type { ServiceContext } from './context.ts';
import type { EnrichmentView } from './service.ts';

/** Everything of an enrichment as the state has it now, chosen addresses included: not everybody may be shown that. */
export function viewOf({ store, options }: Pick<ServiceContext, 'store' | 'options'>, enrichment: Readonly<Enrichment>): EnrichmentView {
  const state = store.read();
  return {
    enrichment,
    state: enrichmentState(state, enrichment),
    consent: shownConsent(state, enrichment),
    lastRun: state.runs.findLast((run) => run.enrichmentId === enrichment.id),
    publication: state.publications.find(({ id }) => id === enrichment.publicationId),
    nextRunAt: nextRunAt(state, enrichment, options.firstRunDelayMilliseconds),
  };
}
