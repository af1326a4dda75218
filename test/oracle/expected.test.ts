import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventOf, messageOf } from '../awkward/graphItems.ts';
import type { EventParts, MessageParts } from '../awkward/graphItems.ts';
import { writeTenantFolder } from '../awkward/tenantFiles.ts';
import { threadKeyOf } from './emails.ts';
import { expectedOf } from './expected.ts';
import type { ExpectedOverview } from './expected.ts';
import type { ExpectedRow } from './row.ts';

const ada = 'ada@own.example';
const ben = 'ben@own.example';
const carl = 'carl@customer.example';
const cleo = 'cleo@customer.example';
const stranger = 'someone@else.example';

type Mail = Partial<Omit<MessageParts, 'sentAt'>> & { readonly sentAt: string; readonly receivedAt?: number };
type Meeting = Partial<Omit<EventParts, 'startAt' | 'endAt'>> & { readonly startAt: string; readonly endAt: string };

interface Tiny {
  readonly timeZone?: string;
  readonly asOf?: string;
  readonly ada?: { readonly mail?: readonly Mail[]; readonly meetings?: readonly Meeting[] };
  readonly ben?: { readonly mail?: readonly Mail[]; readonly meetings?: readonly Meeting[] };
}

/** What is expected for an organisation of Ada and Ben and one customer with Carl and Cleo. */
async function tinyTenant(tiny: Tiny): Promise<{ rows: ExpectedRow[]; overview: ExpectedOverview }> {
  const folder = await mkdtemp(join(tmpdir(), 'oracle-'));
  const messagesOf = (mail: readonly Mail[] = []): object[] =>
    mail.map((parts, index) =>
      messageOf({ id: `M${index}`, receivedAt: Date.parse(parts.sentAt), ...parts, sentAt: Date.parse(parts.sentAt) }),
    );
  const eventsOf = (meetings: readonly Meeting[] = []): object[] =>
    meetings.map((parts, index) =>
      eventOf({ id: `E${index}`, response: 'accepted', ...parts, startAt: Date.parse(parts.startAt), endAt: Date.parse(parts.endAt) }),
    );
  await writeTenantFolder(folder, {
    organization: { id: 't', displayName: 'Own', countryLetterCode: 'PL', verifiedDomains: [{ name: 'own.example', isDefault: true }] },
    users: [
      { id: 'u-ada', mail: ada, userPrincipalName: ada, proxyAddresses: [`SMTP:${ada}`], userType: 'Member' },
      { id: 'u-ben', mail: ben, userPrincipalName: ben, proxyAddresses: [`SMTP:${ben}`], userType: 'Member' },
    ],
    groups: [{ id: 'g', mail: 'all@own.example', proxyAddresses: [], members: ['u-ada', 'u-ben'] }],
    messages: new Map([
      ['u-ada', messagesOf(tiny.ada?.mail)],
      ['u-ben', messagesOf(tiny.ben?.mail)],
    ]),
    events: new Map([
      ['u-ada', eventsOf(tiny.ada?.meetings)],
      ['u-ben', eventsOf(tiny.ben?.meetings)],
    ]),
    accounts: [
      { AccountId: 'customer', Name: 'Customer' },
      { AccountId: 'silent', Name: 'Silent' },
    ],
    contacts: [
      { ContactId: 'c1', AccountId: 'customer', FullName: 'Carl', Email: carl },
      { ContactId: 'c2', AccountId: 'customer', FullName: 'Cleo', Email: cleo },
    ],
  });
  const asOf = Date.parse(tiny.asOf ?? '2025-06-15T12:00:00Z');
  return expectedOf(folder, { members: ['ALL@own.example', ben], asOf, timeZone: tiny.timeZone ?? 'UTC' });
}

async function yearOf(tiny: Tiny): Promise<ExpectedRow | undefined> {
  return (await tinyTenant(tiny)).rows.find((row) => row.AggregationLevel === 'Year');
}

describe('emails', () => {
  const sent = { sentAt: '2025-06-10T08:00:00Z', internetMessageId: '<1@own.example>', from: ada, to: [carl] };

  test('the copies of an email are one, with the recipients of all of them', async () => {
    const year = await yearOf({
      ada: { mail: [{ ...sent, bcc: [cleo] }] },
      ben: { mail: [{ ...sent, internetMessageId: ' <1@OWN.example>' }] },
    });
    expect(year).toMatchObject({ NoOfEmails_ToAccount: 1, NoOfEmails_FromAccount: 0 });
    expect(year).toMatchObject({ NoOfContactsInvolved_Emails: 2, NoOfAccountContactsInvolved_Emails: 2 });
  });

  test('an email is left out under the first reason that applies', async () => {
    const { overview, rows } = await tinyTenant({
      ada: {
        mail: [
          { ...sent, isDraft: true, from: undefined },
          { ...sent, from: '/O=EXCHANGE/CN=GONE', odataType: '#microsoft.graph.eventMessageRequest' },
          { ...sent, odataType: '#microsoft.graph.eventMessage', folder: 'junkemail' },
          { ...sent, folder: 'junkemail' },
          { ...sent, to: [ben], from: stranger },
          { ...sent, from: stranger },
          { ...sent, receivedAt: Date.parse('2025-06-17T00:00:00Z') },
        ],
      },
    });
    expect(rows).toEqual([]);
    expect(overview.emailsProcessed).toBe(6);
    expect(overview.leftOut.emails).toEqual({ draft: 1, noSender: 1, calendarMail: 1, junk: 1, noContact: 1, otherSender: 1 });
  });

  test('the window takes in its first moment and leaves out asOf', async () => {
    const { rows, overview } = await tinyTenant({
      ada: {
        mail: [
          { ...sent, internetMessageId: 'a', sentAt: '2024-06-14T23:59:59Z' },
          { ...sent, internetMessageId: 'b', sentAt: '2024-06-15T00:00:00Z' },
          { ...sent, internetMessageId: 'c', sentAt: '2025-06-15T12:00:00Z' },
        ],
      },
    });
    expect(overview).toMatchObject({ windowStart: '2024-06-15T00:00:00.000Z', emailsProcessed: 1, customersEnriched: 1, customersTotal: 2 });
    expect(rows.map((row) => row.PrimaryKey)).toEqual(['customer|Year|2024-06-15', 'customer|Month|2024-06-01', 'customer|Week|2024-06-10']);
    // A finished period counts its days to its own last day, the year to the day of asOf.
    expect(rows.map((row) => row.DaysSinceLastEmail)).toEqual([365, 15, 1]);
  });
});

describe('replies', () => {
  const thread = { conversationId: 'thread' };
  const to = (sentAt: string): Mail => ({ ...thread, sentAt, from: ada, to: [carl] });
  const from = (sentAt: string): Mail => ({ ...thread, sentAt, from: carl, to: [ada] });

  test('a wait runs from the first email to the account to its reply; an automatic reply counts as an email and does not end it', async () => {
    const mail = [to('2025-06-10T10:00:00Z'), from('2025-06-10T10:00:59Z'), to('2025-06-10T10:20:00Z'), from('2025-06-10T10:45:00Z')];
    const { rows, overview } = await tinyTenant({ ada: { mail } });
    expect(rows[0]).toMatchObject({ NoOfEmails_FromAccount: 2, AverageDuration_Of_AccountEmailReplies: 45 });
    expect(overview.leftOut.replies).toEqual({ automaticReply: 1, lateReply: 0 });
  });

  test('a wait of 60 seconds is no automatic reply, and one of 30 days no late one', async () => {
    const mail = [to('2025-05-01T10:00:00Z'), from('2025-05-01T10:01:00Z'), to('2025-05-02T10:00:00Z'), from('2025-06-01T10:00:00Z')];
    expect((await yearOf({ ada: { mail } }))?.AverageDuration_Of_AccountEmailReplies).toBe((1 + 30 * 24 * 60) / 2);
  });

  test('a reply after more than 30 days ends the wait and is left out', async () => {
    const mail = [to('2025-05-01T10:00:00Z'), from('2025-05-31T10:00:01Z'), from('2025-05-31T10:05:00Z')];
    const { rows, overview } = await tinyTenant({ ada: { mail } });
    expect(rows[0]).toMatchObject({ NoOfEmails_FromAccount: 2, AverageDuration_Of_AccountEmailReplies: null });
    expect(overview.leftOut.replies).toEqual({ automaticReply: 0, lateReply: 1 });
  });

  test('a wait belongs to the period of the reply', async () => {
    const mail = [to('2025-05-31T23:00:00Z'), from('2025-06-01T01:00:00Z')];
    const { rows } = await tinyTenant({ ada: { mail } });
    const months = rows.filter((row) => row.AggregationLevel === 'Month');
    expect(months.map((row) => row.AverageDuration_Of_AccountEmailReplies)).toEqual([null, 120]);
  });

  test('the last 16 bytes of a conversation id are the thread in every mailbox; a text that is no base64 is its own thread', () => {
    const first = 'AAQkAGRjNDFjNDY1LTVmNzUtNGViNC1hOTk2LWM5OGUyYmYxNTcyYwAQAEH3XvVUpNJPt-00pKRWQ_0=';
    expect(threadKeyOf(first)).toBe('bytes 41f75ef554a4d24fb7fd34a4a45643ed');
    expect(threadKeyOf('thread')).toBe('text thread');
  });
});

describe('meetings', () => {
  const meeting = {
    iCalUId: 'one',
    startAt: '2025-06-10T08:00:00Z',
    endAt: '2025-06-10T08:45:00Z',
    organizer: ada,
    attendees: [{ address: ben }, { address: carl }, { address: cleo }],
  };

  test('the copies of a meeting are one; who has declined on any copy does not take part', async () => {
    const year = await yearOf({
      ada: { meetings: [{ ...meeting, response: 'organizer', attendees: [{ address: carl }, { address: cleo, response: 'declined' }] }] },
      ben: { meetings: [{ ...meeting, iCalUId: 'ONE', response: 'tentativelyAccepted' }] },
    });
    expect(year).toMatchObject({ NoOfMeetings_ToAccount: 1, NoOfMeetings_FromAccount: 0, AverageDuration_Of_Meetings: 45 });
    expect(year).toMatchObject({ NoOfContactsInvolved_Meetings: 2, NoOfAccountContactsInvolved_Meetings: 1 });
  });

  test('a meeting with one cancelled copy does not count, also where the owner of that copy does not attend', async () => {
    const { rows, overview } = await tinyTenant({
      ada: { meetings: [{ ...meeting, response: 'organizer' }] },
      ben: { meetings: [{ ...meeting, response: 'declined', isCancelled: true }] },
    });
    expect(rows).toEqual([]);
    expect(overview).toMatchObject({ meetingsProcessed: 2, leftOut: { meetings: { cancelled: 1, notAttending: 0 } } });
  });

  test('a person whose own copy is private does not count, the meeting does', async () => {
    const year = await yearOf({
      ada: { meetings: [{ ...meeting, response: 'organizer', sensitivity: 'private' }] },
      ben: { meetings: [meeting] },
    });
    expect(year).toMatchObject({ NoOfMeetings_ToAccount: 1, NoOfContactsInvolved_Meetings: 1 });
  });

  test('a meeting that a third party organises counts for people and the last meeting, and not for direction or duration', async () => {
    const year = await yearOf({ ben: { meetings: [{ ...meeting, organizer: stranger }] } });
    expect(year).toMatchObject({ NoOfMeetings_ToAccount: 0, NoOfMeetings_FromAccount: 0, AverageDuration_Of_Meetings: null });
    expect(year).toMatchObject({ NoOfContactsInvolved_Meetings: 1, NoOfAccountContactsInvolved_Meetings: 2, DaysSinceLastMeeting: 5 });
  });

  test('occurrences are told apart by their original start, whatever date their iCalUId carries', async () => {
    const uid = (date: string): string => `040000008200E00074C5B7101A82E008${date}756DC3EE00000000`;
    const first = { ...meeting, type: 'occurrence' as const, originalStartAt: Date.parse(meeting.startAt) };
    const year = await yearOf({
      ada: { meetings: [{ ...first, iCalUId: uid('07E9060A') }] },
      ben: {
        meetings: [
          { ...first, iCalUId: uid('00000000').toLowerCase() },
          { ...first, iCalUId: uid('00000000'), originalStartAt: Date.parse('2025-06-03T08:00:00Z') },
        ],
      },
    });
    expect(year?.NoOfMeetings_ToAccount).toBe(2);
  });
});

describe('local days', () => {
  const sent = { from: ada, to: [carl] };

  test('days are those of the time zone on both sides of a change of the clocks', async () => {
    // Warsaw: 23:30Z on 29 March is 00:30 on the 30th (+01:00); 22:30Z on the 30th is 00:30 on the 31st (+02:00), a Monday.
    const mail = ['2025-03-29T23:30:00Z', '2025-03-30T22:30:00Z'].map((sentAt) => ({ ...sent, sentAt }));
    const { rows, overview } = await tinyTenant({ timeZone: 'Europe/Warsaw', asOf: '2025-03-31T22:00:00Z', ada: { mail } });
    expect(overview.windowStart).toBe('2024-03-31T22:00:00.000Z');
    expect(rows.map((row) => row.PrimaryKey)).toEqual([
      'customer|Year|2024-04-01',
      'customer|Month|2025-03-01',
      'customer|Week|2025-03-24',
      'customer|Week|2025-03-31',
    ]);
    expect(rows.map((row) => row.DaysSinceLastEmail)).toEqual([1, 0, 0, 1]);
  });

  test('where the clocks jump over midnight, the window begins with the first moment of the day', async () => {
    const cairo = await tinyTenant({ timeZone: 'Africa/Cairo', asOf: '2025-04-26T12:00:00Z' });
    expect(cairo.overview.windowStart).toBe('2024-04-25T22:00:00.000Z');
  });
});
