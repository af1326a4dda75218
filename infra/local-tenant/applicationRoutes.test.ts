import { afterEach, beforeEach, expect, test } from 'vitest';
import { anna, ben, startTestTenant } from './testTenant.ts';
import type { TestTenant } from './testTenant.ts';

let one: TestTenant;

beforeEach(async () => {
  const users = [
    { id: anna, displayName: 'Anna', userPrincipalName: 'anna@contoso.example', appRoles: ['Engagement.Admin'] },
    { id: ben, displayName: 'Ben', userPrincipalName: 'ben@contoso.example', appRoles: ['Engagement.Viewer', 'Engagement.Admin', 'Another.Role'] },
    { id: 'nobody', userPrincipalName: 'nobody@contoso.example' },
  ];
  one = await startTestTenant({ 'users.json': users });
});
afterEach(() => one.end());

const principalPath = (): string => `/servicePrincipals(appId='${one.tenant.clientId}')`;

async function roleIds(): Promise<{ readonly principalId: string; readonly admin: unknown; readonly viewer: unknown }> {
  const { id, appRoles } = (await one.get(principalPath())).json;
  const idOf = (value: string): unknown => (appRoles as readonly Record<string, unknown>[]).find((role) => role['value'] === value)?.['id'];
  return { principalId: String(id), admin: idOf('Engagement.Admin'), viewer: idOf('Engagement.Viewer') };
}

test('the service principal shows what has been granted', async () => {
  const { principalId } = await roleIds();
  const { value } = (await one.get(`/servicePrincipals/${principalId}/appRoleAssignments`)).json;
  expect(value?.map(({ appRoleId }) => appRoleId)).toContain('693c5e45-0940-467d-9b8a-1022fb9d42ef');
});

test('the app role assignments name who has which of the roles that the service principal lists', async () => {
  const { principalId, admin, viewer } = await roleIds();
  const { items } = await one.all(`/servicePrincipals/${principalId}/appRoleAssignedTo?$top=2`);
  expect(items.map((assignment) => [assignment['principalId'], assignment['appRoleId']])).toEqual([
    [anna, admin],
    [ben, admin],
    [ben, viewer],
  ]);
  expect(items[0]).toMatchObject({ principalType: 'User', principalDisplayName: 'Anna', resourceId: principalId, resourceDisplayName: 'Account Engagement' });
});

test('the app role assignments come in pages', async () => {
  const { principalId } = await roleIds();
  const { pages } = await one.all(`/servicePrincipals/${principalId}/appRoleAssignedTo?$top=2`);
  expect(pages).toEqual([2, 1]);
});

test('another service principal is unknown, and without the permission so is the own', async () => {
  expect((await one.get('/servicePrincipals/another/appRoleAssignedTo')).json.error?.code).toBe('Request_ResourceNotFound');
  const { principalId } = await roleIds();
  one.tenant.revoke('Application.Read.All');
  await one.renewToken();
  for (const path of [principalPath(), `/servicePrincipals/${principalId}/appRoleAssignedTo`]) {
    const { status, json } = await one.get(path);
    expect([status, json.error?.code]).toEqual([403, 'Authorization_RequestDenied']);
  }
});
