import { z } from 'zod';
import { parseAddress } from '../model/address.ts';
import type { Graph } from './client.ts';
import { query } from './links.ts';
import { readList } from './page.ts';

/** Somebody, or a group, that can be chosen by its address. */
export interface DirectoryHit {
  readonly kind: 'person' | 'group';
  readonly address: string;
  readonly name: string;
}

const entry = z.object({ mail: z.string(), displayName: z.string().nullish() });

const people = { kind: 'person', path: '/users', permission: 'User.Read.All', searched: ['displayName', 'mail', 'userPrincipalName'], filter: "accountEnabled eq true and userType ne 'Guest'" } as const;
const groups = { kind: 'group', path: '/groups', permission: 'GroupMember.Read.All', searched: ['displayName', 'mail'], filter: 'mailEnabled eq true' } as const;

/**
 * At most `limit` people and groups: those that have words in their names that begin with the words of the text, or whose address begins with
 * it. Who begins with the text comes first. Guests, disabled accounts and what has no address are left out. Not to be stored or logged.
 * @throws EngagementFailure as `Graph.get`; `consentMissing` where the app may not read users or groups.
 */
export async function searchDirectory(graph: Graph, text: string, limit: number): Promise<readonly DirectoryHit[]> {
  const wanted = text.trim();
  if (!/[\p{L}\p{N}]/u.test(wanted)) return [];
  const found = await Promise.all([people, groups].map((kind) => searchKind(graph, kind, wanted, limit)));
  const beginning = wanted.toLowerCase();
  const placeOf = ({ name, address }: DirectoryHit): string => `${[name, address].some((one) => one.toLowerCase().startsWith(beginning)) ? 0 : 1} ${name.toLowerCase()} ${address}`;
  return found
    .flat()
    .map((hit) => ({ hit, place: placeOf(hit) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, limit)
    .map(({ hit }) => hit);
}

async function searchKind(graph: Graph, { kind, path, permission, searched, filter }: typeof people | typeof groups, text: string, limit: number): Promise<DirectoryHit[]> {
  // https://learn.microsoft.com/graph/search-query-parameter: quotes and backslashes are escaped, names are compared by words, all else by its beginning.
  const escaped = text.replace(/["\\]/g, '\\$&');
  const options = query({ $search: searched.map((property) => `"${property}:${escaped}"`).join(' OR '), $filter: filter, $select: 'displayName,mail', $count: 'true', $top: limit });
  const entries = await readList(graph, { path: `${path}${options}`, permission, headers: { ConsistencyLevel: 'eventual' } }, entry, limit);
  return entries.flatMap(({ mail, displayName }) => (parseAddress(mail) === undefined ? [] : [{ kind, address: mail, name: displayName ?? mail }]));
}
