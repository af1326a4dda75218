import { directoryPage } from './directoryPage.ts';
import type { AppRegistration } from './authority.ts';
import type { Directory, DirectoryObject } from './directory.ts';
import type { GraphRoute } from './graphRoute.ts';
import type { Paging } from './paging.ts';
import { appRoleIds } from './permissions.ts';
import { GraphError, jsonReply } from './reply.ts';
import { stableId } from './stableId.ts';

/** The service principal of Microsoft Graph has an id of its own in each tenant; here, its well-known app id serves. */
const graphServicePrincipalId = '00000003-0000-0000-c000-000000000000';

/** What people may be to the product. The ids are part of its registration, and the same in every tenant. */
const appRoles = [
  { value: 'Engagement.Admin', displayName: 'Engagement administrator', description: 'Sets up enrichments and sees all results.' },
  { value: 'Engagement.Viewer', displayName: 'Engagement viewer', description: 'Sees the engagement of customers.' },
].map((role) => ({ id: stableId(`appRole/${role.value}`), allowedMemberTypes: ['User'], isEnabled: true, origin: 'Application', ...role }));

/** The product's service principal, what the tenant has granted it, and who has which of its app roles. */
export function applicationRoutes(app: AppRegistration, directory: Directory, paging: Paging): readonly GraphRoute[] {
  const principal = { id: app.objectId, appId: app.clientId, displayName: app.displayName, servicePrincipalType: 'Application', appRoles };
  const requireOwn = (id: string | undefined, own: string): void => {
    if (id?.toLowerCase() === own) return;
    throw new GraphError(404, 'Request_ResourceNotFound', `Resource '${id ?? ''}' does not exist or one of its queried reference-property objects are not present.`);
  };
  const granted = (): Record<string, unknown>[] =>
    [...app.grantedRoles].map((role) => ({
      id: `${app.objectId}-${role}`,
      deletedDateTime: null,
      appRoleId: appRoleIds[role] ?? role,
      principalDisplayName: app.displayName,
      principalId: app.objectId,
      principalType: 'ServicePrincipal',
      resourceDisplayName: 'Microsoft Graph',
      resourceId: graphServicePrincipalId,
    }));
  const assigned: readonly DirectoryObject[] = directory.users.flatMap(({ source }) =>
    appRoles
      .filter(({ value }) => source.appRoles.includes(value))
      .map(({ id }) => ({
        id: stableId(`appRoleAssignment/${source.id}/${id}`),
        deletedDateTime: null,
        appRoleId: id,
        createdDateTime: '2026-01-01T00:00:00Z',
        principalDisplayName: source.displayName ?? null,
        principalId: source.id,
        principalType: 'User',
        resourceDisplayName: app.displayName,
        resourceId: app.objectId,
      })),
  );

  return [
    {
      pattern: /^\/servicePrincipals\(appId='([^']+)'\)$/i,
      area: 'applications',
      handle: ({ url, parameters }) => {
        requireOwn(parameters[0], app.clientId);
        return jsonReply({ '@odata.context': `${url.origin}/v1.0/$metadata#servicePrincipals/$entity`, ...principal });
      },
    },
    {
      pattern: /^\/servicePrincipals\/([^/]+)\/appRoleAssignments$/i,
      area: 'applications',
      handle: ({ url, parameters }) => {
        requireOwn(parameters[0], app.objectId);
        return jsonReply({ '@odata.context': `${url.origin}/v1.0/$metadata#appRoleAssignments`, value: granted() });
      },
    },
    {
      pattern: /^\/servicePrincipals\/([^/]+)\/appRoleAssignedTo$/i,
      area: 'applications',
      handle: (call) => {
        requireOwn(call.parameters[0], app.objectId);
        return directoryPage(paging, { call, objects: assigned, entity: 'AppRoleAssignment', context: 'appRoleAssignments' });
      },
    },
  ];
}
