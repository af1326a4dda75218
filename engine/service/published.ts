import { findEnrichment } from '../enrichments/editing.ts';
import type { OpenInsights } from '../insights/insights.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { Publication } from '../model/runRecord.ts';
import type { Action, Actor } from './actions.ts';
import type { ServiceContext } from './context.ts';
import type { Freshness } from './service.ts';

/** The results that an enrichment shows. Throws `notReady` where there are none yet. */
export function shownPublication({ store }: Pick<ServiceContext, 'store'>, enrichmentId: string): Publication {
  const { publicationId } = findEnrichment(store.read(), enrichmentId);
  const publication = store.read().publications.find(({ id }) => id === publicationId);
  if (publication === undefined) throw new EngagementFailure('notReady', 'This enrichment has no results yet. The first come while its first run is reading; see the progress of the run.');
  return publication;
}

/** Asks the results that are shown; where others have taken their place before they were open, asks those. */
export async function useShown<Result>(context: Pick<ServiceContext, 'store' | 'shelf'>, enrichmentId: string, ask: (insights: OpenInsights, publication: Publication) => Promise<Result>): Promise<Result> {
  const publication = shownPublication(context, enrichmentId);
  try {
    return await context.shelf.use(publication, (insights) => ask(insights, publication));
  } catch (error) {
    if (shownPublication(context, enrichmentId).id === publication.id) throw error;
    return useShown(context, enrichmentId, ask);
  }
}

/** Checks the right, then asks the results that are shown. */
export async function withResults<Result>(
  context: ServiceContext,
  { actor, action, enrichmentId }: { readonly actor: Actor; readonly action: Action; readonly enrichmentId: string },
  ask: (insights: OpenInsights, publication: Publication) => Promise<Result>,
): Promise<Result & Freshness> {
  await context.rights.assert(actor, action);
  return useShown(context, enrichmentId, async (insights, publication) => ({ ...(await ask(insights, publication)), publication, coverage: publication.coverage }));
}
