import { afterEach, describe, expect, test } from 'vitest';
import { UnsecuredJWT } from 'jose';
import { leapingClock, type Reply, type SeenRequest, startServer, type TestServer } from './testServer.ts';
import { clientCredentialTokens, rolesOf, type TokenSource } from './tokens.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function source(reply: (request: SeenRequest) => Reply): Promise<{ tokens: TokenSource; server: TestServer; clock: ReturnType<typeof leapingClock> }> {
  const clock = leapingClock();
  const server = await startServer(clock, reply);
  servers.push(server);
  const tokens = clientCredentialTokens({ authorityUrl: `${server.url}/`, tenantId: 'contoso.com', clientId: 'app', clientSecret: 'a&b=c', scope: 'https://graph.microsoft.com/.default', clock });
  return { tokens, server, clock };
}

function granting(lifeSeconds: number | string = 3599): () => Reply {
  let count = 0;
  return () => ({ json: { token_type: 'Bearer', expires_in: lifeSeconds, access_token: `token-${(count += 1)}` } });
}

test('asks the token endpoint of the tenant by client credentials', async () => {
  const { tokens, server } = await source(granting());
  await expect(tokens.token()).resolves.toBe('token-1');
  expect(server.seen[0]?.path).toBe('/contoso.com/oauth2/v2.0/token');
  expect(Object.fromEntries(new URLSearchParams(server.seen[0]?.body))).toEqual({ grant_type: 'client_credentials', client_id: 'app', client_secret: 'a&b=c', scope: 'https://graph.microsoft.com/.default' });
});

describe('the cache', () => {
  test('holds a token until five minutes before it expires', async () => {
    const { tokens, clock } = await source(granting('3600'));
    await tokens.token();
    await clock.sleep(3299_000);
    await expect(tokens.token()).resolves.toBe('token-1');
    await clock.sleep(1000);
    await expect(tokens.token()).resolves.toBe('token-2');
  });

  test('holds a short-lived token for half of its life', async () => {
    const { tokens, clock } = await source(granting(60));
    await tokens.token();
    await clock.sleep(29_000);
    await expect(tokens.token()).resolves.toBe('token-1');
    await clock.sleep(1000);
    await expect(tokens.token()).resolves.toBe('token-2');
  });

  test('is dropped for a fresh token; callers at the same time share one request', async () => {
    const { tokens, server } = await source(granting());
    await expect(Promise.all([tokens.token(), tokens.token(), tokens.token()])).resolves.toEqual(['token-1', 'token-1', 'token-1']);
    await expect(Promise.all([tokens.token({ fresh: true }), tokens.token({ fresh: true }), tokens.token()])).resolves.toEqual(['token-2', 'token-2', 'token-2']);
    expect(server.seen.length).toBe(2);
  });

  test('does not keep a failure', async () => {
    let works = false;
    const { tokens } = await source(() => (works ? granting()() : { status: 401, text: '' }));
    await expect(tokens.token()).rejects.toMatchObject({ code: 'credentialsRefused' });
    works = true;
    await expect(tokens.token()).resolves.toBe('token-1');
  });
});

describe('a refusal', () => {
  test.each<[object | string, RegExp]>([
    [{ error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided. Trace ID: 1', error_codes: [7000215] }, /AADSTS7000215.*client secret/],
    [{ error: 'invalid_client', error_description: 'AADSTS7000222: The provided client secret keys are expired.' }, /AADSTS7000222.*expired/],
    [{ error: 'unauthorized_client', error_codes: [700016] }, /AADSTS700016.*no such app/],
    [{ error: 'invalid_request', error_codes: [90002] }, /AADSTS90002.*no such tenant/],
    [{ error: 'invalid_request', error_codes: [1234567] }, /AADSTS1234567.*tenant id, client id and client secret/],
    ['<html>', /status 400/],
  ])('%j says what to check, and is not repeated', async (body, message) => {
    const { tokens, server } = await source(() => ({ status: 400, ...(typeof body === 'string' ? { text: body } : { json: body }) }));
    await expect(tokens.token()).rejects.toMatchObject({ code: 'credentialsRefused', message: expect.stringMatching(message) as string });
    expect(server.seen.length).toBe(1);
  });

  test('never repeats the secret or the service\'s own words', async () => {
    const { tokens } = await source(() => ({ status: 400, json: { error_description: 'AADSTS1: a&b=c for dana@contoso.com' } }));
    await expect(tokens.token()).rejects.not.toMatchObject({ message: expect.stringMatching(/a&b=c|dana/) as string });
  });
});

test.each<[string, Reply]>([
  ['a busy service', { status: 503, text: '' }],
  ['a reset connection', 'reset'],
  ['an answer that is no token', { json: { access_token: '' } }],
  ['HTML', { text: '<html>' }],
])('%s is tried four times, then Graph is unavailable', async (_, reply) => {
  const { tokens, server, clock } = await source(() => reply);
  await expect(tokens.token()).rejects.toMatchObject({ code: 'graphUnavailable' });
  expect(server.seen.length).toBe(4);
  expect(clock.slept).toEqual([1000, 2000, 4000]);
});

test('the secret follows no redirect', async () => {
  const elsewhere = await startServer(leapingClock(), granting());
  servers.push(elsewhere);
  const { tokens } = await source(() => ({ status: 307, headers: { location: elsewhere.url }, text: '' }));
  await expect(tokens.token()).rejects.toMatchObject({ code: 'graphUnavailable' });
  expect(elsewhere.seen).toEqual([]);
});

test('the secret is not sent in the clear', () => {
  const options = { tenantId: 't', clientId: 'c', clientSecret: 's', scope: 'x', clock: leapingClock() };
  expect(() => clientCredentialTokens({ ...options, authorityUrl: 'http://login.example' })).toThrow(/https/);
});

test('rolesOf reads the granted permissions, and none from what is no token', () => {
  const token = (claims: Record<string, unknown>) => new UnsecuredJWT(claims).encode();
  expect(rolesOf(token({ roles: ['Mail.ReadBasic.All', 'User.Read.All'] }))).toEqual(['Mail.ReadBasic.All', 'User.Read.All']);
  expect(rolesOf(token({}))).toEqual([]);
  expect(rolesOf(token({ roles: 'Mail.ReadBasic.All' }))).toEqual([]);
  expect(rolesOf('opaque')).toEqual([]);
});
