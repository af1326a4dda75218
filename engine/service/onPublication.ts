import { randomUUID } from 'node:crypto';
import { EngagementFailure } from '../model/failure.ts';
import type { Publication } from '../model/runRecord.ts';
import type { Segment } from '../model/segment.ts';
import { removeOthers } from '../store/tenantFolder.ts';
import { countMembers } from '../segments/members.ts';
import { staleAccounts } from '../segments/staleAccounts.ts';
import type { ServiceContext } from './context.ts';
import { digestMarkPath, removeForgottenMark } from './digestMark.ts';
import { writeBackYearRows } from './writeBackYearRows.ts';

/** A daily count for about a year. */
const countsMax = 400;

/**
 * New results are in place: counts the segments anew, takes the results away that these replace, with marks that may not be compared, and
 * writes complete ones back to Dataverse where the settings say so. The first bring the ready-made segments.
 */
export async function onPublication(context: ServiceContext, publication: Publication): Promise<EngagementFailure | undefined> {
  const { store, shelf, folder, options } = context;
  const { enrichmentId, id } = publication;
  const { clock, onEvent } = options;
  await store.update((state) => {
    if (state.segments.some((segment) => segment.enrichmentId === enrichmentId && segment.isReadyMade)) return;
    const readyMade: Segment = { ...staleAccounts, id: randomUUID(), enrichmentId, revision: 1, isReadyMade: true, createdAt: clock.now(), history: [] };
    state.segments.push(readyMade);
  });
  const counts = new Map<string, number>();
  for (const segment of store.read().segments.filter((one) => one.enrichmentId === enrichmentId)) {
    counts.set(segment.id, await shelf.use(publication, (insights) => countMembers(insights, segment)));
  }
  await store.update((state) => {
    // A run has one count, its last: first looks at a part of the year would show as a rise that never was.
    const ofSameRun = new Set(state.publications.filter(({ runId }) => runId === publication.runId).map((one) => one.id));
    for (const segment of state.segments) {
      const count = counts.get(segment.id);
      if (count === undefined) continue;
      const earlier = segment.history.filter(({ publicationId }) => !ofSameRun.has(publicationId));
      segment.history = [...earlier, { publicationId: id, at: clock.now(), count }].slice(-countsMax);
    }
  });
  await removeForgottenMark(digestMarkPath(folder, enrichmentId), (publicationId) => store.read().publications.some((one) => one.id === publicationId));
  await removeOthers(folder.publications(enrichmentId), [id], (name) => !name.startsWith('.'));
  onEvent({ kind: 'published', publication });
  const writesBack = store.read().enrichments.find((enrichment) => enrichment.id === enrichmentId)?.settings?.writeBack !== undefined;
  return publication.coverage.isComplete && writesBack ? failureOf(writeBackYearRows(context, enrichmentId)) : undefined;
}

/** The results stand, whatever Dataverse says to them: that they are not there is a warning. */
async function failureOf(work: Promise<unknown>): Promise<EngagementFailure | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof EngagementFailure) return error;
    throw error;
  }
}
