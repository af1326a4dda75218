import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGraph, type Graph, type GraphOptions } from '../../engine/graph/client.ts';
import { readOrganization, resolvePeople } from '../../engine/graph/directory.ts';
import { MailboxUnreadable } from '../../engine/graph/errors.ts';
import { readJunkFolderId, readMailPage } from '../../engine/graph/mail.ts';
import { readMeetingPage } from '../../engine/graph/meetings.ts';
import { leapingClock } from '../../engine/graph/testServer.ts';
import { clientCredentialTokens, rolesOf, type TokenSource } from '../../engine/graph/tokens.ts';
import { parseAddress } from '../../engine/model/address.ts';
import type { ChosenAddress } from '../../engine/model/people.ts';
import { type LocalTenant, startLocalTenant } from '../../infra/local-tenant/index.ts';

const userIds = ['aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000002', 'aaaaaaaa-0000-4000-8000-000000000003'] as const;
const noMailboxId = 'aaaaaaaa-0000-4000-8000-000000000004';
const from = Date.UTC(2026, 0, 1);
const to = Date.UTC(2026, 2, 1);
const mailsCount = 300;
const meetingsCount = 120;

let folder: string;
let tenant: LocalTenant;
let graph: Graph;
let tokens: TokenSource;
let clock: ReturnType<typeof leapingClock>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graph-'));
  await writeTenant(folder);
  clock = leapingClock(Date.UTC(2026, 5, 1));
  tenant = await startLocalTenant(folder, { clock, paging: { seed: 7, shortShare: 0.2, emptyShare: 0.1 } });
  tokens = clientCredentialTokens({ ...tenant, scope: 'https://graph.microsoft.com/.default', clock });
  graph = client({});
});

afterEach(async () => {
  await graph.close();
  await tenant.close();
  await rm(folder, { recursive: true });
});

function client(options: Partial<GraphOptions>): Graph {
  return createGraph({ baseUrl: tenant.graphUrl, tokens, clock, random: () => 0.5, ...options });
}

async function writeTenant(into: string): Promise<void> {
  const user = (id: string, name: string) => ({ id, displayName: name, mail: `${name}@contoso.example`, userPrincipalName: `${name}@contoso.example`, proxyAddresses: [`SMTP:${name}@contoso.example`], accountEnabled: true, userType: 'Member' });
  const users = [...userIds.map((id, index) => user(id, `person${index}`)), { ...user(noMailboxId, 'none'), mailbox: false }];
  const groups = [{ id: 'bbbbbbbb-0000-4000-8000-000000000001', displayName: 'Sales', mail: 'sales@contoso.example', proxyAddresses: [], groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false, members: [userIds[0], userIds[1], noMailboxId] }];
  const organization = { id: 'cccccccc-0000-4000-8000-000000000001', displayName: 'Contoso', countryLetterCode: 'PL', verifiedDomains: [{ name: 'contoso.example', isDefault: true }] };
  await writeFile(join(into, 'organization.json'), JSON.stringify(organization));
  await writeFile(join(into, 'users.json'), JSON.stringify(users));
  await writeFile(join(into, 'groups.json'), JSON.stringify(groups));
  await writeFile(join(into, 'accounts.csv'), 'AccountId,Name\r\n');
  await writeFile(join(into, 'contacts.csv'), 'ContactId,AccountId,FullName,Email\r\n');
  for (const kind of ['messages', 'events']) await mkdir(join(into, kind));
  for (const id of userIds) {
    await writeFile(join(into, 'messages', `${id}.ndjson`), lines(mailsCount, messageAt));
    await writeFile(join(into, 'events', `${id}.ndjson`), lines(meetingsCount, eventAt));
  }
}

function lines(count: number, itemAt: (number: number, instant: number) => object): string {
  return Array.from({ length: count }, (_, number) => `${JSON.stringify(itemAt(number, from + Math.floor(((to - from) * number) / count)))}\n`).join('');
}

function messageAt(number: number, instant: number): object {
  const at = new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');
  const recipient = (address: string) => ({ emailAddress: { name: 'x', address } });
  return {
    id: `M${number}`,
    internetMessageId: `<${number}@contoso.example>`,
    conversationId: 'AAQk',
    subject: 'SECRET',
    receivedDateTime: at,
    sentDateTime: at,
    isDraft: false,
    parentFolderId: number === 0 ? 'junkemail' : 'inbox',
    from: recipient('a@fabrikam.example'),
    sender: recipient('a@fabrikam.example'),
    toRecipients: [recipient('person0@contoso.example')],
    ccRecipients: [],
    bccRecipients: [],
  };
}

function eventAt(number: number, instant: number): object {
  const moment = (at: number) => ({ dateTime: `${new Date(at).toISOString().slice(0, 19)}.0000000`, timeZone: 'UTC' });
  return { id: `E${number}`, iCalUId: `u${number}`, type: 'singleInstance', subject: 'SECRET', start: moment(instant), end: moment(instant + 1_800_000), isAllDay: false, isCancelled: false, isDraft: false, isOrganizer: true, sensitivity: 'normal', responseStatus: { response: 'organizer' }, organizer: { emailAddress: { address: 'person0@contoso.example' } }, attendees: [] };
}

interface Window {
  readonly userId: string;
  readonly from: number;
  readonly to: number;
  readonly next?: string | undefined;
  readonly pageSize?: number;
}

async function readAll<Item>(readPage: (graph: Graph, request: Window) => Promise<{ readonly items: readonly Item[]; readonly next: string | undefined }>, userId: string): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | undefined;
  do {
    const page = await readPage(graph, { userId, from, to, next, pageSize: 40 });
    items.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return items;
}

async function expectWholeMailboxes(): Promise<void> {
  await Promise.all(
    userIds.map(async (userId) => {
      const mails = await readAll(readMailPage, userId);
      expect(mails.map(({ internetMessageId }) => internetMessageId)).toEqual(Array.from({ length: mailsCount }, (_, number) => `<${mailsCount - 1 - number}@contoso.example>`));
      const meetings = await readAll(readMeetingPage, userId);
      expect(new Set(meetings.map(({ iCalUId }) => iCalUId)).size).toBe(meetingsCount);
    }),
  );
}

function choose(...typed: string[]): ChosenAddress[] {
  return typed.flatMap((text) => {
    const address = parseAddress(text);
    return address ? [{ typed: text, address }] : [];
  });
}

test('the token carries the granted permissions; a fresh one carries what has changed', async () => {
  expect(rolesOf(await tokens.token())).toContain('Mail.ReadBasic.All');
  tenant.revoke('Mail.ReadBasic.All');
  expect(rolesOf(await tokens.token({ fresh: true }))).not.toContain('Mail.ReadBasic.All');
});

test('a wrong secret is refused with what to check', async () => {
  const wrong = clientCredentialTokens({ ...tenant, clientSecret: 'wrong', scope: 'https://graph.microsoft.com/.default', clock });
  await expect(wrong.token()).rejects.toMatchObject({ code: 'credentialsRefused' });
});

test('the directory is read: organisation, users, groups', async () => {
  await expect(readOrganization(graph)).resolves.toEqual({ tenantId: 'cccccccc-0000-4000-8000-000000000001', countryLetterCode: 'PL', verifiedDomains: ['contoso.example'], isExchangeLicensed: true });
  const { people, byChosen } = await resolvePeople(graph, choose('Person2@contoso.example', 'sales@contoso.example', 'nobody@contoso.example'));
  expect(people.map(({ userId }) => userId)).toEqual([...userIds, noMailboxId]);
  expect(byChosen.map(({ kind, peopleCount }) => [kind, peopleCount])).toEqual([
    ['person', 1],
    ['group', 3],
    ['unknown', 0],
  ]);
});

test('a missing permission of the directory is named', async () => {
  tenant.revoke('GroupMember.Read.All');
  await expect(resolvePeople(graph, choose('sales@contoso.example'))).rejects.toMatchObject({ code: 'consentMissing', message: expect.stringContaining('GroupMember.Read.All') as string });
});

test('a mailbox is read whole over short and empty pages, and its junk known', async () => {
  await expectWholeMailboxes();
  const junk = await readJunkFolderId(graph, userIds[0]);
  expect((await readAll(readMailPage, userIds[0])).filter(({ folderId }) => folderId === junk).map(({ internetMessageId }) => internetMessageId)).toEqual(['<0@contoso.example>']);
  await expect(readMailPage(graph, { userId: noMailboxId, from, to })).rejects.toEqual(new MailboxUnreadable('noMailbox'));
  expect(tenant.requests.offences()).toEqual([]);
});

test('tokens that are revoked on the way are renewed once', async () => {
  await readMailPage(graph, { userId: userIds[0], from, to });
  tenant.revokeTokens();
  await expectWholeMailboxes();
  expect(tenant.requests.all().filter(({ path }) => path.endsWith('/token'))).toHaveLength(2);
});

describe('under a storm', () => {
  test('of every kind of fault, mail and meetings come whole, and the client offends against no rule', async () => {
    const storm = { route: /\/v1\.0\/users\/.+\//, probability: 0.03 };
    for (const [seed, fault] of [{ status: 429, retryAfterSeconds: 7 }, { status: 429, retryAfterSeconds: 3, retryAfterForm: 'date' as const }, { status: 429 }, { status: 500 }, { status: 502, body: 'html' as const }, { status: 503, body: 'empty' as const }, { status: 503, retryAfterSeconds: 20 }, { status: 504 }, { status: 404, body: 'empty' as const }, { resetSocket: 'atOnce' as const }, { resetSocket: 'midBody' as const }].entries()) {
      tenant.faults.fail({ ...storm, ...fault, seed });
    }
    await expectWholeMailboxes();
    const requests = tenant.requests.all();
    expect(requests.filter(({ status }) => status !== 200).length).toBeGreaterThan(5);
    expect(requests.flatMap(({ offences }) => offences)).toEqual([]);
  });

  test('of requests at once, no mailbox ever sees more than 4', async () => {
    await Promise.all(userIds.flatMap((userId) => Array.from({ length: 8 }, () => [readMailPage(graph, { userId, from, to }), readMeetingPage(graph, { userId, from, to })]).flat()));
    expect(tenant.requests.mostInFlight()).toBeLessThanOrEqual(4);
    expect(tenant.requests.offences()).toEqual([]);
  });
});
