import { enrichmentState } from '../enrichments/enrichmentState.ts';
import { findEnrichment } from '../enrichments/editing.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { RunRecord } from '../model/runRecord.ts';
import type { Actor } from './actions.ts';
import type { ServiceContext } from './context.ts';
import { pageOf } from './paging.ts';
import type { Runs, RunView } from './service.ts';
import { withoutAddresses } from './shownRun.ts';

export function runsService({ store, rights, runs }: ServiceContext): Runs {
  /** How records are shown to this person. */
  async function shownTo(actor: Actor): Promise<(run: Readonly<RunRecord>) => Readonly<RunRecord>> {
    return (await rights.has(actor, 'readConsent')) ? (run) => run : withoutAddresses;
  }

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
      const shown = await shownTo(actor);
      findEnrichment(store.read(), enrichmentId);
      const { total, items } = pageOf(store.read().runs.filter((run) => run.enrichmentId === enrichmentId).reverse(), page);
      return { total, items: items.map(shown) };
    },
    async get(actor, enrichmentId, runId) {
      await rights.assert(actor, 'readEnrichments');
      const shown = await shownTo(actor);
      const found = view(enrichmentId, runId);
      return { ...found, run: shown(found.run) };
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
      const shown = await shownTo(actor);
      findEnrichment(store.read(), enrichmentId);
      const tell = () => {
        const state = store.read();
        const enrichment = state.enrichments.find(({ id }) => id === enrichmentId);
        // Deleted meanwhile: there is nothing more to tell.
        if (enrichment === undefined) return;
        const last = state.runs.findLast((run) => run.enrichmentId === enrichmentId);
        const found = last && view(enrichmentId, last.id);
        onChange({ state: enrichmentState(state, enrichment), run: found && { ...found, run: shown(found.run) } });
      };
      tell();
      return runs.watch(enrichmentId, tell);
    },
  };
}
