import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAddress } from '../../engine/model/address.ts';
import type { DirectoryGroup, DirectoryUser } from './company.ts';
import { sampleYearOf, writeSampleTenant } from './index.ts';
import type { SampleTenantSummary } from './index.ts';
import type { Story } from './stories.ts';

interface Recipient {
  emailAddress: { name: string; address: string };
}

interface Message {
  '@odata.type'?: string;
  owner: string;
  id: string;
  internetMessageId: string;
  conversationId: string;
  parentFolderId: string;
  sentDateTime: string;
  receivedDateTime: string;
  isDraft: boolean;
  from: Recipient;
  sender: Recipient;
  toRecipients: Recipient[];
  ccRecipients: Recipient[];
  bccRecipients: Recipient[];
}

interface Event {
  owner: string;
  id: string;
  iCalUId: string;
  type: string;
  originalStart: string | null;
  start: { dateTime: string };
  end: { dateTime: string };
  isAllDay: boolean;
  isCancelled: boolean;
  isOrganizer: boolean;
  sensitivity: string;
  responseStatus: { response: string };
  organizer: Recipient;
  attendees: (Recipient & { type: string; status: { response: string } })[];
}

const asOf = Date.parse('2026-11-23T09:30:00Z');
const options = { seed: 20_261_123, asOf, mailScale: 0.5 };
const dayMilliseconds = 86_400_000;

let root: string;
let folder: string;
let summary: SampleTenantSummary;
let users: DirectoryUser[];
let groups: DirectoryGroup[];
let accounts: Record<string, string>[];
let contacts: Record<string, string>[];
let messages: Message[];
let events: Event[];
/** Address to the accounts that know it. */
let accountsByAddress: Map<string, string[]>;

async function readJson<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(join(folder, name), 'utf8')) as T;
}

async function readItems<T extends object>(kind: string): Promise<(T & { owner: string })[]> {
  const items: (T & { owner: string })[] = [];
  for (const name of await readdir(join(folder, kind))) {
    const owner = name.replace(/\.ndjson$/, '');
    for (const line of (await readFile(join(folder, kind, name), 'utf8')).trimEnd().split('\n')) items.push({ ...(JSON.parse(line) as T), owner });
  }
  return items;
}

async function readCsv(name: string): Promise<Record<string, string>[]> {
  return parse<Record<string, string>>(await readFile(join(folder, name)), { columns: true });
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sample-tenant-'));
  folder = join(root, 'tenant');
  summary = await writeSampleTenant(folder, options);
  users = await readJson('users.json');
  groups = await readJson('groups.json');
  accounts = await readCsv('accounts.csv');
  contacts = await readCsv('contacts.csv');
  messages = await readItems('messages');
  events = await readItems('events');
  accountsByAddress = new Map();
  for (const contact of contacts) {
    const address = parseAddress(contact['Email']);
    if (address) accountsByAddress.set(address, [...(accountsByAddress.get(address) ?? []), contact['AccountId'] ?? '']);
  }
});

afterAll(() => rm(root, { recursive: true, force: true }));

function addressOf(party: Recipient): string {
  return party.emailAddress.address.toLowerCase();
}

function recipientsOf(message: Message): Recipient[] {
  return [...message.toRecipients, ...message.ccRecipients, ...message.bccRecipients];
}

function accountsIn(parties: readonly Recipient[]): Set<string> {
  return new Set(parties.flatMap((party) => accountsByAddress.get(addressOf(party)) ?? []));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const itemsByKey = new Map<string, T[]>();
  for (const item of items) {
    const known = itemsByKey.get(keyOf(item));
    if (known) known.push(item);
    else itemsByKey.set(keyOf(item), [item]);
  }
  return itemsByKey;
}

function isOwn(party: Recipient): boolean {
  return /@halvorne(-group)?\.example$/.test(addressOf(party));
}

async function digestOf(path: string): Promise<string[]> {
  const names = (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
  return Promise.all(names.map(async (name) => `${name.slice(path.length)} ${createHash('sha256').update(await readFile(name)).digest('hex')}`));
}

describe('writing', () => {
  const small = { ...options, mailScale: 0.05 };

  const smallFolder = (): string => join(root, 'small');
  let scaled: SampleTenantSummary;

  beforeAll(async () => {
    scaled = await writeSampleTenant(smallFolder(), small);
  });

  test('the same options give the same files, byte for byte', async () => {
    await writeSampleTenant(join(root, 'again'), small);
    expect(await digestOf(join(root, 'again'))).toEqual(await digestOf(smallFolder()));
  });

  test('another seed gives other people and accounts', () => {
    const other = sampleYearOf({ ...options, seed: 6 });
    expect(other.company.users.some((user) => users.some((known) => known.id === user.id))).toBe(false);
    expect(other.accounts.some((account) => accounts.some((known) => known['AccountId'] === account.accountId))).toBe(false);
  });

  test('the scale changes the number of mails, not the people, accounts and meetings', async () => {
    expect(summary.messages / scaled.messages).toBeGreaterThan(2);
    expect({ ...scaled, messages: 0 }).toEqual({ ...summary, messages: 0 });
    for (const name of ['users.json', 'groups.json', 'accounts.csv', 'contacts.csv']) {
      expect(await readFile(join(smallFolder(), name), 'utf8')).toBe(await readFile(join(folder, name), 'utf8'));
    }
  });

  test('at half the mail, a tenant has about 30,000 message copies and 10,000 event copies', () => {
    expect(summary.messages).toBeGreaterThan(25_000);
    expect(summary.messages).toBeLessThan(40_000);
    expect(summary.events).toBeGreaterThan(8_000);
    expect(summary.events).toBeLessThan(12_000);
  });

  test('a folder with files in it is refused and left as it is', async () => {
    const taken = join(root, 'taken');
    await mkdir(taken);
    await writeFile(join(taken, 'note.txt'), 'mine');
    await expect(writeSampleTenant(taken, small)).rejects.toMatchObject({ code: 'outputNotWritable' });
    expect(await readdir(taken)).toEqual(['note.txt']);
  });

  test('the summary counts what lies in the folder', () => {
    expect(summary).toEqual({ users: users.length, accounts: accounts.length, contacts: contacts.length, messages: messages.length, events: events.length });
    expect([accounts.length, contacts.length]).toEqual([150, 700]);
  });
});

describe('the rules of the folder format hold', () => {
  test('every member of a group is a user or a group', () => {
    const known = new Set([...users, ...groups].map((entry) => entry.id));
    expect(known.size).toBe(users.length + groups.length);
    expect(groups.flatMap((group) => group.members).filter((id) => !known.has(id))).toEqual([]);
  });

  test('no two users or groups share an address', () => {
    const addresses = [...users, ...groups].flatMap((entry) => entry.proxyAddresses.map((proxy) => proxy.toLowerCase()));
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test('every mailbox belongs to a user who has one', () => {
    const owners = new Set(users.filter((user) => user.mailbox).map((user) => user.id));
    expect([...messages, ...events].filter((item) => !owners.has(item.owner))).toEqual([]);
    expect(new Set(messages.map((message) => message.owner)).size).toBe(owners.size);
  });

  test('no id is given twice', () => {
    const ids = [...messages, ...events].map((item) => item.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('nothing is received before it is sent, and all lies before the end of the year', () => {
    expect(messages.filter((message) => message.receivedDateTime < message.sentDateTime || Date.parse(message.receivedDateTime) >= asOf)).toEqual([]);
    expect(events.filter((event) => event.end.dateTime < event.start.dateTime || Date.parse(`${event.end.dateTime}Z`) > asOf)).toEqual([]);
    expect(Math.max(...messages.map((message) => Date.parse(message.receivedDateTime)))).toBeGreaterThan(asOf - 2 * 3_600_000);
  });

  test('mail lies in folders that Exchange has, times have the form of Graph', () => {
    const folders = new Set(['inbox', 'sentitems', 'junkemail', 'deleteditems', 'drafts', 'archive']);
    expect(messages.filter((message) => !folders.has(message.parentFolderId))).toEqual([]);
    expect(messages.filter((message) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(message.sentDateTime))).toEqual([]);
    expect(events.filter((event) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.0{7}$/.test(event.start.dateTime))).toEqual([]);
  });

  test('every contact belongs to an account, and no contact id is given twice', () => {
    const known = new Set(accounts.map((account) => account['AccountId']));
    expect(contacts.filter((contact) => !known.has(contact['AccountId']))).toEqual([]);
    expect(new Set(contacts.map((contact) => contact['ContactId'])).size).toBe(700);
  });

  test('every address and domain is reserved for examples', () => {
    const outside = messages.flatMap((message) => [message.from, message.sender, ...recipientsOf(message)]).filter((party) => !/\.example$/i.test(party.emailAddress.address) && !party.emailAddress.address.startsWith('/O='));
    expect(outside).toEqual([]);
  });
});

describe('the special cases occur', () => {
  test('in the directory', () => {
    const membersOf = (name: string): readonly string[] => groups.find((group) => group.displayName === name)?.members ?? [];
    const groupId = (name: string): string => groups.find((group) => group.displayName === name)?.id ?? '';
    expect(membersOf('Sales')).toEqual(expect.arrayContaining([groupId('Sales EMEA'), groupId('Sales Americas')]));
    expect(membersOf('Sales EMEA')).toContain(groupId('Sales DACH'));
    expect(groups.some((group) => group.groupTypes.includes('Unified'))).toBe(true);
    expect(groups.some((group) => group.securityEnabled && !group.mailEnabled && group.mail === null)).toBe(true);
    expect(groups.some((group) => group.mailEnabled && !group.securityEnabled && group.groupTypes.length === 0)).toBe(true);
    expect(users.filter((user) => user.directoryRoles.includes('62e90394-69f5-4237-9190-012177145e10'))).toHaveLength(1);
    expect(users.filter((user) => user.appRoles.includes('Engagement.Admin'))).toHaveLength(1);
    expect(users.filter((user) => user.appRoles.includes('Engagement.Viewer')).length).toBeGreaterThan(20);
    const members = new Set(groups.flatMap((group) => group.members));
    expect(users.filter((user) => user.userType === 'Guest' && members.has(user.id))).toHaveLength(1);
    expect(users.filter((user) => user.userType === 'Member' && !user.mailbox && members.has(user.id))).toHaveLength(1);
    expect(users.filter((user) => !user.accountEnabled).map((user) => user.jobTitle)).toEqual(['Account Manager', null]);
    expect(users.filter((user) => user.mailbox).length).toBe(61);
  });

  test('in the contacts: without address, in two accounts, twice in one, on the own side, mixed case, stray blanks', () => {
    const emails = contacts.map((contact) => contact['Email'] ?? '');
    expect(emails.filter((email) => parseAddress(email) === undefined)).toHaveLength(9);
    expect([...accountsByAddress.values()].filter((ids) => new Set(ids).size > 1).length).toBeGreaterThanOrEqual(4);
    expect([...accountsByAddress.values()].filter((ids) => ids.length > new Set(ids).size)).toHaveLength(1);
    expect([...accountsByAddress.keys()].filter((address) => address.endsWith('@halvorne-group.example'))).toHaveLength(1);
    expect(emails.some((email) => /[A-Z]/.test(email))).toBe(true);
    expect(emails.some((email) => email !== email.trim())).toBe(true);
  });

  const ofContact = (message: Message): boolean => accountsByAddress.has(addressOf(message.from));
  const mailCases: [string, (message: Message) => boolean][] = [
    ['junk from strangers', (message) => message.parentFolderId === 'junkemail' && !ofContact(message)],
    ['junk from a contact', (message) => message.parentFolderId === 'junkemail' && ofContact(message)],
    ['a draft to a contact', (message) => message.isDraft && message.parentFolderId === 'drafts' && accountsIn(message.toRecipients).size > 0],
    ['an invitation', (message) => message['@odata.type'] === '#microsoft.graph.eventMessageRequest'],
    ['an answer to an invitation', (message) => message['@odata.type'] === '#microsoft.graph.eventMessageResponse'],
    ['a cancellation', (message) => message['@odata.type'] === '#microsoft.graph.eventMessage'],
    ['a blind copy to a contact', (message) => accountsIn(message.bccRecipients).size > 0],
    ['a blind copy to a colleague', (message) => message.bccRecipients.some(isOwn)],
    ['a customer writing to a distribution list', (message) => ofContact(message) && message.ccRecipients.some((party) => addressOf(party).startsWith('sales-'))],
    ['a mail sent on behalf of the shared mailbox', (message) => addressOf(message.from) !== addressOf(message.sender) && !message['@odata.type']],
    ['a stranger writing with a contact in copy', (message) => !ofContact(message) && !isOwn(message.from) && accountsIn(message.ccRecipients).size > 0],
    ['a contact of two accounts in one mail', (message) => ofContact(message) && accountsIn([message.from, ...recipientsOf(message)]).size > 1],
    ['a recipient without an SMTP address', (message) => recipientsOf(message).some((party) => party.emailAddress.address.startsWith('/O='))],
    ['a deleted mail of a contact', (message) => ofContact(message) && message.parentFolderId === 'deleteditems' && !message['@odata.type']],
    ['a contact’s address in mixed case', (message) => ofContact(message) && /[A-Z]/.test(message.from.emailAddress.address)],
  ];
  test.each(mailCases)('in the mail: %s', (_, isCase) => {
    expect(messages.some(isCase)).toBe(true);
  });

  const ofGlobalObjectId = (event: Event): boolean => event.iCalUId.startsWith('040000008200E00074C5B7101A82E008');
  const byContact = (event: Event): boolean => accountsIn([event.organizer]).size > 0;
  const meetingCases: [string, (event: Event) => boolean][] = [
    ['an occurrence with the date in its iCalUId', (event) => event.type === 'occurrence' && ofGlobalObjectId(event) && event.iCalUId.slice(32, 36) === '07EA'],
    ['a single meeting without a date in its iCalUId', (event) => event.type === 'singleInstance' && event.iCalUId.slice(32, 40) === '00000000'],
    ['an iCalUId that Exchange did not make', (event) => !ofGlobalObjectId(event)],
    ['an occurrence moved in time', (event) => event.type === 'exception' && event.originalStart?.slice(0, 19) !== event.start.dateTime.slice(0, 19)],
    ['a cancelled meeting with a customer', (event) => event.isCancelled && accountsIn(event.attendees).size > 0],
    ['a private one with a customer', (event) => event.sensitivity === 'private' && accountsIn([event.organizer, ...event.attendees]).size > 0],
    ['an all-day one with a customer', (event) => event.isAllDay && accountsIn([event.organizer, ...event.attendees]).size > 0],
    ['one declined by the owner', (event) => event.responseStatus.response === 'declined'],
    ['one left unanswered by the owner', (event) => event.responseStatus.response === 'notResponded'],
    ['one tentatively accepted', (event) => event.responseStatus.response === 'tentativelyAccepted'],
    ['one declined by a contact', (event) => event.attendees.some((attendee) => attendee.status.response === 'declined' && accountsIn([attendee]).size > 0)],
    ['a room', (event) => event.attendees.some((attendee) => attendee.type === 'resource')],
    ['organised by us with a customer', (event) => event.isOrganizer && accountsIn(event.attendees).size > 0],
    ['organised by a customer', byContact],
    ['a series organised by a customer', (event) => byContact(event) && event.type === 'occurrence'],
    ['organised by a third party with a customer', (event) => !isOwn(event.organizer) && !byContact(event) && accountsIn(event.attendees).size > 0],
    ['an invited distribution list', (event) => !event.isOrganizer && event.attendees.some((attendee) => addressOf(attendee).startsWith('all-staff@'))],
  ];
  test.each(meetingCases)('in the calendars: %s', (_, isCase) => {
    expect(events.some(isCase)).toBe(true);
  });

  test('the same mail lies in several mailboxes, and twice in one', () => {
    const mailboxes = groupBy(messages, (message) => message.internetMessageId);
    const copies = [...mailboxes.values()];
    expect(copies.filter((group) => new Set(group.map((message) => message.owner)).size > 1).length).toBeGreaterThan(1000);
    expect(copies.some((group) => new Set(group.map((message) => message.owner)).size < group.length)).toBe(true);
  });
});

describe('mail is made as Exchange makes it', () => {
  test('blind copies are seen in the sender’s copy only, and reach the one copied', () => {
    expect(messages.filter((message) => message.bccRecipients.length > 0 && message.parentFolderId !== 'sentitems' && message.parentFolderId !== 'drafts')).toEqual([]);
    const ownerOf = new Map(users.flatMap((user) => user.proxyAddresses.map((proxy) => [proxy.slice(5).toLowerCase(), user.id])));
    const copied = messages.find((message) => message.parentFolderId === 'sentitems' && message.bccRecipients.some(isOwn));
    const receiver = copied?.bccRecipients.filter(isOwn).map((party) => ownerOf.get(addressOf(party)))[0];
    expect(messages.some((message) => message.owner === receiver && message.internetMessageId === copied?.internetMessageId)).toBe(true);
  });

  test('a mail has the same conversation in all mailboxes by its last 16 bytes, and another id in each', () => {
    const tail = (message: Message): string => Buffer.from(message.conversationId.replaceAll('-', '/').replaceAll('_', '+'), 'base64').subarray(-16).toString('hex');
    const mails = [...groupBy(messages, (message) => message.internetMessageId).values()];
    expect(mails.filter((copies) => new Set(copies.map(tail)).size > 1)).toEqual([]);
    expect(mails.filter((copies) => new Set(copies.map((copy) => copy.conversationId)).size !== new Set(copies.map((copy) => copy.owner)).size)).toEqual([]);
  });

  test('some answers come within seconds, most take hours, a few over a month', () => {
    const threads = groupBy(messages.filter((message) => !message['@odata.type'] && !message.isDraft && accountsIn([message.from, ...recipientsOf(message)]).size > 0), (message) => message.conversationId);
    const waits = [...threads.values()].flatMap((thread) => {
      const sorted = thread.sort((one, other) => one.sentDateTime.localeCompare(other.sentDateTime));
      return sorted.slice(1).flatMap((message, index) => {
        const asked = sorted[index];
        return asked && isOwn(asked.from) && !isOwn(message.from) ? [(Date.parse(message.sentDateTime) - Date.parse(asked.sentDateTime)) / 60_000] : [];
      });
    });
    const median = waits.sort((one, other) => one - other)[Math.floor(waits.length / 2)] ?? 0;
    expect(waits.filter((minutes) => minutes < 1).length).toBeGreaterThan(5);
    expect(waits.filter((minutes) => minutes > 30 * 1440).length).toBeGreaterThan(3);
    expect(median).toBeGreaterThan(60);
    expect(median).toBeLessThan(24 * 60);
  });

  test('most mail has no contact in it', () => {
    const withContact = messages.filter((message) => accountsIn([message.from, ...recipientsOf(message)]).size > 0);
    expect(withContact.length).toBeLessThan(messages.length / 2);
    expect(withContact.length).toBeGreaterThan(messages.length / 5);
  });

  test('our people write on working days, but for the odd one', () => {
    const sent = messages.filter((message) => message.parentFolderId === 'sentitems' && !message['@odata.type']);
    const atWeekend = sent.filter((message) => [0, 6].includes(new Date(message.sentDateTime).getUTCDay()));
    expect(atWeekend.length).toBeLessThan(sent.length / 100);
  });

  test('the leaver is silent after leaving', () => {
    const leaver = users.find((user) => !user.accountEnabled && user.jobTitle !== null);
    const received = messages.filter((message) => message.owner === leaver?.id).map((message) => Date.parse(message.receivedDateTime));
    expect(received.length).toBeGreaterThan(50);
    const met = events.filter((event) => event.owner === leaver?.id).map((event) => Date.parse(`${event.start.dateTime}Z`));
    expect(Math.max(...received, ...met)).toBeLessThanOrEqual(asOf - 120 * dayMilliseconds);
  });
});

describe('the accounts live their stories', () => {
  const storyOf = new Map(sampleYearOf(options).accounts.map((account) => [account.accountId, account.story]));

  /** For each account of these stories, the times of its mails and meetings. */
  function timesOf(...stories: Story[]): number[][] {
    const times = new Map([...storyOf].filter(([, story]) => stories.includes(story)).map(([id]) => [id, [] as number[]]));
    const mails = new Map(messages.filter((message) => !message.isDraft).map((message) => [message.internetMessageId, message])).values();
    for (const message of mails) for (const id of accountsIn([message.from, ...recipientsOf(message)])) times.get(id)?.push(Date.parse(message.sentDateTime));
    for (const event of events) for (const id of accountsIn([event.organizer, ...event.attendees])) times.get(id)?.push(Date.parse(`${event.start.dateTime}Z`));
    return [...times.values()];
  }

  const daysAgo = (at: number): number => (asOf - at) / dayMilliseconds;
  const countBetween = (times: readonly number[], most: number, least: number): number => times.filter((at) => daysAgo(at) <= most && daysAgo(at) > least).length;
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

  test('growing ones have far more in the last quarter than in the first, nearly every one of them', () => {
    const growths = timesOf('growing').map((times) => [countBetween(times, 92, 0), countBetween(times, 366, 274)] as const);
    expect(total(growths.map(([last]) => last))).toBeGreaterThan(2.5 * total(growths.map(([, first]) => first)));
    expect(growths.filter(([last, first]) => last > first).length).toBeGreaterThanOrEqual(growths.length - 2);
  });

  test('cooling ones have far less in the last quarter than in the first, nearly every one of them', () => {
    const falls = timesOf('cooling').map((times) => [countBetween(times, 92, 0), countBetween(times, 366, 274)] as const);
    expect(total(falls.map(([, first]) => first))).toBeGreaterThan(2.5 * total(falls.map(([last]) => last)));
    expect(falls.filter(([last, first]) => last < first).length).toBeGreaterThanOrEqual(falls.length - 2);
  });

  test('silent ones had business, and nothing at all for more than 60 days', () => {
    for (const times of timesOf('silent')) {
      expect(times.length).toBeGreaterThan(3);
      expect(Math.min(...times.map(daysAgo))).toBeGreaterThan(60);
    }
  });

  test('new ones have nothing that is older than three months', () => {
    for (const times of timesOf('new')) {
      expect(times.length).toBeGreaterThan(0);
      expect(Math.max(...times.map(daysAgo))).toBeLessThan(92);
    }
  });

  test('untouched ones have nothing', () => {
    const untouched = timesOf('untouched');
    expect(untouched).toHaveLength(14);
    expect(total(untouched.map((times) => times.length))).toBe(0);
  });

  test('the huge one has more than twice as much as any other', () => {
    const others = timesOf('steady', 'growing', 'cooling', 'silent', 'new', 'oneSided', 'occasional').map((times) => times.length);
    expect(timesOf('huge')[0]?.length).toBeGreaterThan(2 * Math.max(...others));
  });

  test('summer and the end of the year are quiet, the last weeks of a quarter busy', () => {
    const perWorkday = (from: string, to: string, workdays: number): number => timesOf('steady').flat().filter((at) => at >= Date.parse(from) && at < Date.parse(to)).length / workdays;
    const ordinary = perWorkday('2026-04-06', '2026-05-30', 39);
    expect(perWorkday('2026-07-13', '2026-08-22', 30)).toBeLessThan(0.8 * ordinary);
    expect(perWorkday('2025-12-22', '2026-01-03', 8)).toBeLessThan(0.65 * ordinary);
    expect(perWorkday('2026-06-14', '2026-07-01', 12)).toBeGreaterThan(1.1 * ordinary);
  });
});
