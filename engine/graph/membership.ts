import { z } from 'zod';
import type { Graph } from './client.ts';
import { query } from './links.ts';

const account = z.object({ accountEnabled: z.boolean().nullish(), userType: z.string().nullish() });

/**
 * Whether a user belongs to the organisation: an enabled account that is no guest's. A token does not tell guests from members.
 * @throws EngagementFailure as `Graph.get`; `consentMissing` where the app may not read users.
 */
export async function isMember(graph: Graph, userId: string): Promise<boolean> {
  const path = `/users/${encodeURIComponent(userId)}${query({ $select: 'accountEnabled,userType' })}`;
  const { accountEnabled, userType } = account.safeParse(await graph.get({ path, permission: 'User.Read.All' })).data ?? {};
  return accountEnabled === true && userType?.toLowerCase() !== 'guest';
}
