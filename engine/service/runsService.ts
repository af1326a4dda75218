import { enrichmentState } from '../enrichments/enrichmentState.ts';
import { findEnrichment } from '../enrichments/editing.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { ServiceContext } from './context.ts';
import { pageOf } from './paging.ts';
import type { Runs, RunView } from './service.ts';

export function runsService({ store, rights, runs }: ServiceContext): Runs {
  function view(enrichmentId: string, runId: string): RunView {
    const state = store.read();
    const run = state.runs.find((record) => record.id === runId && record.enrichmentId === enrichmentId);
    if (run === undefined) throw new EngagementFailure('notFound', 'There is no such run of this enrichment. See the list of its runs.');
    return {
      run,
      progress: run.endedAt === undefined ? runs.progress(enrichmentId) : undefined,
      publications: state.publications.filter((publication) => publication.runId === runId),
    };
  }

  return {
    async list(actor, enrichmentId, page) {
      await rights.assert(actor, 'readEnrichments');
      findEnrichment(store.read(), enrichmentId);
      return pageOf(store.read().runs.filter((run) => run.enrichmentId === enrichmentId).reverse(), page);
    },
    async get(actor, enrichmentId, runId) {
      await rights.assert(actor, 'readEnrichments');
      return view(enrichmentId, runId);
    },
    async publications(actor, enrichmentId) {
      await rights.assert(actor, 'readEnrichments');
      findEnrichment(store.read(), enrichmentId);
      return store.read().publications.filter((publication) => publication.enrichmentId === enrichmentId);
    },
    async start(actor, enrichmentId) {
      await rights.assert(actor, 'runEnrichments');
      return runs.start(enrichmentId, 'manual', actor.userId);
    },
    async cancel(actor, enrichmentId, runId) {
      await rights.assert(actor, 'runEnrichments');
      view(enrichmentId, runId);
      await runs.cancel(enrichmentId, runId, actor.userId);
    },
    async watch(actor, enrichmentId, onChange) {
      await rights.assert(actor, 'readEnrichments');
      findEnrichment(store.read(), enrichmentId);
      const tell = () => {
        const state = store.read();
        const enrichment = state.enrichments.find(({ id }) => id === enrichmentId);
        // Deleted meanwhile: there is nothing more to tell.
        if (enrichment === undefined) return;
        const last = state.runs.findLast((run) => run.enrichmentId === enrichmentId);
        onChange({ state: enrichmentState(state, enrichment), run: last && view(enrichmentId, last.id) });
      };
      tell();
      return runs.watch(enrichmentId, tell);
    },
  };
}
