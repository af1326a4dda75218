import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorizeUrl, changedForm, openPage, submitForm, unescaped, verifier } from './testBrowser.ts';
import type { BrowserPage, Changes } from './testBrowser.ts';
import { anna, ben, guest, handClock, startTestTenant, tokenRequest } from './testTenant.ts';
import type { Answer, TestTenant } from './testTenant.ts';

const disabled = '44444444-4444-4444-8444-444444444444';
const redirectUri = 'http://localhost:3978/tab/signed-in?from=tab';
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const clock = handClock(Date.now());
let one: TestTenant;

beforeAll(async () => {
  const users = [
    { id: ben, displayName: 'Ben', mail: 'ben@contoso.example', userPrincipalName: 'ben@contoso.example' },
    { id: anna, displayName: '<b>Anna</b>', mail: 'a@contoso.example', userPrincipalName: 'anna@contoso.example', directoryRoles: [globalAdministrator], appRoles: ['Engagement.Admin', 'Engagement.Viewer'] },
    { id: guest, displayName: 'Guest', userPrincipalName: 'g_else.example#EXT#@contoso.example', userType: 'Guest' },
    { id: disabled, displayName: 'Gone', userPrincipalName: 'gone@contoso.example', accountEnabled: false },
  ];
  const crowd = Array.from({ length: 60 }, (_, index) => ({ id: `crowd-${index}`, displayName: `Crowd ${index}`, userPrincipalName: `crowd${index}@contoso.example` }));
  one = await startTestTenant({ 'users.json': [...users, ...crowd] }, { clock });
});
afterAll(() => one.end());

async function signIn(person: string, changes: Changes = {}): Promise<BrowserPage> {
  return submitForm(await openPage(authorizeUrl(one.tenant, changes)), { person });
}

async function codeFor(person: string, changes: Changes = {}): Promise<string> {
  return (await signIn(person, changes)).location?.searchParams.get('code') ?? '';
}

/** Redeems a code as a public client; `changes` replace fields of the form, null leaves one out. */
async function redeem(code: string, changes: Changes = {}): Promise<Answer> {
  const form = { grant_type: 'authorization_code', client_id: one.tenant.clientId, code, redirect_uri: redirectUri, code_verifier: verifier };
  const response = await fetch(`${one.tenant.authorityUrl}/${one.tenant.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { Origin: 'http://localhost:5173' },
    body: changedForm(form, changes),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) as Answer['json'] };
}

describe('the way through', () => {
  test('who signs in gets a code, and for it an access token that says who and what they are, as Entra v2.0 does', async () => {
    const back = (await signIn(anna)).location;
    expect([back?.origin, back?.pathname, back?.searchParams.get('from'), back?.searchParams.get('state')]).toEqual(['http://localhost:3978', '/tab/signed-in', 'tab', `s<t>a"te&'1`]);
    const { status, json, headers } = await redeem(back?.searchParams.get('code') ?? '');
    expect([status, json['token_type'], json['expires_in'], json['scope']]).toEqual([200, 'Bearer', 3599, `api://localhost:3978/botid-${one.tenant.clientId}/access_as_user`]);
    expect([headers.get('access-control-allow-origin'), headers.get('cache-control')]).toEqual(['http://localhost:5173', 'no-store']);

    const configuration = (await one.get(`${one.tenant.authorityUrl}/${one.tenant.tenantId}/v2.0/.well-known/openid-configuration`)).json;
    expect(configuration).toMatchObject({ authorization_endpoint: authorizeUrl(one.tenant).split('?')[0] as never, response_types_supported: ['code'], code_challenge_methods_supported: ['S256'] });
    const keys = createRemoteJWKSet(new URL(String(configuration['jwks_uri'])));
    const { payload } = await jwtVerify(String(json['access_token']), keys, { issuer: String(configuration['issuer']), audience: one.tenant.clientId });
    const { iat = 0, nbf, exp, sub, ...claims } = payload;
    expect([nbf, exp]).toEqual([iat, iat + 3599]);
    expect(sub).not.toBe(anna);
    expect(claims).toMatchObject({ tid: one.tenant.tenantId, oid: anna, scp: 'access_as_user', ver: '2.0', azp: one.tenant.clientId, name: '<b>Anna</b>', preferred_username: 'anna@contoso.example', roles: ['Engagement.Admin', 'Engagement.Viewer'] });
    expect(claims).not.toHaveProperty('idtyp');
  });

  test('a person without app roles has no claim of roles', async () => {
    const token = await one.tenant.userToken(ben);
    expect(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).not.toHaveProperty('roles');
  });

  test('the API may be asked for by client id, and the answer may stand in the fragment', async () => {
    const back = (await signIn(ben, { scope: `${one.tenant.clientId}/access_as_user`, response_mode: 'fragment' })).location;
    const answer = new URLSearchParams(back?.hash.slice(1));
    expect([back?.searchParams.has('code'), answer.get('state')]).toEqual([false, `s<t>a"te&'1`]);
    expect((await redeem(answer.get('code') ?? '')).status).toBe(200);
  });

  test('a client with the secret needs no challenge', async () => {
    const code = await codeFor(ben, { code_challenge: null, code_challenge_method: null });
    expect((await redeem(code, { code_verifier: null, client_secret: one.tenant.clientSecret })).status).toBe(200);
  });
});

describe('the page', () => {
  test('lists who can sign in with what they are, administrators first, everything escaped', async () => {
    const { text, status } = await openPage(authorizeUrl(one.tenant));
    const listed = [...text.matchAll(/name="person" value="([^"]*)"/g)].map(([, id]) => id);
    expect(status).toBe(200);
    expect(listed.slice(0, 3)).toEqual([anna, ben, 'crowd-0']);
    expect(listed).not.toContain(guest);
    expect(listed).not.toContain(disabled);
    expect(text).toContain('&lt;b&gt;Anna&lt;/b&gt;');
    expect(text).toContain('Global Administrator, Engagement.Admin, Engagement.Viewer');
    expect(text).not.toMatch(/<b>|<script|s<t>a/);
  });

  test('shows fifty people, and the hinted one before all', async () => {
    const { text } = await openPage(authorizeUrl(one.tenant, { login_hint: 'CROWD59@contoso.example' }));
    const listed = [...text.matchAll(/name="person" value="([^"]*)"/g)].map(([, id]) => id);
    expect([listed.length, listed[0]]).toEqual([50, 'crowd-59']);
    const kept = [...text.matchAll(/<input type="hidden" name="state" value="([^"]*)">/g)].map(([, value]) => unescaped(value ?? ''));
    expect(kept).toEqual([`s<t>a"te&'1`]);
  });

  test('is kept by no cache, runs no script, and sends its form nowhere but to itself and the application', async () => {
    const { headers } = await openPage(authorizeUrl(one.tenant));
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http://localhost:* http://127.0.0.1:*; base-uri 'none'; frame-ancestors 'none'");
  });
});

describe('what is refused on the page, and leads nowhere', () => {
  test.each([
    ['another client', { client_id: anna }, 700016],
    ['no redirect URI', { redirect_uri: null }, 900971],
    ['a foreign redirect URI', { redirect_uri: 'https://evil.example/' }, 50011],
    ['a redirect URI that only begins like ours', { redirect_uri: 'http://localhost.evil.example/' }, 50011],
    ['a redirect URI with our name before the @', { redirect_uri: 'http://localhost:3978@evil.example/' }, 50011],
    ['a redirect URI of another scheme', { redirect_uri: 'javascript://localhost/%0aalert(1)' }, 50011],
    ['a redirect URI with a fragment', { redirect_uri: 'http://localhost:3978/#x' }, 50011],
  ])('%s', async (_, changes, code) => {
    const { status, location, text } = await openPage(authorizeUrl(one.tenant, changes));
    expect([status, location]).toEqual([400, undefined]);
    expect(text).toContain(`AADSTS${code}: `);
  });

  test('another tenant', async () => {
    const { status, text } = await openPage(authorizeUrl(one.tenant).replace(one.tenant.tenantId, 'fabrikam.example'));
    expect([status, text.includes('AADSTS90002: ')]).toEqual([400, true]);
  });

  test.each([
    ['a guest', guest, 403, 50020],
    ['a disabled account', disabled, 403, 50057],
    ['nobody', 'nobody', 400, 50034],
  ])('%s who signs in', async (_, person, status, code) => {
    const page = await signIn(person);
    expect([page.status, page.location]).toEqual([status, undefined]);
    expect(page.text).toContain(`AADSTS${code}: `);
  });

  test.each([
    ['tampered', (value: string) => `${value.slice(0, -1)}${value.endsWith('A') ? 'B' : 'A'}`],
    ['prolonged', (value: string) => `9${value}`],
    ['missing', () => ''],
  ])('a form whose anti-forgery value is %s', async (_, change) => {
    const page = await openPage(authorizeUrl(one.tenant));
    const value = /name="antiForgery" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    const answer = await submitForm(page, { person: anna, antiForgery: change(value) });
    expect([answer.status, answer.location, answer.text.includes('AADSTS165000: ')]).toEqual([403, undefined, true]);
  });

  test('a form whose anti-forgery value is from another request, or an hour old', async () => {
    const other = await openPage(authorizeUrl(one.tenant, { state: 'another' }));
    const value = /name="antiForgery" value="([^"]*)"/.exec(other.text)?.[1] ?? '';
    expect((await submitForm(await openPage(authorizeUrl(one.tenant)), { person: anna, antiForgery: value })).status).toBe(403);
    clock.advance(3_600_000);
    expect((await submitForm(other, { person: anna })).status).toBe(403);
  });
});

test.each([
  ['unsupported_response_type', 700051, { response_type: 'token' }],
  ['invalid_request', 900144, { response_type: null }],
  ['invalid_request', 90013, { response_mode: 'form_post' }],
  ['invalid_scope', 70011, { scope: 'openid' }],
  ['invalid_scope', 70011, { scope: `api://${anna}/access_as_user` }],
  ['invalid_scope', 70011, { scope: 'https://graph.microsoft.com/Mail.Read' }],
  ['invalid_request', 501491, { code_challenge_method: 'plain' }],
  ['invalid_request', 501491, { code_challenge: 'short' }],
  ['login_required', 50058, { prompt: 'none' }],
])('the application is told %s, AADSTS%i, with its state, for %o', async (error, code, changes) => {
  const { status, location } = await openPage(authorizeUrl(one.tenant, changes));
  expect([status, location?.searchParams.get('error'), location?.searchParams.get('state')]).toEqual([302, error, `s<t>a"te&'1`]);
  expect(location?.searchParams.get('error_description')).toMatch(new RegExp(`^AADSTS${code}: `));
});

describe('codes', () => {
  test('a code opens once', async () => {
    const code = await codeFor(ben);
    expect((await redeem(code)).status).toBe(200);
    expect((await redeem(code)).json).toMatchObject({ error: 'invalid_grant' as never, error_codes: [54005] });
  });

  test('a code expires after five minutes', async () => {
    const code = await codeFor(ben);
    clock.advance(300_000);
    expect((await redeem(code)).json).toMatchObject({ error: 'invalid_grant' as never, error_codes: [70008] });
  });

  test.each([
    ['a wrong verifier', { code_verifier: 'b'.repeat(43) }, 400, 'invalid_grant', 501481],
    ['no verifier', { code_verifier: null }, 400, 'invalid_grant', 501481],
    ['another redirect URI', { redirect_uri: 'http://localhost:3978/' }, 400, 'invalid_client', 500112],
    ['another client', { client_id: anna }, 400, 'unauthorized_client', 700016],
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    ['no code', { code: null }, 400, 'invalid_request', 900144],
    ['a made-up code', { code: 'made-up' }, 400, 'invalid_grant', 70000],
    ['another grant type', { grant_type: 'refresh_token' }, 400, 'unsupported_grant_type', 70003],
  ])('with %s it opens nothing', async (_, changes, status, error, code) => {
    const answer = await redeem(await codeFor(ben), changes);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ error: error as never, error_codes: [code] });
    expect(answer.json).not.toHaveProperty('access_token');
  });

  test('a code without a challenge opens nothing without the secret', async () => {
    const answer = await redeem(await codeFor(ben, { code_challenge: null, code_challenge_method: null }));
    expect([answer.status, answer.json]).toMatchObject([401, { error_codes: [7000218] }]);
  });
});

test('pages of this machine may call the token endpoint from a browser, others may not', async () => {
  const preflight = async (origin: string): Promise<string | null> => {
    const url = `${one.tenant.authorityUrl}/${one.tenant.tenantId}/oauth2/v2.0/token`;
    const { status, headers } = await openPage(url, { method: 'OPTIONS', headers: { 'Origin': origin, 'Access-Control-Request-Method': 'POST' } });
    expect(status).toBe(204);
    return headers.get('access-control-allow-origin');
  };
  expect(await preflight('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080');
  expect(await preflight('https://evil.example')).toBeNull();
  expect(await preflight('http://localhost.evil.example')).toBeNull();
});

test("a user's token opens nothing of the tenant's", async () => {
  for (const changes of [{}, { claims: { aud: 'https://graph.microsoft.com', roles: ['User.Read.All'] } }]) {
    const token = await one.tenant.userToken(anna, changes);
    expect((await one.get('/users', { Authorization: `Bearer ${token}` })).status).toBe(401);
  }
  expect((await tokenRequest(one.tenant)).status).toBe(200);
});
