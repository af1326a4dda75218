import { findEnrichment } from '../enrichments/editing.ts';
import type { OpenInsights } from '../insights/insights.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { Publication } from '../model/runRecord.ts';
import { writeBack, type OutputRow } from '../output/writeBack.ts';
import { audit } from '../store/audit.ts';
import type { ServiceContext } from './context.ts';
import { shownPublication } from './published.ts';

const rowsPerQuery = 1_000;

/** Writes the Year rows that are shown into the table that the settings name. Writing them again changes nothing. */
export async function writeBackYearRows(context: ServiceContext, enrichmentId: string): Promise<{ readonly rowsWritten: number }> {
  const { store, options: { dataverse, clock } } = context;
  const target = findEnrichment(store.read(), enrichmentId).settings?.writeBack;
  if (target === undefined || dataverse === undefined) {
    throw new EngagementFailure('notReady', 'No table of Dataverse is set for the results of this enrichment. Name its entity set and key column in the settings.');
  }
  const publication = shownPublication(context, enrichmentId);
  const access = { baseUrl: dataverse.baseUrl, tokens: dataverse.tokens, clock };
  // Open until the last row, also where new results come meanwhile and these go.
  const written = await context.shelf.use(publication, (insights) => writeBack({ access, ...target, rows: yearRows(context, publication, insights) }));
  await store.update((state) => audit(state, { action: 'exported', enrichmentId, details: { format: 'dataverse', rows: written.rowsWritten } }, clock));
  return written;
}

async function* yearRows({ store }: ServiceContext, { enrichmentId }: Publication, insights: OpenInsights): AsyncGenerator<OutputRow> {
  for (let offset = 0; ; offset += rowsPerQuery) {
    const query = { level: 'Year', sorting: { column: 'CustomerId', direction: 'ascending' }, page: { offset, limit: rowsPerQuery } } as const;
    const isErased = findEnrichment(store.read(), enrichmentId).publicationId === undefined;
    if (isErased) throw new EngagementFailure('notReady', 'The results were erased while they were being written to Dataverse. Rows that were written before are still there; delete them in Dataverse.');
    const { items } = await insights.table(query);
    for (const row of items) yield row as unknown as OutputRow;
    if (items.length < rowsPerQuery) return;
  }
}
