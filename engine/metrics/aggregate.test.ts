import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, day, mail, meeting } from '../interactions/testItems.ts';
import type { MailItem } from '../model/mail.ts';
import type { MeetingItem } from '../model/meeting.ts';
import { aggregateMailboxes, people, type TestMailboxes } from './testStore.ts';

const sentAt = at('2026-03-02T09:00:00Z');
const answer = (seconds: number) => mail({ sentAt: sentAt + seconds * 1000, from: 'eve@fabrikam.example', recipients: ['ann@contoso.com'] });

describe('beside the table an aggregation tells', () => {
  test('which accounts have a Year row, in order', async () => {
    const { customerIds } = await aggregateMailboxes({ mail: { bob: [mail({ sentAt, recipients: ['office@shared.example'] })] } });
    expect(customerIds).toEqual(['Fabrikam', 'Wingtip']);
  });

  test('what became of the items of all mailboxes, copies counted one by one', async () => {
    const { outcomes } = await aggregateMailboxes({
      mail: { ann: [mail({ sentAt }), mail({ sentAt, isDraft: true })], bob: [mail({ sentAt })] },
      meetings: { ann: [meeting({ startAt: sentAt, isCancelled: true }), meeting({ startAt: sentAt, attendees: [] })] },
    });
    expect(outcomes).toEqual([
      { kind: 'mail', outcome: 'draft', items: 1 },
      { kind: 'mail', outcome: 'kept', items: 2 },
      { kind: 'meetings', outcome: 'cancelled', items: 1 },
      { kind: 'meetings', outcome: 'noContact', items: 1 },
    ]);
  });

  test('how many replies were automatic or late', async () => {
    const { replies } = await aggregateMailboxes({ mail: { ann: [mail({ sentAt }), answer(10), answer(20), answer(31 * 86_400)] } });
    expect(replies).toEqual({ automaticReply: 2, lateReply: 1 });
  });

  test('nothing where there is nothing', async () => {
    expect(await aggregateMailboxes({})).toMatchObject({ rows: [], customerIds: [], outcomes: [], replies: { automaticReply: 0, lateReply: 0 } });
  });
});

describe('of a part of the year, from 15 March on', () => {
  const from = '2026-03-15T12:00:00Z';
  const march = (date: number) => at(`2026-03-${date}T09:00:00Z`);

  test('what lies before is left out, also where it is kept; the year begins with that day', async () => {
    const { rows, outcomes } = await aggregateMailboxes({
      mail: { ann: [mail({ sentAt: march(14) }), mail({ sentAt: march(16) }), mail({ sentAt: march(14), isDraft: true })] },
      meetings: { ann: [meeting({ startAt: march(14) })] },
      from,
    });
    expect(rows[0]).toMatchObject({ AggregationStartDate: '2026-03-15', EngagementStartDate: '2026-03-16', NoOfEmails_ToAccount: 1, DaysSinceLastMeeting: null });
    expect(outcomes).toEqual([{ kind: 'mail', outcome: 'kept', items: 1 }]);
  });

  test('a mail that by a wrong clock was received before it was sent is left out: it would not have been read', async () => {
    const { rows, outcomes } = await aggregateMailboxes({ mail: { ann: [mail({ sentAt: march(16), receivedAt: march(14) })] }, from });
    expect([rows, outcomes]).toEqual([[], []]);
  });
});

test('an aborted aggregation ends with the reason of its abort', async () => {
  const reason = new Error('stop');
  await expect(aggregateMailboxes({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

describe('the table is the same', () => {
  const own = ['ann@contoso.com', 'bob@contoso.com', 'zoe@contoso.com'];
  const address = fc.constantFrom(...own, 'eve@fabrikam.example', 'fay@fabrikam.example', 'gil@wingtip.example', 'office@shared.example');
  // A handful of instants and ids, so that copies meet, agree and disagree.
  const instant = fc.integer({ min: 0, max: 5 }).map((step) => sentAt + step * 9 * day);
  const mails: fc.Arbitrary<MailItem> = fc
    .record({
      sentAt: instant,
      from: address,
      recipients: fc.array(address, { maxLength: 3 }),
      internetMessageId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      conversationId: fc.constantFrom('x', 'y'),
    })
    .map((fields) => mail({ ...fields, id: JSON.stringify(fields) }));
  const meetings: fc.Arbitrary<MeetingItem> = fc
    .record({
      startAt: instant,
      organiser: address,
      attendees: fc.array(fc.record({ address, hasDeclined: fc.boolean() }), { maxLength: 3 }),
      iCalUId: fc.constantFrom('a', 'b', 'c'),
      ownerOrganises: fc.boolean(),
    })
    .map((fields) => meeting({ ...fields, id: JSON.stringify(fields) }));
  const mailboxes = fc.record({
    mail: fc.record({ ann: fc.array(mails, { maxLength: 8 }), bob: fc.array(mails, { maxLength: 8 }), cid: fc.array(mails, { maxLength: 4 }) }),
    meetings: fc.record({ ann: fc.array(meetings, { maxLength: 4 }), bob: fc.array(meetings, { maxLength: 4 }), cid: fc.array(meetings, { maxLength: 2 }) }),
  });
  const everywhere = (change: <Item>(items: readonly Item[]) => readonly Item[]) => ({ mail = {}, meetings = {} }: TestMailboxes): TestMailboxes => ({
    mail: Object.fromEntries(people.map((person) => [person, change(mail[person] ?? [])])),
    meetings: Object.fromEntries(people.map((person) => [person, change(meetings[person] ?? [])])),
  });

  const from = '2026-03-15T12:00:00Z';
  const fromAt = at('2026-03-15T00:00:00Z');
  const clockErrors = fc.constantFrom(0, 0, -20 * day, 20 * day);

  test('of a part of the year, whether more than that is kept or not', async () => {
    const wrongClocks = fc.array(fc.tuple(mails, clockErrors).map(([item, error]) => ({ ...item, receivedAt: item.receivedAt + error })), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(mailboxes, wrongClocks, async ({ mail, meetings }, ann) => {
        const all = { ...mail, ann };
        const part = await aggregateMailboxes({ mail: all, meetings, from });
        // Mail is read by the time of its receipt.
        const read = Object.fromEntries(people.map((person) => [person, all[person].filter(({ receivedAt }) => receivedAt >= fromAt)]));
        const alone = await aggregateMailboxes({ mail: read, meetings, from, keepsWindowOnly: true });
        expect([part.rows, part.outcomes, part.replies]).toEqual([alone.rows, alone.outcomes, alone.replies]);
      }),
      { numRuns: 10 },
    );
  });

  test.each([
    ['in whatever order a mailbox’s items come', everywhere((items) => items.toReversed())],
    ['however often an item comes', everywhere((items) => [...items, ...items.toReversed(), ...items])],
  ])('%s', async (_, changed) => {
    await fc.assert(
      fc.asyncProperty(mailboxes, async (before) => {
        const { rows } = await aggregateMailboxes(before);
        expect((await aggregateMailboxes(changed(before))).rows).toEqual(rows);
      }),
      { numRuns: 5 },
    );
  });
});
