import { z } from 'zod';
import type { Graph } from './client.ts';
import { query } from './links.ts';

const user = z.object({ displayName: z.string().min(1) });

/**
 * How the directory calls a user at this moment; undefined where it knows no such user, or no name. Not to be stored or logged.
 * @throws EngagementFailure as `Graph.get`; `consentMissing` where the app may not read users.
 */
export async function readDisplayName(graph: Graph, userId: string): Promise<string | undefined> {
  const path = `/users/${encodeURIComponent(userId)}${query({ $select: 'displayName' })}`;
  return user.safeParse(await graph.get({ path, permission: 'User.Read.All' })).data?.displayName;
}
