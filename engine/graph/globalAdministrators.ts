import { z } from 'zod';
import type { Graph } from './client.ts';
import { query } from './links.ts';
import { readList } from './page.ts';

/** https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference#global-administrator */
const globalAdministratorTemplateId = '62e90394-69f5-4237-9190-012177145e10';

const principal = z.object({ '@odata.type': z.string(), id: z.string().min(1).toLowerCase() });
const account = z.object({ accountEnabled: z.boolean().nullish() });

/**
 * Whether a user is a Global Administrator at this moment, by the directory: assigned directly or through a group, nested groups included.
 * A disabled account is none, nor is somebody who has yet to activate the role (Privileged Identity Management).
 * @throws EngagementFailure as `Graph.get`; `consentMissing` where the app may not read roles, groups or users.
 */
export async function isGlobalAdministrator(graph: Graph, userId: string): Promise<boolean> {
  const id = userId.toLowerCase();
  return (await holderIds(graph)).has(id) && (await isEnabled(graph, id));
}

/** The user ids, lower case, of all Global Administrators, as `isGlobalAdministrator` tells them. @throws EngagementFailure as it does */
export async function globalAdministratorIds(graph: Graph): Promise<readonly string[]> {
  const ids = [...(await holderIds(graph))].sort();
  const enabled = await Promise.all(ids.map((id) => isEnabled(graph, id)));
  return ids.filter((_, index) => enabled[index]);
}

/** Users who hold the role, disabled ones too. */
async function holderIds(graph: Graph): Promise<ReadonlySet<string>> {
  // The list comes in one piece: Graph does not page it. https://learn.microsoft.com/graph/api/directoryrole-list-members
  const path = `/directoryRoles(roleTemplateId='${globalAdministratorTemplateId}')/members${query({ $select: 'id' })}`;
  const holders = await readList(graph, { path, permission: 'RoleManagement.Read.Directory' }, principal);
  const groups = await Promise.all(holders.filter(isOfType('group')).map(({ id }) => readMembers(graph, id)));
  return new Set([...holders, ...groups.flat()].filter(isOfType('user')).map(({ id }) => id));
}

/** Without a cast to users, which would be an advanced query: those are answered from an index that lags behind the directory. */
function readMembers(graph: Graph, groupId: string): Promise<z.infer<typeof principal>[]> {
  const path = `/groups/${encodeURIComponent(groupId)}/transitiveMembers${query({ $select: 'id', $top: 999 })}`;
  return readList(graph, { path, permission: 'GroupMember.Read.All' }, principal);
}

async function isEnabled(graph: Graph, userId: string): Promise<boolean> {
  const path = `/users/${encodeURIComponent(userId)}${query({ $select: 'accountEnabled' })}`;
  const answer = account.safeParse(await graph.get({ path, permission: 'User.Read.All' }));
  return answer.data?.accountEnabled === true;
}

function isOfType(type: 'user' | 'group'): (entry: z.infer<typeof principal>) => boolean {
  return (entry) => entry['@odata.type'] === `#microsoft.graph.${type}`;
}
