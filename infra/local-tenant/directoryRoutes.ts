import { defaultUserProperties, directoryPage, pick } from './directoryPage.ts';
import type { Directory, DirectoryObject, Members } from './directory.ts';
import type { GraphCall, GraphRoute } from './graphRoute.ts';
import type { Paging } from './paging.ts';
import { hiddenMembersRole } from './permissions.ts';
import { refuseUnknownOptions, selectOf } from './queryOptions.ts';
import { GraphError, jsonReply } from './reply.ts';
import type { Reply } from './reply.ts';

/** Organisation, users, deleted ones too, groups, members and directory roles. */
export function directoryRoutes(directory: Directory, paging: Paging): readonly GraphRoute[] {
  const organization = (call: GraphCall): Reply => {
    refuseUnknownOptions(call.url.searchParams, ['$select']);
    const select = selectOf(call.url.searchParams);
    const shown = pick(directory.organization, select);
    return jsonReply({ '@odata.context': `${call.url.origin}/v1.0/$metadata#organization`, value: [shown] });
  };

  const user = (call: GraphCall): Reply => {
    refuseUnknownOptions(call.url.searchParams, ['$select']);
    const id = call.parameters[0] ?? '';
    const found = directory.user(id);
    if (found === undefined) throw notFound(id);
    const select = selectOf(call.url.searchParams);
    return jsonReply({ '@odata.context': `${call.url.origin}/v1.0/$metadata#users/$entity`, ...pick(found.shown, select ?? defaultUserProperties) });
  };

  const group = (call: GraphCall): Reply => {
    refuseUnknownOptions(call.url.searchParams, ['$select']);
    const id = call.parameters[0] ?? '';
    const found = directory.group(id);
    if (found === undefined) throw notFound(id);
    const shown = pick(found.shown, selectOf(call.url.searchParams));
    return jsonReply({ '@odata.context': `${call.url.origin}/v1.0/$metadata#groups/$entity`, ...shown });
  };

  const members = (call: GraphCall): Reply => {
    const [id = '', relation = '', cast] = call.parameters;
    const found = directory.group(id);
    if (found === undefined) throw notFound(id);
    if (cast !== undefined) requireAdvancedQuery(call);
    const seesHidden = call.roles.has(hiddenMembersRole);
    const list = relation.toLowerCase() === 'members' ? directory.members(found, seesHidden) : directory.transitiveMembers(found, seesHidden);
    return memberPage(paging, call, list, cast?.toLowerCase());
  };

  const roleMembers = (call: GraphCall): Reply => memberPage(paging, call, directory.roleMembers(call.parameters[0] ?? ''), undefined);

  const roleAssignments = (call: GraphCall): Reply => {
    refuseUnknownOptions(call.url.searchParams, ['$filter', '$expand']);
    const [, role] = /^\s*roleDefinitionId eq '([\w-]+)'\s*$/.exec(call.url.searchParams.get('$filter') ?? '') ?? [];
    if (role === undefined) throw new GraphError(400, 'Request_BadRequest', "The local tenant lists role assignments by $filter=roleDefinitionId eq '…'.");
    const isExpanded = call.url.searchParams.get('$expand') === 'principal';
    const { users: roleUsers, groups: roleGroups } = directory.roleMembers(role);
    const value = [...typed(roleUsers, 'user'), ...typed(roleGroups, 'group')].map((principal) => {
      const principalId = String(principal['id']);
      return { id: `${role}-${principalId}`, principalId, directoryScopeId: '/', roleDefinitionId: role, ...(isExpanded ? { principal } : {}) };
    });
    return jsonReply({ '@odata.context': `${call.url.origin}/v1.0/$metadata#roleManagement/directory/roleAssignments`, value });
  };

  const users = (call: GraphCall): Reply =>
    directoryPage(paging, { call, objects: directory.users.map(({ shown }) => shown), entity: 'User', context: 'users' });
  const deletedUsers = (call: GraphCall): Reply =>
    directoryPage(paging, { call, objects: directory.deletedUsers.map(({ shown }) => shown), entity: 'User', context: 'users' });
  const groups = (call: GraphCall): Reply =>
    directoryPage(paging, { call, objects: directory.groups.map(({ shown }) => shown), entity: 'Group', context: 'groups' });

  return [
    { pattern: /^\/organization$/i, area: 'organization', handle: organization },
    { pattern: /^\/users$/i, area: 'users', handle: users },
    { pattern: /^\/users\/([^/]+)$/i, area: 'users', handle: user },
    { pattern: /^\/directory\/deletedItems\/microsoft\.graph\.user$/i, area: 'users', handle: deletedUsers },
    { pattern: /^\/groups$/i, area: 'groups', handle: groups },
    { pattern: /^\/groups\/([^/]+)$/i, area: 'groups', handle: group },
    { pattern: /^\/groups\/([^/]+)\/(members|transitiveMembers)(?:\/microsoft\.graph\.(user|group))?$/i, area: 'groups', handle: members },
    { pattern: /^\/directoryRoles(?:\/roleTemplateId=|\(roleTemplateId=')([\w-]+)(?:'\))?\/members$/i, area: 'directoryRoles', handle: roleMembers },
    { pattern: /^\/roleManagement\/directory\/roleAssignments$/i, area: 'directoryRoles', handle: roleAssignments },
  ];
}

function memberPage(paging: Paging, call: GraphCall, members: Members, cast: string | undefined): Reply {
  if (cast === 'user') return directoryPage(paging, { call, objects: members.users.map(({ shown }) => shown), entity: 'User', context: 'users' });
  if (cast === 'group') return directoryPage(paging, { call, objects: members.groups.map(({ shown }) => shown), entity: 'Group', context: 'groups' });
  const objects = [...typed(members.users, 'user'), ...typed(members.groups, 'group')];
  return directoryPage(paging, { call, objects, entity: 'User', context: 'directoryObjects' });
}

/** Objects of a list in which kinds are mixed. */
function typed(objects: readonly { readonly shown: DirectoryObject }[], type: 'user' | 'group'): DirectoryObject[] {
  return objects.map(({ shown }) => ({ '@odata.type': `#microsoft.graph.${type}`, ...shown }));
}

/** A cast to one type is an advanced query, on every page. https://learn.microsoft.com/graph/aad-advanced-queries */
function requireAdvancedQuery({ isEventual, url }: GraphCall): void {
  if (isEventual && url.searchParams.get('$count')?.toLowerCase() === 'true') return;
  const message = "OData cast requires the header 'ConsistencyLevel: eventual' and the query parameter '$count=true'.";
  throw new GraphError(400, 'Request_UnsupportedQuery', message);
}

function notFound(id: string): GraphError {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return new GraphError(404, 'Request_ResourceNotFound', message);
}
