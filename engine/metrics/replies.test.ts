import { BIGINT, BOOLEAN, INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { load } from './dimensions.ts';
import { execute } from './query.ts';
import { replySteps } from './replies.ts';
import { connectToNothing, rowsOf } from './testStore.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await connectToNothing();
});
afterAll(() => connection.closeSync());

interface Email {
  readonly direction: 'to' | 'from';
  /** Seconds. */
  readonly sentAt: number;
  readonly thread?: number;
  readonly account?: number;
}

/** How long was waited, and what came of it. */
type Reply = readonly [seconds: number, kind: 'counts' | 'automatic' | 'late'];

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const to = (sentAt: number): Email => ({ direction: 'to', sentAt });
const from = (sentAt: number): Email => ({ direction: 'from', sentAt });

/** In the order in which their emails are given. */
async function repliesIn(emails: readonly Email[]): Promise<Reply[]> {
  const columns = { account: INTEGER, thread: BIGINT, sent_at: BIGINT, is_to: BOOLEAN, day: INTEGER };
  // The day stands for the email, so that a reply tells which one it was.
  const rows = emails.map(({ direction, sentAt, thread = 1, account = 1 }, index) => [account, BigInt(thread), BigInt(Math.round(sentAt * 1000)), direction === 'to', index]);
  await load(connection, 'email_account', columns, rows);
  for (const step of replySteps) await execute(connection, step);
  const replies = await rowsOf(connection, 'SELECT reply.day AS email, length, is_automatic, is_late FROM reply');
  return replies
    .sort((a, b) => Number(a['email']) - Number(b['email']))
    .map((reply) => [Number(reply['length']) / 1000, reply['is_automatic'] ? 'automatic' : reply['is_late'] ? 'late' : 'counts']);
}

describe('the waits of a thread', () => {
  test.each<[string, Email[], Reply[]]>([
    ['one email and its answer', [to(0), from(hour)], [[hour, 'counts']]],
    ['an email without an answer is no wait', [to(0)], []],
    ['an email of the account that nobody asked for answers nothing', [from(0)], []],
    ['nor does a second answer', [to(0), from(hour), from(2 * hour)], [[hour, 'counts']]],
    ['a wait begins with the first email, not with the reminder', [to(0), to(hour), to(2 * hour), from(3 * hour)], [[3 * hour, 'counts']]],
    ['what came before does not matter', [from(0), to(hour), from(3 * hour)], [[2 * hour, 'counts']]],
    ['two waits follow each other', [to(0), from(hour), to(2 * hour), to(3 * hour), from(5 * hour)], [[hour, 'counts'], [3 * hour, 'counts']]],
    ['an answer of the same instant is an automatic one: it is taken to come after', [from(0), to(0)], [[0, 'automatic']]],
    ['faster than a minute is automatic', [to(0), from(59.999)], [[59.999, 'automatic']]],
    ['a minute is an answer', [to(0), from(60)], [[60, 'counts']]],
    ['the wait goes on behind an automatic reply', [to(0), from(10), from(hour)], [[10, 'automatic'], [hour, 'counts']]],
    ['behind several of them', [to(0), from(10), from(20), from(hour)], [[10, 'automatic'], [20, 'automatic'], [hour, 'counts']]],
    ['from where it began, over further emails', [to(0), from(10), to(hour), to(2 * hour), from(5 * hour)], [[10, 'automatic'], [5 * hour, 'counts']]],
    ['so that a fast answer to the next email is none to the wait', [to(0), from(10), to(hour), from(hour + 10)], [[10, 'automatic'], [hour + 10, 'counts']]],
    ['and an automatic reply counts by the wait’s beginning, not by the email before', [to(0), to(50), from(70)], [[70, 'counts']]],
    ['a wait behind an answered automatic one begins anew', [to(0), from(10), from(hour), to(2 * hour), from(2 * hour + 30)], [[10, 'automatic'], [hour, 'counts'], [30, 'automatic']]],
    ['30 days are a wait', [to(0), from(30 * day)], [[30 * day, 'counts']]],
    ['a millisecond more is left out', [to(0), from(30 * day + 0.001)], [[30 * day + 0.001, 'late']]],
    ['and ends the wait all the same', [to(0), from(31 * day), to(32 * day), from(33 * day)], [[31 * day, 'late'], [day, 'counts']]],
    ['also behind an automatic reply', [to(0), from(10), from(31 * day), from(32 * day)], [[10, 'automatic'], [31 * day, 'late']]],
  ])('%s', async (_, emails, replies) => {
    expect(await repliesIn(emails)).toEqual(replies);
    expect((await repliesIn(emails.toReversed())).toReversed()).toEqual(replies);
  });
});

test('other threads and other accounts answer nothing', async () => {
  const emails = [to(0), { ...from(hour), thread: 2 }, { ...from(2 * hour), account: 2 }, { ...to(0), account: 2 }];
  expect(await repliesIn(emails)).toEqual([[2 * hour, 'counts']]);
});

/** metrics.md, "Replies", word by word: one email after the other. */
function repliesWordByWord(emails: readonly Email[]): Reply[] {
  const waits = new Map<string, number>();
  const replies: Reply[] = [];
  for (const email of emails.toSorted((a, b) => a.sentAt - b.sentAt || (a.direction === b.direction ? 0 : a.direction === 'to' ? -1 : 1))) {
    const key = `${email.thread ?? 1} ${email.account ?? 1}`;
    const since = waits.get(key);
    if (email.direction === 'to') waits.set(key, since ?? email.sentAt);
    else if (since !== undefined) {
      const seconds = email.sentAt - since;
      if (seconds >= minute) waits.delete(key);
      replies.push([seconds, seconds < minute ? 'automatic' : seconds > 30 * day ? 'late' : 'counts']);
    }
  }
  return replies;
}

test('in any mixture of threads and accounts, the replies are those of reading it email by email', async () => {
  const email = fc.record({
    direction: fc.constantFrom('to', 'from'),
    // Few different times, so that ties, automatic and late replies come about.
    sentAt: fc.tuple(fc.constantFrom(0, hour, 30 * day, 61 * day), fc.constantFrom(0, 1, 30, 59, 60, 90)).map(([stretch, seconds]) => stretch + seconds),
    thread: fc.integer({ min: 1, max: 3 }),
    account: fc.integer({ min: 1, max: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(email, { maxLength: 60 }), async (emails) => {
      expect((await repliesIn(emails)).map(String).sort()).toEqual(repliesWordByWord(emails).map(String).sort());
    }),
    { numRuns: 60 },
  );
});
