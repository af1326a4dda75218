import { localColumns } from './directory.ts';
import type { DirectoryObject } from './directory.ts';
import { directoryFilter } from './directoryFilter.ts';
import { directorySearch } from './directorySearch.ts';
import type { GraphCall } from './graphRoute.ts';
import type { Paging } from './paging.ts';
import { countAsked, refuseUnknownOptions, selectOf, topOf } from './queryOptions.ts';
import { GraphError, jsonReply } from './reply.ts';
import type { Reply } from './reply.ts';

/** The directory's bounds. https://learn.microsoft.com/graph/paging */
const topDefault = 100;
const topMost = 999;

const filterable = {
  User: new Set(['id', 'mail', 'userPrincipalName', 'displayName', 'mailNickname', 'userType', 'accountEnabled', 'proxyAddresses']),
  Group: new Set(['id', 'mail', 'displayName', 'mailNickname', 'mailEnabled', 'securityEnabled', 'proxyAddresses']),
  AppRoleAssignment: new Set<string>(),
};

/** Users come with these alone unless `$select` asks for more. https://learn.microsoft.com/graph/api/resources/user#properties */
export const defaultUserProperties: ReadonlySet<string> = new Set(
  'businessPhones,displayName,givenName,id,jobTitle,mail,mobilePhone,officeLocation,preferredLanguage,surname,userPrincipalName'.split(','),
);

export interface DirectoryPageRequest {
  readonly call: GraphCall;
  readonly objects: readonly DirectoryObject[];
  readonly entity: keyof typeof filterable;
  readonly context: 'users' | 'groups' | 'directoryObjects' | 'appRoleAssignments';
}

/** One page of a directory collection. */
export function directoryPage(paging: Paging, { call, objects, entity, context }: DirectoryPageRequest): Reply {
  const query = call.url.searchParams;
  if (query.has('$skip')) throw new GraphError(400, 'Request_BadRequest', "'$skip' is not supported by the service.");
  refuseUnknownOptions(query, ['$select', '$filter', '$search', '$top', '$count', '$skiptoken']);
  if (countAsked(query) && !call.isEventual) throw new GraphError(400, 'Request_BadRequest', '$count is not currently supported.');
  const top = topOf(query, topMost, (value) => {
    const message = `Invalid page size specified: '${value}'. Must be between 1 and ${topMost} inclusive.`;
    return new GraphError(400, 'Request_UnsupportedQuery', message);
  });
  const filter = query.get('$filter');
  const isAdvanced = call.isEventual && countAsked(query);
  const filtered = filter === null ? objects : objects.filter(directoryFilter(filter, { entity, properties: filterable[entity], isAdvanced }));
  const search = query.get('$search');
  const found = search === null ? filtered : filtered.filter(directorySearch(search, call.isEventual));
  const page = paging.page(call.url, top ?? topDefault, found.length);
  const select = selectOf(query);
  return jsonReply({
    '@odata.context': `${call.url.origin}/v1.0/$metadata#${context}`,
    ...(page.isFirst && countAsked(query) ? { '@odata.count': found.length } : {}),
    ...(page.nextLink === undefined ? {} : { '@odata.nextLink': page.nextLink }),
    value: found.slice(page.from, page.to).map((object) => pick(object, select ?? (entity === 'User' ? defaultProperties(object) : undefined))),
  });
}

/** The selected properties, null where the object has none; all where nothing was selected. */
export function pick(object: DirectoryObject, select: ReadonlySet<string> | undefined): DirectoryObject {
  if (select === undefined) return object;
  const local = [...select].find((name) => localColumns.has(name));
  if (local !== undefined) throw new GraphError(400, 'Request_BadRequest', `Could not find a property named '${local}'.`);
  const type = object['@odata.type'];
  return {
    ...(type === undefined ? {} : { '@odata.type': type }),
    ...Object.fromEntries([...select].map((name) => [name, object[name] ?? null])),
  };
}

/** Members of mixed kinds: groups come whole, users with their default properties. */
function defaultProperties(object: DirectoryObject): ReadonlySet<string> | undefined {
  return object['@odata.type'] === '#microsoft.graph.group' ? undefined : defaultUserProperties;
}
