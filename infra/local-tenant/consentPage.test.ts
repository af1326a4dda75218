import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPage, pageUrl, submitForm } from './testBrowser.ts';
import type { BrowserPage, Changes } from './testBrowser.ts';
import { anna, ben, guest, startTestTenant, tokenRequest } from './testTenant.ts';
import type { TestTenant } from './testTenant.ts';

const carla = '55555555-5555-4555-8555-555555555555';
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const asked = ['Mail.ReadBasic.All', 'Calendars.ReadBasic.All', 'User.Read.All', 'GroupMember.Read.All', 'Organization.Read.All', 'RoleManagement.Read.Directory', 'Application.Read.All'];
let one: TestTenant;

beforeEach(async () => {
  const users = [
    { id: anna, displayName: 'Anna', userPrincipalName: 'anna@contoso.example', directoryRoles: [globalAdministrator] },
    { id: ben, displayName: 'Ben', userPrincipalName: 'ben@contoso.example', appRoles: ['Engagement.Admin'] },
    { id: carla, displayName: 'Carla', userPrincipalName: 'carla@contoso.example' },
    { id: guest, displayName: 'Guest', userPrincipalName: 'guest@else.example', userType: 'Guest', directoryRoles: [globalAdministrator] },
  ];
  const groups = [
    { id: 'admins', directoryRoles: [globalAdministrator], members: ['inner'] },
    { id: 'inner', members: [carla], visibility: 'HiddenMembership' },
  ];
  one = await startTestTenant({ 'users.json': users, 'groups.json': groups }, { grantedRoles: [] });
});
afterEach(() => one.end());

function consentUrl(changes: Changes = {}, path = 'v2.0/adminconsent'): string {
  const parameters = { client_id: one.tenant.clientId, scope: 'https://graph.microsoft.com/.default', redirect_uri: 'http://127.0.0.1:3978/consent/callback', state: 'sealed' };
  return pageUrl(one.tenant, path, parameters, changes);
}

async function decide(decision: string, person: string, url = consentUrl()): Promise<BrowserPage> {
  return submitForm(await openPage(url), { decision, person });
}

async function rolesNow(): Promise<unknown> {
  return decodeJwt(String((await tokenRequest(one.tenant)).json['access_token']))['roles'];
}

describe('accepting', () => {
  test.each([
    ['in person', anna],
    ['through a group within a group', carla],
  ])('by a Global Administrator %s grants the permissions', async (_, person) => {
    expect(await rolesNow()).toBeUndefined();
    const { status, location } = await decide('accept', person);
    expect([status, `${location?.origin ?? ''}${location?.pathname ?? ''}`]).toEqual([302, 'http://127.0.0.1:3978/consent/callback']);
    expect(Object.fromEntries(location?.searchParams ?? [])).toEqual({
      admin_consent: 'True',
      tenant: one.tenant.tenantId,
      scope: asked.map((name) => `https://graph.microsoft.com/${name}`).join(' '),
      state: 'sealed',
    });
    expect(await rolesNow()).toEqual(asked);
  });

  test('in the v1 form names no scope', async () => {
    const { location } = await decide('accept', anna, consentUrl({ scope: null }, 'adminconsent'));
    expect(Object.fromEntries(location?.searchParams ?? [])).toEqual({ admin_consent: 'True', tenant: one.tenant.tenantId, state: 'sealed' });
    expect(await rolesNow()).toEqual(asked);
  });

  test('by anybody else grants nothing, leads nowhere, and says who is needed', async () => {
    const { status, location, text } = await decide('accept', ben);
    expect([status, location]).toEqual([403, undefined]);
    expect(text).toContain('Need admin approval');
    expect(text).toContain('AADSTS90094: ');
    expect((await decide('accept', guest)).status).toBe(403);
    expect(await rolesNow()).toBeUndefined();
  });
});

test('the page shows what is asked for and whom one can be, administrators first', async () => {
  const { text, headers } = await openPage(consentUrl());
  for (const name of asked) expect(text).toContain(`<small>${name}</small>`);
  expect([...text.matchAll(/name="person" value="([^"]*)"/g)].map(([, id]) => id)).toEqual([anna, carla, ben]);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; form-action /);
});

test('cancelling grants nothing, and says so to the application; admin_consent=True stands there too, as with Entra', async () => {
  const { location } = await decide('cancel', anna);
  const { error_description, ...parameters } = Object.fromEntries(location?.searchParams ?? []);
  expect(parameters).toEqual({ error: 'access_denied', admin_consent: 'True', state: 'sealed' });
  expect(error_description).toMatch(/^AADSTS65004: /);
  expect(await rolesNow()).toBeUndefined();
});

test.each([
  ['a foreign redirect URI', { redirect_uri: 'https://evil.example/consent/callback' }, 50011],
  ['another client', { client_id: anna }, 700016],
])('%s is refused on the page', async (_, changes, code) => {
  const { status, location, text } = await openPage(consentUrl(changes));
  expect([status, location, text.includes(`AADSTS${code}: `)]).toEqual([400, undefined, true]);
});

test('another scope is refused to the application', async () => {
  const { location } = await openPage(consentUrl({ scope: 'https://graph.microsoft.com/Mail.Read' }));
  expect(Object.fromEntries(location?.searchParams ?? [])).toMatchObject({ error: 'invalid_scope', admin_consent: 'True', state: 'sealed' });
});

test('a form with another anti-forgery value than the page\'s grants nothing', async () => {
  const page = await openPage(consentUrl());
  const other = await openPage(consentUrl({ state: 'another' }));
  const foreign = /name="antiForgery" value="([^"]*)"/.exec(other.text)?.[1] ?? '';
  for (const antiForgery of ['', 'nonsense', foreign]) {
    const { status, location } = await submitForm(page, { decision: 'accept', person: anna, antiForgery });
    expect([status, location]).toEqual([403, undefined]);
  }
  expect((await submitForm(page, { decision: 'perhaps', person: anna })).status).toBe(400);
  expect(await rolesNow()).toBeUndefined();
});
