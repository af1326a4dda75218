import type { RankedCustomer } from '../insights/customers.ts';
import type { Coverage } from '../model/runRecord.ts';
import type { State } from '../model/state.ts';
import { members } from '../segments/members.ts';
import { staleAccounts } from '../segments/staleAccounts.ts';
import type { ServiceContext } from './context.ts';
import { digestMarkPath, readMark, writeMark, type DigestMark } from './digestMark.ts';
import { useShown, withResults } from './published.ts';
import type { Digests } from './service.ts';

const noScores: ReadonlyMap<string, number> = new Map();

export function digestsService(context: ServiceContext): Digests {
  const { store, folder } = context;
  const pathOf = (enrichmentId: string) => digestMarkPath(folder, enrichmentId);
  let marking = Promise.resolve();

  async function mark(enrichmentId: string): Promise<void> {
    await useShown(context, enrichmentId, async (insights, publication) => {
      const isShown = () => store.read().publications.some(({ id }) => id === publication.id);
      await writeMark(pathOf(enrichmentId), publication, await insights.scores(), isShown);
    });
  }

  return {
    read: (actor, enrichmentId, limit) =>
      withResults(context, { actor, action: 'readResults', enrichmentId }, async (insights, { coverage }) => {
        const earlier = comparable(await readMark(pathOf(enrichmentId)), store.read(), coverage);
        const before = earlier?.scores ?? noScores;
        const changed = (customer: RankedCustomer): RankedCustomer => {
          const was = before.get(customer.customerId);
          return { ...customer, scoreChange: was === undefined ? undefined : customer.score - was };
        };
        const page = { offset: 0, limit };
        const [ranking, movers, quiet] = await Promise.all([insights.ranking(page), insights.moversSince(before, limit), members(insights, staleAccounts, page)]);
        return { since: earlier?.publishedAt, ranking: ranking.items.map(changed), ...movers, quiet: { total: quiet.total, items: quiet.items.map(changed) } };
      }),
    mark(enrichmentId) {
      // One after the other: two would write the same file.
      const marked = marking.then(() => mark(enrichmentId));
      marking = marked.catch(() => undefined);
      return marked;
    },
  };
}

/**
 * Scores are compared as those of two publications are (`previousScores.ts`): only where both cover the same time, or a whole year. What is
 * on record no more left out other people (`forgetIncomparable`).
 */
function comparable(mark: DigestMark | undefined, { publications }: Readonly<State>, coverage: Coverage): DigestMark | undefined {
  if (mark === undefined || !publications.some(({ id }) => id === mark.publicationId)) return undefined;
  const isSame = (mark.coverage.isComplete && coverage.isComplete) || mark.coverage.from === coverage.from;
  return isSame ? mark : undefined;
}
