import type { AppRegistration } from './authority.ts';
import type { GraphRoute } from './graphRoute.ts';
import { appRoleIds } from './permissions.ts';
import { GraphError, jsonReply } from './reply.ts';

/** The service principal of Microsoft Graph has an id of its own in each tenant; here, its well-known app id serves. */
const graphServicePrincipalId = '00000003-0000-0000-c000-000000000000';

/** The product's service principal, and what the tenant has granted it. */
export function applicationRoutes(app: AppRegistration): readonly GraphRoute[] {
  const principal = { id: app.objectId, appId: app.clientId, displayName: app.displayName, servicePrincipalType: 'Application' };
  const requireOwn = (id: string | undefined, own: string): void => {
    if (id?.toLowerCase() === own) return;
    throw new GraphError(404, 'Request_ResourceNotFound', `Resource '${id ?? ''}' does not exist or one of its queried reference-property objects are not present.`);
  };
  const assignments = (): Record<string, unknown>[] =>
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
        return jsonReply({ '@odata.context': `${url.origin}/v1.0/$metadata#appRoleAssignments`, value: assignments() });
      },
    },
  ];
}
