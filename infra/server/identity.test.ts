import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createIdentity, type Identity } from './identity.ts';
import { TestClock } from './testClock.ts';
import { makeKey, serveKeys, signToken, testAudience, testIssuer, type KeyServer } from './testKeys.ts';
import { testTenantId } from './testService.ts';

const key = await makeKey('key-1');
const nextKey = await makeKey('key-2');
const foreignKey = await makeKey('key-1');
const otherTenantId = 'dddddddd-0000-4000-8000-000000000000';
const botAudience = `api://host.example/botid-${testAudience}`;

let clock: TestClock;
let keyServer: KeyServer;
let identity: Identity;

beforeEach(async () => {
  clock = new TestClock(Date.UTC(2026, 10, 23));
  keyServer = await serveKeys(key);
  identity = identityOf(keyServer.jwksUrl);
});
afterEach(() => keyServer.close());

function identityOf(jwksUrl: string): Identity {
  return createIdentity({ tenantIds: [testTenantId], tokenAudiences: [testAudience, botAudience], tokenIssuer: testIssuer, jwksUrl, clock, keysCooldownMilliseconds: 0 });
}

async function outcome(authorization: string | undefined): Promise<string> {
  return identity.authenticate(authorization).then(
    () => 'accepted',
    (error: unknown) => (error as { readonly code?: string }).code ?? String(error),
  );
}

const tokenOutcome = async (...arguments_: Parameters<typeof signToken>) => outcome(`Bearer ${await signToken(...arguments_)}`);

test('a token names the person: tenant and object id in lower case, our app roles and no others, and when it ends', async () => {
  const token = await signToken(key, clock, { roles: ['Engagement.Viewer', 'Engagement.Admin', 'Engagement.Admin', 'Something.Else'] });
  expect(await identity.authenticate(`Bearer ${token}`)).toEqual({
    actor: { tenantId: testTenantId, userId: 'b0000000-0000-4000-8000-00000000000b', appRoles: ['viewer', 'admin'] },
    tokenExpiresAt: clock.now() + 3_600_000,
  });
});

test('a token without app roles is that of a member', async () => {
  expect((await identity.authenticate(`bearer ${await signToken(key, clock)}`)).actor.appRoles).toEqual([]);
});

describe('accepted', () => {
  test.each([
    ['of version 1 with its own issuer', { ver: '1.0', iss: `https://sts.windows.net/${testTenantId}/` }],
    ['for the address of the bot', { aud: botAudience }],
    ['with several scopes', { scp: 'profile access_as_user' }],
    ['that ended less than a minute ago', { exp: Date.UTC(2026, 10, 23) / 1000 - 59 }],
    ['from a clock that is less than a minute ahead', { nbf: Date.UTC(2026, 10, 23) / 1000 + 59 }],
  ])('a token %s', async (_title, changes) => {
    expect(await tokenOutcome(key, clock, changes)).toBe('accepted');
  });
});

describe('refused as not signed in', () => {
  test.each([[undefined], [''], ['Bearer'], ['Bearer a b'], ['Basic dXNlcjpwYXNz'], ['Bearer garbage'], ['Bearer a.b.c']])('the header %j', async (authorization) => {
    expect(await outcome(authorization)).toBe('signInRequired');
  });

  test.each([
    ['that has expired', { exp: Date.UTC(2026, 10, 23) / 1000 - 61 }],
    ['that is not valid yet', { nbf: Date.UTC(2026, 10, 23) / 1000 + 61 }],
    ['for another app', { aud: 'https://graph.microsoft.com' }],
    ['of another issuer', { iss: `https://evil.example/${testTenantId}/v2.0` }],
    ['of version 2 with the issuer of version 1', { iss: `https://sts.windows.net/${testTenantId}/` }],
    ['of version 1 with the issuer of version 2', { ver: '1.0' }],
    ['whose issuer is another tenant', { iss: testIssuer.replace('{tenantId}', otherTenantId) }],
    ['of a tenant that is not served here', { tid: otherTenantId, iss: testIssuer.replace('{tenantId}', otherTenantId) }],
    ['whose tenant is no id', { tid: '../common', iss: testIssuer.replace('{tenantId}', '../common') }],
    ['without an end', { exp: undefined }],
    ['without a beginning', { iat: undefined }],
    ['without an audience', { aud: undefined }],
    ['without a tenant', { tid: undefined }],
    ['without a person', { oid: undefined }],
    ['of an unknown version', { ver: '3.0' }],
  ])('a token %s', async (_title, changes) => {
    expect(await tokenOutcome(key, clock, changes)).toBe('signInRequired');
  });

  test('a token signed with another key under the name of ours', async () => {
    expect(await tokenOutcome(foreignKey, clock)).toBe('signInRequired');
  });

  test('a token of a key that is not published', async () => {
    expect(await tokenOutcome(nextKey, clock)).toBe('signInRequired');
  });

  test('a token whose claims were changed after signing', async () => {
    const [header, , signature] = (await signToken(key, clock)).split('.');
    const [, payload] = (await signToken(key, clock, { roles: ['Engagement.Admin'] })).split('.');
    expect(await outcome(`Bearer ${[header, payload, signature].join('.')}`)).toBe('signInRequired');
  });

  test('a token signed by another algorithm, the public key as its secret included', async () => {
    const elliptic = await makeKey('key-1', 'ES256');
    expect(await tokenOutcome(elliptic, clock, {}, { alg: 'ES256' })).toBe('signInRequired');
    const [, payload = ''] = (await signToken(key, clock)).split('.');
    const unsigned = (alg: string) => `${Buffer.from(JSON.stringify({ alg, kid: key.id })).toString('base64url')}.${payload}`;
    const hmac = createHmac('sha256', JSON.stringify(key.publicKey)).update(unsigned('HS256')).digest('base64url');
    expect(await outcome(`Bearer ${unsigned('HS256')}.${hmac}`)).toBe('signInRequired');
    expect(await outcome(`Bearer ${unsigned('none')}.`)).toBe('signInRequired');
  });
});

describe('refused as not allowed', () => {
  test.each([
    ['of an app alone', { scp: undefined, idtyp: 'app', roles: ['Engagement.Admin'] }],
    ['of an app that claims the scope', { idtyp: 'app' }],
    ['with another scope', { scp: 'access_as_user_too read' }],
  ])('a token %s', async (_title, changes) => {
    expect(await tokenOutcome(key, clock, changes)).toBe('notAllowed');
  });
});

test('keys are fetched once for many tokens', async () => {
  for (let count = 0; count < 5; count += 1) expect(await tokenOutcome(key, clock)).toBe('accepted');
  expect(keyServer.requests).toBe(1);
});

test('a token of a new key is accepted as soon as the key is published', async () => {
  expect(await tokenOutcome(key, clock)).toBe('accepted');
  keyServer.keys = [key, nextKey];
  expect(await tokenOutcome(nextKey, clock)).toBe('accepted');
});

test('unknown keys do not make the keys be fetched again and again', async () => {
  identity = createIdentity({ tenantIds: [testTenantId], tokenAudiences: [testAudience], tokenIssuer: testIssuer, jwksUrl: keyServer.jwksUrl, clock });
  for (let count = 0; count < 5; count += 1) expect(await tokenOutcome(nextKey, clock)).toBe('signInRequired');
  expect(keyServer.requests).toBe(1);
});

test('where the keys cannot be had, nobody is taken for an intruder: sign-in is unavailable', async () => {
  keyServer.status = 500;
  expect(await tokenOutcome(key, clock)).toBe('signInUnavailable');
  await keyServer.close();
  expect(await tokenOutcome(key, clock)).toBe('signInUnavailable');
  expect(await outcome('Bearer garbage')).toBe('signInRequired');
});
