import { z } from 'zod';
import type { Graph, WritableGraph } from './client.ts';
import { query } from './links.ts';
import { readList } from './page.ts';

const catalogueEntry = z.object({ id: z.string().min(1) });

/**
 * Installs a Teams app in somebody's personal scope, by the id in its manifest; `unknown` where the catalogue of the organisation does not
 * have the app, or Teams does not have the user. https://learn.microsoft.com/graph/api/userteamwork-post-installedapps
 * @throws EngagementFailure as `Graph.get`; `consentMissing` where the organisation does not let the app, or anybody, do this.
 */
export async function installTeamsApp(graph: WritableGraph, teamsAppId: string, userId: string): Promise<'installed' | 'alreadyInstalled' | 'unknown'> {
  const catalogueId = await catalogueIdOf(graph, teamsAppId);
  if (catalogueId === undefined) return 'unknown';
  const outcome = await graph.post({
    path: `/users/${encodeURIComponent(userId)}/teamwork/installedApps`,
    permission: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
    body: { 'teamsApp@odata.bind': graph.urlOf(`/appCatalogs/teamsApps/${encodeURIComponent(catalogueId)}`) },
  });
  return ({ created: 'installed', exists: 'alreadyInstalled', absent: 'unknown' } as const)[outcome];
}

/** Whether the organisation's catalogue has a Teams app, by the id in its manifest. @throws EngagementFailure as `Graph.get` */
export async function isInCatalogue(graph: Graph, teamsAppId: string): Promise<boolean> {
  return (await catalogueIdOf(graph, teamsAppId)) !== undefined;
}

/** To the organisation's catalogue the id in the manifest is an external one; it gives the app another. */
async function catalogueIdOf(graph: Graph, teamsAppId: string): Promise<string | undefined> {
  const path = `/appCatalogs/teamsApps${query({ $filter: `externalId eq '${teamsAppId.replaceAll("'", "''")}'` })}`;
  const [entry] = await readList(graph, { path, permission: 'AppCatalog.Read.All' }, catalogueEntry);
  return entry?.id;
}
