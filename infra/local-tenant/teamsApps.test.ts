import { afterEach, beforeEach, expect, test } from 'vitest';
import { anna, ben, startTestTenant, tokenRequest } from './testTenant.ts';
import type { TestTenant } from './testTenant.ts';

let one: TestTenant;

beforeEach(async () => {
  one = await startTestTenant();
  one.tenant.grant('AppCatalog.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All');
  await one.renewToken();
});
afterEach(() => one.end());

async function catalogueIds(externalId = one.tenant.clientId): Promise<unknown[]> {
  const filter = encodeURIComponent(`externalId eq '${externalId}'`);
  return (await one.get(`/appCatalogs/teamsApps?$filter=${filter}`)).json.value?.map(({ id }) => id) ?? [];
}

interface Installation {
  readonly status: number;
  readonly code: string | undefined;
}

async function install(userId: string, appId: unknown, changes: { readonly body?: string; readonly method?: string } = {}): Promise<Installation> {
  const { json } = await tokenRequest(one.tenant, { scope: 'https://graph.microsoft.com/.default' });
  const response = await fetch(`${one.tenant.graphUrl}/users/${userId}/teamwork/installedApps`, {
    method: changes.method ?? 'POST',
    headers: { 'Authorization': `Bearer ${String(json['access_token'])}`, 'Content-Type': 'application/json' },
    ...(changes.method === 'GET' ? {} : { body: changes.body ?? JSON.stringify({ 'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${String(appId)}` }) }),
  });
  const text = await response.text();
  const code = text === '' ? undefined : (JSON.parse(text) as { readonly error: { readonly code: string } }).error.code;
  return { status: response.status, code };
}

test('the app is in the catalogue under the client id of its registration, and under no other', async () => {
  expect(await catalogueIds()).toHaveLength(1);
  expect(await catalogueIds(ben)).toEqual([]);
});

test('an app that nobody uploaded is not in the catalogue', async () => {
  await one.end();
  one = await startTestTenant({}, { catalogueAppIds: [], grantedRoles: ['AppCatalog.Read.All'] });
  expect(await catalogueIds()).toEqual([]);
});

test('an app is installed for a person once, and the tenant knows for whom', async () => {
  const [appId] = await catalogueIds();
  expect(await install(anna, appId)).toEqual({ status: 201, code: undefined });
  expect(await install('anna@contoso.example', appId)).toEqual({ status: 409, code: 'Conflict' });
  expect(await install(ben, appId)).toMatchObject({ status: 201 });
  expect(one.tenant.installedApps()).toEqual([anna, ben].map((userId) => ({ userId, externalId: one.tenant.clientId })));
});

test('what cannot be installed is refused as Graph refuses it, and nothing is', async () => {
  const [appId] = await catalogueIds();
  expect(await install(anna, anna)).toEqual({ status: 404, code: 'NotFound' });
  expect(await install('nobody', appId)).toEqual({ status: 404, code: 'NotFound' });
  expect(await install(anna, appId, { body: '{}' })).toEqual({ status: 400, code: 'BadRequest' });
  expect(await install(anna, appId, { body: 'oops' })).toEqual({ status: 400, code: 'BadRequest' });
  expect(await install(anna, appId, { method: 'GET' })).toEqual({ status: 405, code: 'Request_BadRequest' });
  expect(one.tenant.installedApps()).toEqual([]);
});

test('without the permissions, which nobody grants by default, neither is open', async () => {
  const [appId] = await catalogueIds();
  one.tenant.revoke('AppCatalog.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All');
  await one.renewToken();
  expect((await one.get("/appCatalogs/teamsApps?$filter=externalId eq 'x'")).json.error?.code).toBe('Forbidden');
  expect(await install(anna, appId)).toEqual({ status: 403, code: 'Forbidden' });
});
