import { createRemoteJWKSet, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anna, handClock, startTestTenant, tokenRequest } from './testTenant.ts';
import type { TestTenant } from './testTenant.ts';

let clock: ReturnType<typeof handClock>;
let one: TestTenant;

beforeEach(async () => {
  clock = handClock(Date.now());
  one = await startTestTenant({}, { clock });
});
afterEach(() => one.end());

test('a token is a JWT that the published keys verify, with the granted roles', async () => {
  const { tenant } = one;
  const { json, headers } = await tokenRequest(tenant, { scope: 'https://graph.microsoft.com/.default' });
  const configuration = (await one.get(`${tenant.authorityUrl}/${tenant.tenantId}/v2.0/.well-known/openid-configuration`)).json;
  const keys = createRemoteJWKSet(new URL(String(configuration['jwks_uri'])));
  const { payload } = await jwtVerify(String(json['access_token']), keys, { issuer: String(configuration['issuer']), audience: 'https://graph.microsoft.com' });
  expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
  expect(headers.get('cache-control')).toBe('no-store');
  expect(payload).toMatchObject({ tid: tenant.tenantId, appid: tenant.clientId, azp: tenant.clientId, roles: expect.arrayContaining(['Mail.ReadBasic.All', 'Calendars.ReadBasic.All']) as unknown });
});

test.each([
  [{ client_secret: 'wrong' }, undefined, 401, 'invalid_client', 7000215],
  [{ client_id: anna }, undefined, 400, 'unauthorized_client', 700016],
  [{}, 'another.example', 400, 'invalid_request', 90002],
  [{ scope: 'https://graph.microsoft.com/Mail.Read' }, undefined, 400, 'invalid_scope', 1002012],
  [{ scope: 'https://elsewhere.example/.default' }, undefined, 400, 'invalid_resource', 500011],
  [{ grant_type: 'password' }, undefined, 400, 'unsupported_grant_type', 70003],
])('a request with %o, tenant %s is refused with its AADSTS code', async (changes, tenantName, status, error, code) => {
  const answer = await tokenRequest(one.tenant, changes, tenantName);
  expect(answer.status).toBe(status);
  expect(answer.json).toMatchObject({ error: error as never, error_codes: [code] });
  expect(answer.json['error_description']).toMatch(new RegExp(`^AADSTS${code}: `));
});

test('a tenant may be called by one of its domains', async () => {
  expect((await tokenRequest(one.tenant, {}, 'Contoso.example')).status).toBe(200);
});

test('Graph opens to no request without a token, with a forged one, or with one for another resource', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  const forged = await new SignJWT({ roles: ['Mail.Read'], uti: 'x', exp: 99_999_999_999 }).setProtectedHeader({ alg: 'RS256' }).setAudience('https://graph.microsoft.com').sign(privateKey);
  const graphOnly = String((await tokenRequest(one.tenant, { scope: 'https://graph.microsoft.com/.default' })).json['access_token']);
  for (const authorization of ['', 'Basic eDp5', 'Bearer nonsense', `Bearer ${forged}`]) {
    const { status, json } = await one.get(`/users/${anna}/messages`, { Authorization: authorization });
    expect([status, json.error?.code]).toEqual([401, 'InvalidAuthenticationToken']);
  }
  expect((await one.get('/users', { Authorization: `Bearer ${graphOnly}` })).status).toBe(200);
  expect((await one.get(`${one.tenant.dataverseUrl}/accounts`, { Authorization: `Bearer ${graphOnly}` })).status).toBe(401);
});

test('a token expires by the clock of the tenant, and can be revoked before', async () => {
  expect((await one.get('/users')).status).toBe(200);
  one.tenant.revokeTokens();
  expect((await one.get('/users')).status).toBe(401);
  await one.renewToken();
  expect((await one.get('/users')).status).toBe(200);
  clock.advance(3_600_000);
  expect((await one.get('/users')).status).toBe(401);
});

test('roles are those of the moment when the token was issued, and each area needs its own', async () => {
  one.tenant.revoke('Mail.ReadBasic.All', 'User.Read.All', 'Organization.Read.All');
  expect((await one.get(`/users/${anna}/messages`)).status).toBe(200);
  await one.renewToken();
  const outcomes = await Promise.all([`/users/${anna}/messages`, '/users', '/organization', '/groups'].map(async (path) => {
    const { status, json } = await one.get(path);
    return `${status} ${json.error?.code ?? ''}`.trim();
  }));
  expect(outcomes).toEqual(['403 ErrorAccessDenied', '403 Authorization_RequestDenied', '403 Authorization_RequestDenied', '200']);
});
