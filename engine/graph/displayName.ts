import { z } from 'zod';
import type { Graph } from './client.ts';
import { query } from './links.ts';
import { readList } from './page.ts';

/** As many clauses as a filter may have. https://learn.microsoft.com/graph/filter-query-parameter */
const clausesMax = 15;

const user = z.object({ id: z.string().min(1).toLowerCase(), displayName: z.string().min(1) });

/**
 * How the directory calls users at this moment, by user id, lower case; those whom it does not know, or has no name for, are left out. Not to
 * be stored or logged.
 * @throws EngagementFailure as `Graph.get`; `consentMissing` where the app may not read users.
 */
export async function readDisplayNames(graph: Graph, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(userIds.map((id) => id.toLowerCase()))];
  const batches = Array.from({ length: Math.ceil(ids.length / clausesMax) }, (_, batch) => ids.slice(batch * clausesMax, (batch + 1) * clausesMax));
  const found = await Promise.all(
    batches.map((batch) => {
      const filter = batch.map((id) => `id eq '${id.replaceAll("'", "''")}'`).join(' or ');
      return readList(graph, { path: `/users${query({ $filter: filter, $select: 'id,displayName' })}`, permission: 'User.Read.All' }, user);
    }),
  );
  return new Map(found.flat().map(({ id, displayName }) => [id, displayName]));
}
