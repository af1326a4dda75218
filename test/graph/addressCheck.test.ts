import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { previewDataverse } from '../../engine/contacts/contactPreview.ts';
import { checkAddresses } from '../../engine/enrichments/addressCheck.ts';
import { createGraph, type Graph } from '../../engine/graph/client.ts';
import { leapingClock } from '../../engine/graph/testServer.ts';
import { clientCredentialTokens } from '../../engine/graph/tokens.ts';
import { type LocalTenant, startLocalTenant } from '../../infra/local-tenant/index.ts';

const peopleCount = 2_600;

let folder: string;
let tenant: LocalTenant;
let graph: Graph;
const clock = leapingClock(Date.UTC(2026, 5, 1));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'address-check-'));
  await writeTenant();
  tenant = await startLocalTenant(folder, { clock });
  graph = createGraph({ baseUrl: tenant.graphUrl, tokens: clientCredentialTokens({ ...tenant, scope: 'https://graph.microsoft.com/.default', clock }), clock, random: () => 0.5 });
});

afterEach(async () => {
  await graph.close();
  await tenant.close();
  await rm(folder, { recursive: true });
});

async function writeTenant(): Promise<void> {
  const people = Array.from({ length: peopleCount }, (_, number) => ({ id: `person-${number}`, mail: `p${number}@contoso.example`, userPrincipalName: `p${number}@contoso.example`, proxyAddresses: [`SMTP:p${number}@contoso.example`], userType: 'Member' }));
  const others = [
    { id: 'guest', mail: 'g@else.example', userPrincipalName: 'g_else.example#EXT#@contoso.example', userType: 'Guest', mailbox: false },
    { id: 'unlicensed', mail: null, userPrincipalName: 'unlicensed@contoso.example', userType: 'Member', mailbox: false },
  ];
  const group = (name: string, members: readonly string[], more: object = {}) => ({ id: name, mail: `${name}@contoso.example`, members, ...more });
  const groups = [
    group('sales', ['person-0', 'person-1', 'guest', 'nested']),
    group('nested', ['person-1', 'unlicensed']),
    group('everybody', people.map(({ id }) => id)),
    group('guests', ['guest']),
    group('secret', [], { visibility: 'HiddenMembership' }),
  ];
  const rows = Array.from({ length: 50 }, (_, row) => row);
  await writeFile(join(folder, 'organization.json'), JSON.stringify({ id: 'cccccccc-0000-4000-8000-000000000001', countryLetterCode: 'PL', verifiedDomains: [{ name: 'contoso.example' }] }));
  await writeFile(join(folder, 'users.json'), JSON.stringify([...people, ...others]));
  await writeFile(join(folder, 'groups.json'), JSON.stringify(groups));
  await writeFile(join(folder, 'accounts.csv'), ['AccountId,Name', ...rows.map((row) => `a${row},Kunde ${row}`)].join('\n'));
  await writeFile(join(folder, 'contacts.csv'), ['ContactId,AccountId,FullName,Email', ...rows.map((row) => `c${row},a${row},Anna,anna${row}@kunde.example`)].join('\n'));
}

test('groups, guests, people without a mailbox, hidden members and unknown addresses are told for each address, and people counted once in total', async () => {
  const check = await checkAddresses(graph, ['p1@contoso.example', 'sales@contoso.example', 'unlicensed@contoso.example', 'guests@contoso.example', 'secret@contoso.example', 'dynamic@contoso.example', 'nonsense']);
  expect(check).toMatchObject({ isResolved: true, people: 3, guests: 1, withoutMailbox: 1 });
  expect(check.addresses.map(({ kind, people, guests, withoutMailbox, problem }) => [kind, people, guests, withoutMailbox, problem?.code])).toEqual([
    ['person', 1, 0, 0, undefined],
    ['group', 3, 1, 1, undefined],
    ['person', 1, 0, 1, undefined],
    ['group', 0, 1, 0, 'groupEmpty'],
    ['group', 0, 0, 0, 'groupEmpty'],
    ['unknown', 0, 0, 0, 'addressUnknown'],
    ['unknown', 0, 0, 0, 'addressUnknown'],
  ]);
  expect(check.addresses.map(({ problem }) => problem?.message ?? '').join('\n')).toMatch(/guests only(.|\n)*Member\.Read\.Hidden(.|\n)*dynamic distribution group(.|\n)*no e-mail address/);
});

test('a group of too many is refused with the number', async () => {
  const check = await checkAddresses(graph, ['everybody@contoso.example']);
  expect(check).toMatchObject({ people: peopleCount, problem: { code: 'peopleTooMany', message: expect.stringContaining('2600') as string } });
});

test('2,500 addresses take a handful of requests', async () => {
  const typed = Array.from({ length: 2_500 }, (_, number) => `p${number}@contoso.example`);
  const check = await checkAddresses(graph, typed);
  expect(check).toMatchObject({ isResolved: true, people: 2_500 });
  expect(check).not.toHaveProperty('problem');
  expect(tenant.requests.all().length).toBeLessThan(30);
});

test('before the permission is granted addresses are kept as typed, and resolved when it is', async () => {
  tenant.revoke('User.Read.All');
  const typed = ['p0@contoso.example', 'p1@contoso.example'];
  await expect(checkAddresses(graph, typed)).resolves.toMatchObject({ isResolved: false, people: undefined, addresses: [{ kind: 'unresolved' }, { kind: 'unresolved' }] });
  tenant.grant('User.Read.All');
  tenant.revokeTokens();
  await expect(checkAddresses(graph, typed)).resolves.toMatchObject({ isResolved: true, people: 2 });
});

test('the preview of Dataverse shows 20 accounts and contacts, tells of none who it is, and asks for no more', async () => {
  const tokens = clientCredentialTokens({ ...tenant, scope: `${new URL(tenant.dataverseUrl).origin}/.default`, clock });
  const before = tenant.requests.all().length;
  const { files, guess } = await previewDataverse({ baseUrl: tenant.dataverseUrl, tokens, clock });
  expect(files.map(({ name, columns, rows }) => [name, columns, rows.length, rows[0]])).toEqual([
    ['accounts', ['accountid', 'name'], 20, ['a0', 'Kunde 0']],
    ['contacts', ['contactid', '_parentcustomerid_value', 'emailaddress1'], 20, ['c0', 'a0', 'a…@kunde.example']],
  ]);
  expect(guess).toEqual({ account: '_parentcustomerid_value', contact: 'contactid', email: 'emailaddress1', name: 'name' });
  const asked = tenant.requests.all().slice(before).filter(({ path }) => !path.endsWith('/token'));
  expect(asked.length).toBeLessThanOrEqual(2);
});
