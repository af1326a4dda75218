import { findEnrichment } from '../enrichments/editing.ts';
import { exportMediaTypes, exportTable } from '../insights/temporaryExport.ts';
import { EngagementFailure } from '../model/failure.ts';
import { compileCondition } from '../segments/compileCondition.ts';
import { audit } from '../store/audit.ts';
import type { ServiceContext } from './context.ts';
import { useShown, withResults } from './published.ts';
import type { Insights } from './service.ts';
import { writeBackYearRows } from './writeBackYearRows.ts';

export function insightsService(context: ServiceContext): Insights {
  const { store, rights, folder, options } = context;
  const read = (actor: Parameters<Insights['search']>[0], enrichmentId: string) => ({ actor, action: 'readResults' as const, enrichmentId });
  return {
    async search(actor, enrichmentId, text, limit) {
      const { hits } = await withResults(context, read(actor, enrichmentId), async (insights) => ({ hits: await insights.search(text, limit) }));
      return hits;
    },
    card: (actor, enrichmentId, customerId) =>
      withResults(context, read(actor, enrichmentId), async (insights) => {
        const card = await insights.card(customerId);
        if (card === undefined) throw new EngagementFailure('notFound', 'There is no such customer in this enrichment. Search for it by its name.');
        return { card };
      }),
    ranking: (actor, enrichmentId, page) => withResults(context, read(actor, enrichmentId), (insights) => insights.ranking(page)),
    movers: (actor, enrichmentId, limit) => withResults(context, read(actor, enrichmentId), (insights) => insights.movers(limit)),
    customers: (actor, enrichmentId, { condition, ...query }) =>
      withResults(context, read(actor, enrichmentId), (insights) => insights.customers({ ...query, predicate: condition && compileCondition(condition) })),
    table: (actor, enrichmentId, { condition, ...query }) =>
      withResults(context, read(actor, enrichmentId), (insights) => insights.table({ ...query, predicate: condition && compileCondition(condition) })),
    async exportTable(actor, enrichmentId, format) {
      await rights.assert(actor, 'exportResults');
      const content = await useShown(context, enrichmentId, (_, { id }) => exportTable(folder.publication(enrichmentId, id), format));
      await store.update((state) => audit(state, { action: 'exported', by: actor.userId, enrichmentId, details: { format } }, options.clock));
      const name = findEnrichment(store.read(), enrichmentId).settings?.outputTable ?? 'AccountEngagement';
      return { content, fileName: `${name}.${format}`, mediaType: exportMediaTypes[format] };
    },
    async writeBack(actor, enrichmentId) {
      await rights.assert(actor, 'writeBack');
      return writeBackYearRows(context, enrichmentId);
    },
  };
}
