import { describe, expect, test } from 'vitest';
import { localDay, reportWindow, zoneOffsets } from '../model/window.ts';
import { matchMailPage, matchMeetingPage, newItems, type Matching } from './matchPage.ts';
import { addressOf, at, day, hour, mail, meeting, testParties, testPseudonyms } from './testItems.ts';

// In Warsaw the window begins at 23:00 UTC of the day before.
const window = reportWindow(at('2026-11-23T09:30:00Z'), 'Europe/Warsaw');
const matching: Matching = { window, offsets: zoneOffsets(window), parties: testParties(), pseudonyms: testPseudonyms };
const mailbox = testPseudonyms.mailbox('ann');
const named = (text: string) => testPseudonyms.address(addressOf(text));
const dayNumber = (date: string) => at(`${date}T00:00:00Z`) / day;

const mailPage = (...items: Parameters<typeof mail>[0][]) => matchMailPage(items.map(mail), mailbox, 'junk', matching);
const meetingPage = (...items: Parameters<typeof meeting>[0][]) => matchMeetingPage(items.map(meeting), mailbox, matching);

describe('the window’s edges', () => {
  test.each([
    ['at its start', { sentAt: window.startAt }, 1],
    ['a millisecond before', { sentAt: window.startAt - 1, receivedAt: window.startAt }, 0],
    ['a millisecond before its end', { sentAt: window.asOf - 1 }, 1],
    ['at its end', { sentAt: window.asOf }, 0],
    ['in it and received behind it', { sentAt: window.asOf - 1, receivedAt: window.asOf + hour }, 1],
    ['never', { sentAt: undefined, isDraft: true }, 0],
  ])('a mail sent %s: %o is counted %i times', (_, times, count) => {
    const { emails, ledger } = mailPage(times);
    expect([emails.length, ledger.length]).toEqual([count, count]);
  });

  test.each([
    ['from its start', window.startAt, window.startAt + hour, 1],
    ['from a millisecond before its start', window.startAt - 1, window.startAt + hour, 0],
    ['to its end', window.asOf - hour, window.asOf, 1],
    ['to a millisecond behind its end', window.asOf - hour, window.asOf + 1, 0],
  ])('a meeting %s is counted %i times', (_, startAt, endAt, count) => {
    const { meetings, ledger } = meetingPage({ startAt, endAt });
    expect([meetings.length, ledger.length]).toEqual([count, count]);
  });
});

describe('what is kept', () => {
  const sentAt = at('2026-03-02T09:00:00Z');

  test('of a mail are times and pseudonyms only', () => {
    const { emails } = mailPage({ sentAt, receivedAt: sentAt + 5000, recipients: ['eve@fabrikam.example', 'bob@contoso.com', 'stranger@elsewhere.com'] });
    expect(emails).toEqual([
      {
        mailbox,
        mail: testPseudonyms.mail(`<${sentAt}@contoso.com>`),
        thread: testPseudonyms.thread('a conversation'),
        sentAt: BigInt(sentAt),
        receivedAt: BigInt(sentAt + 5000),
        sender: named('ann@contoso.com'),
        isOwn: true,
        contacts: expect.objectContaining({ items: [named('eve@fabrikam.example')] }) as unknown,
        own: expect.objectContaining({ items: [named('bob@contoso.com')] }) as unknown,
        content: expect.any(BigInt) as unknown,
      },
    ]);
  });

  test('of a meeting are times and pseudonyms only', () => {
    const attendees = [{ address: 'eve@fabrikam.example', hasDeclined: false }, { address: 'gil@wingtip.example', hasDeclined: true }];
    const { meetings } = meetingPage({ startAt: sentAt, attendees, ownerOrganises: false });
    expect(meetings).toEqual([
      {
        mailbox,
        meeting: testPseudonyms.meeting(`uid ${sentAt}`),
        startAt: BigInt(sentAt),
        endAt: BigInt(sentAt + hour),
        isCancelled: false,
        isOrganisersCopy: false,
        organiser: named('ann@contoso.com'),
        isOwn: true,
        contacts: expect.objectContaining({ items: [named('eve@fabrikam.example'), named('gil@wingtip.example')] }) as unknown,
        declined: expect.objectContaining({ items: [named('gil@wingtip.example')] }) as unknown,
      },
    ]);
  });

  test('of a cancelled meeting are its key and its times', () => {
    const [cancelled] = meetingPage({ startAt: sentAt, isCancelled: true }).meetings;
    expect(cancelled).toMatchObject({ meeting: testPseudonyms.meeting(`uid ${sentAt}`), isCancelled: true, organiser: null, contacts: { items: [] } });
  });

  test('of everything else is nothing', () => {
    expect(mailPage({ sentAt, isDraft: true }, { sentAt, recipients: [] }).emails).toEqual([]);
    expect(meetingPage({ startAt: sentAt, isDraft: true }, { startAt: sentAt, attendees: [] }).meetings).toEqual([]);
  });
});

describe('the content of copies of a mail', () => {
  const sentAt = at('2026-03-02T09:00:00Z');
  const recipients = ['eve@fabrikam.example', 'fay@fabrikam.example', 'gil@wingtip.example'];
  const contentOf = (changes: Partial<Parameters<typeof mail>[0]>) => mailPage({ sentAt, recipients, ...changes }).emails[0]?.content;

  test.each([
    ['the order of recipients', { recipients: recipients.toReversed() }],
    ['own people and strangers among them', { recipients: [...recipients, 'bob@contoso.com', 'stranger@elsewhere.com'] }],
    ['the time received', { receivedAt: sentAt + hour }],
    ['the folder', { folderId: 'sentitems' }],
  ])('does not change with %s', (_, changes) => {
    expect(contentOf(changes)).toBe(contentOf({}));
  });

  test.each([
    ['the sender', { from: 'bob@contoso.com' }],
    ['the time sent', { sentAt: sentAt + 1 }],
    ['the conversation', { conversationId: 'another' }],
    ['a contact less (a blind copy)', { recipients: recipients.slice(1) }],
    ['a contact more', { recipients: [...recipients, 'hal@wingtip.example'] }],
  ])('changes with %s', (_, changes) => {
    expect(contentOf(changes)).not.toBe(contentOf({}));
  });
});

describe('the ledger', () => {
  test('counts every item of the window by the UTC day of its receipt, its local day and its outcome', () => {
    // 23:30 UTC is the next day in Warsaw.
    const late = at('2026-03-02T23:30:00Z');
    const { ledger } = mailPage({ sentAt: late }, { sentAt: late, id: 'again' }, { sentAt: late, receivedAt: late + hour }, { sentAt: late, isDraft: true });
    const entry = { mailbox, kind: 'mail', localDay: dayNumber('2026-03-03') };
    expect(ledger).toEqual([
      { ...entry, rangeDay: dayNumber('2026-03-02'), outcome: 'kept', itemCount: 2 },
      { ...entry, rangeDay: dayNumber('2026-03-03'), outcome: 'kept', itemCount: 1 },
      { ...entry, rangeDay: dayNumber('2026-03-02'), outcome: 'draft', itemCount: 1 },
    ]);
  });

  test('counts a mail that seems to have come before it was sent by the earlier day, so that it leaves the window with what is kept of it', () => {
    const sentAt = at('2026-03-03T12:00:00Z');
    const [entry] = mailPage({ sentAt, receivedAt: sentAt - 2 * day }).ledger;
    expect(entry).toMatchObject({ rangeDay: dayNumber('2026-03-01'), localDay: dayNumber('2026-03-01') });
  });

  test('counts meetings by the day of their start', () => {
    const startAt = at('2026-03-02T23:30:00Z');
    const { ledger } = meetingPage({ startAt }, { startAt, isPrivate: true }, { startAt, isCancelled: true });
    const entry = { mailbox, kind: 'meetings', rangeDay: dayNumber('2026-03-02'), localDay: localDay(startAt, matching.offsets), itemCount: 1 };
    expect(ledger).toEqual([
      { ...entry, outcome: 'kept' },
      { ...entry, outcome: 'private' },
      { ...entry, outcome: 'cancelled' },
    ]);
  });
});

test('of the items of a page those are new that lie in the slice and have not been seen in it', () => {
  const slice = { from: 10, to: 20, readAsOf: 100, next: undefined, isDone: false };
  const seen = new Set<string>();
  const newOf = (...items: { id: string; at: number }[]) => newItems(items, (item) => item.at, slice, seen).map(({ id }) => id);
  expect(newOf({ id: 'a', at: 19 }, { id: 'b', at: 20 }, { id: 'a', at: 19 }, { id: 'c', at: 10 }, { id: 'd', at: 9 })).toEqual(['a', 'c']);
  // A mailbox that changes while it is paged shows some again on the next page.
  expect(newOf({ id: 'c', at: 10 }, { id: 'e', at: 11 }, { id: 'b', at: 15 })).toEqual(['e', 'b']);
});
