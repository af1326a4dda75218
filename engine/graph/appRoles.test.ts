import { afterEach, expect, test } from 'vitest';
import { readAppRoles } from './appRoles.ts';
import type { Graph } from './client.ts';
import { graphError, graphFor, leapingClock, startServer, type Reply, type TestServer } from './testServer.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const [adminRole, viewerRole, retiredRole] = ['AAAA0000-0000-4000-8000-000000000001', 'aaaa0000-0000-4000-8000-000000000002', 'aaaa0000-0000-4000-8000-000000000003'];
const principal = {
  id: 'principal',
  appRoles: [
    { id: adminRole, value: 'Engagement.Admin', isEnabled: true },
    { id: viewerRole, value: 'Engagement.Viewer', isEnabled: true },
    { id: retiredRole, value: 'Engagement.Retired', isEnabled: false },
    { id: 'no value', value: null },
  ],
};
const given = (appRoleId: string | undefined, principalId: string, principalType = 'User') => ({ appRoleId, principalId, principalType });

/** A Graph that answers these paths, below `/v1.0` and without their query; what is not among them does not exist. */
async function graphOf(answers: Readonly<Record<string, unknown>>): Promise<{ readonly graph: Graph; readonly server: TestServer }> {
  const clock = leapingClock();
  const server = await startServer(clock, ({ path }): Reply => {
    const json = answers[path] ?? answers[path.replace('/v1.0', '').replace(/\?.*$/, '')];
    return json === undefined ? { status: 404, json: graphError('Request_ResourceNotFound') } : { json };
  });
  const graph = graphFor(server, clock);
  open.push(server, graph);
  return { graph, server };
}

const plain = (roles: ReadonlyMap<string, ReadonlySet<string>>) => Object.fromEntries([...roles].map(([id, values]) => [id, [...values].sort()]));

test('roles are told by user, in lower case, however they are given: several, directly and through groups, on several pages', async () => {
  const { graph, server } = await graphOf({
    "/servicePrincipals(appId='client')": principal,
    '/servicePrincipals/principal/appRoleAssignedTo': {
      value: [given(adminRole, 'ANN'), given(viewerRole, 'sales', 'Group')],
      get '@odata.nextLink'(): string {
        return `${server.url}/v1.0/more?$skiptoken=x`;
      },
    },
    '/more': { value: [given(viewerRole.toUpperCase(), 'ann'), given(viewerRole, 'vic')] },
    '/groups/sales/members': { value: [{ '@odata.type': '#microsoft.graph.user', id: 'BOB' }, { '@odata.type': '#microsoft.graph.user', id: 'vic' }] },
  });
  expect(plain(await readAppRoles(graph, 'client'))).toEqual({ ann: ['Engagement.Admin', 'Engagement.Viewer'], bob: ['Engagement.Viewer'], vic: ['Engagement.Viewer'] });
});

test('nobody has a role by what gives none: a group within a group, another app, a role that is switched off or without a value', async () => {
  const { graph } = await graphOf({
    "/servicePrincipals(appId='client')": principal,
    '/servicePrincipals/principal/appRoleAssignedTo': {
      value: [
        given(viewerRole, 'sales', 'Group'),
        given(viewerRole, 'daemon', 'ServicePrincipal'),
        given(retiredRole, 'ann'),
        given('no value', 'ann'),
        given('00000000-0000-0000-0000-000000000000', 'ann'),
        given(viewerRole, 'a group that is gone', 'Group'),
      ],
    },
    '/groups/sales/members': { value: [{ '@odata.type': '#microsoft.graph.group', id: 'nested' }] },
    '/groups/nested/members': { value: [{ '@odata.type': '#microsoft.graph.user', id: 'bob' }] },
  });
  expect(plain(await readAppRoles(graph, 'client'))).toEqual({});
});

test('in a tenant that does not have the app nobody has a role', async () => {
  const { graph } = await graphOf({});
  expect(plain(await readAppRoles(graph, 'client'))).toEqual({});
});
