import { z } from 'zod';
import type { Graph } from './client.ts';
import { query } from './links.ts';
import { readList } from './page.ts';

const permission = 'Application.Read.All';

const servicePrincipal = z.object({
  id: z.string().min(1),
  appRoles: z.array(z.object({ id: z.string(), value: z.string().nullish(), isEnabled: z.boolean().nullish() })).nullish(),
});
/** https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto */
const assignment = z.object({ appRoleId: z.string(), principalId: z.string().min(1), principalType: z.string() });
const member = z.object({ '@odata.type': z.string(), id: z.string().min(1).toLowerCase() });

/**
 * Who holds which role of the app in this tenant: the values of the roles by user id, lower case, as a token of that user would have them;
 * nobody where the tenant does not have the app. Assigned directly or through a group; members of a group within that group have no role:
 * https://learn.microsoft.com/entra/identity/enterprise-apps/assign-user-or-group-access-portal
 * @throws EngagementFailure as `Graph.get`; `consentMissing` where the app may not read applications or groups.
 */
export async function readAppRoles(graph: Graph, clientId: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const path = `/servicePrincipals(appId='${encodeURIComponent(clientId)}')`;
  const principal = servicePrincipal.safeParse(await graph.get({ path: `${path}${query({ $select: 'id,appRoles' })}`, permission })).data;
  const rolesByUser = new Map<string, Set<string>>();
  if (principal === undefined) return rolesByUser;

  const valueOf = new Map((principal.appRoles ?? []).flatMap(({ id, value, isEnabled }) => (value && isEnabled !== false ? [[id.toLowerCase(), value] as const] : [])));
  const assignments = await readList(graph, { path: `/servicePrincipals/${encodeURIComponent(principal.id)}/appRoleAssignedTo`, permission }, assignment);
  await Promise.all(
    assignments.map(async ({ appRoleId, principalId, principalType }) => {
      const value = valueOf.get(appRoleId.toLowerCase());
      if (value === undefined) return;
      for (const userId of await usersOf(graph, principalId, principalType)) {
        rolesByUser.set(userId, (rolesByUser.get(userId) ?? new Set()).add(value));
      }
    }),
  );
  return rolesByUser;
}

async function usersOf(graph: Graph, principalId: string, principalType: string): Promise<readonly string[]> {
  if (principalType === 'User') return [principalId.toLowerCase()];
  if (principalType !== 'Group') return [];
  const path = `/groups/${encodeURIComponent(principalId)}/members${query({ $select: 'id', $top: 999 })}`;
  const members = await readList(graph, { path, permission: 'GroupMember.Read.All' }, member);
  return members.filter((entry) => entry['@odata.type'] === '#microsoft.graph.user').map(({ id }) => id);
}
