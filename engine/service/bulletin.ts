import { Objectors } from '../contacts/objectors.ts';
import { readDisplayNames } from '../graph/displayName.ts';
import { globalAdministratorIds } from '../graph/globalAdministrators.ts';
import { installTeamsApp } from '../graph/teamsApp.ts';
import type { ServiceContext } from './context.ts';
import { whereAllowed } from './directoryProof.ts';
import { viewOf } from './enrichmentView.ts';
import { objectionSecret } from './peopleErasure.ts';
import { useShown } from './published.ts';
import type { Bulletin, EnrichmentView } from './service.ts';

export function bulletinOf(context: ServiceContext): Bulletin {
  const { store, runs, withGraph, options: { teamsAppId } } = context;
  let known: { readonly state: ReturnType<typeof store.read>; readonly views: readonly EnrichmentView[] } | undefined;
  return {
    enrichments() {
      // Made once for each state: notices ask at every step of a run, and when the next run is due takes long to work out.
      const state = store.read();
      if (known?.state !== state) known = { state, views: state.enrichments.map((enrichment) => viewOf(context, enrichment)) };
      return known.views;
    },
    consents: () => store.read().consents,
    runs: () => store.read().runs,
    publications: () => store.read().publications,
    receipts: () => store.read().receipts,
    async erasedPeople() {
      const { objections } = store.read();
      if (objections.length === 0) return [];
      const secret = await objectionSecret(context);
      return objections.map(({ id, at, keys }) => {
        const objectors = new Objectors(secret, keys);
        return { id, at, isPerson: (userId: string) => objectors.hasUser(userId) };
      });
    },
    progress: (enrichmentId) => runs.progress(enrichmentId),
    async movers(enrichmentId, limit) {
      // A notice may come to be told when its results, or the enrichment, are gone.
      const hasResults = store.read().enrichments.some(({ id, publicationId }) => id === enrichmentId && publicationId !== undefined);
      return hasResults ? useShown(context, enrichmentId, (insights) => insights.movers(limit)) : { up: [], down: [] };
    },
    globalAdministratorIds: () => whereAllowed(withGraph(globalAdministratorIds)),
    displayName: (userId) => whereAllowed(withGraph(async (graph) => (await readDisplayNames(graph, [userId])).get(userId.toLowerCase()))),
    async installApp(userId) {
      if (teamsAppId === undefined) return 'notPermitted';
      const outcome = await whereAllowed(withGraph((graph) => installTeamsApp(graph, teamsAppId, userId)));
      return outcome === undefined || outcome === 'unknown' ? 'notPermitted' : outcome;
    },
  };
}
