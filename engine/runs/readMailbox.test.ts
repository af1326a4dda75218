import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Matching } from '../interactions/matchPage.ts';
import { planReading, type Slice } from '../interactions/slices.ts';
import { InteractionStore } from '../interactions/store.ts';
import { testParties, testPseudonyms } from '../interactions/testItems.ts';
import { reportWindow, zoneOffsets } from '../model/window.ts';
import { readMailbox, type MailboxReading, type PageRead } from './readMailbox.ts';
import { TestGraph, type GraphEvent, type GraphMessage } from './testGraph.ts';

const window = reportWindow(Date.parse('2026-03-20T00:00:00Z'), 'UTC');
const matching: Matching = { window, offsets: zoneOffsets(window), parties: testParties(), pseudonyms: testPseudonyms };
const userId = '4b1f0b2e-0000-4000-8000-00000000000a';
const mailbox = testPseudonyms.mailbox(userId);

/** A mail of a day of March 2026 to a contact. */
const message = (date: number, changes: Partial<GraphMessage> = {}): GraphMessage => {
  const instant = `2026-03-${String(date).padStart(2, '0')}T09:00:00Z`;
  return {
    id: `mail of the ${date}`,
    internetMessageId: `<${date}@contoso.com>`,
    from: { emailAddress: { address: 'ann@contoso.com' } },
    toRecipients: [{ emailAddress: { address: 'eve@fabrikam.example' } }],
    receivedDateTime: instant,
    sentDateTime: instant,
    ...changes,
  };
};

const event = (date: number): GraphEvent => ({
  id: `event of the ${date}`,
  iCalUId: `uid ${date}`,
  start: { dateTime: `2026-03-${String(date).padStart(2, '0')}T09:00:00.0000000`, timeZone: 'UTC' },
  end: { dateTime: `2026-03-${String(date).padStart(2, '0')}T10:00:00.0000000`, timeZone: 'UTC' },
  isOrganizer: true,
  organizer: { emailAddress: { address: 'ann@contoso.com' } },
  attendees: [{ emailAddress: { address: 'eve@fabrikam.example' } }],
});

let folder: string;
let store: InteractionStore;
let graph: TestGraph;
let pages: PageRead[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-mailbox-'));
  store = await InteractionStore.open({ folder, threads: 1, memoryMegabytes: 256 });
  graph = new TestGraph();
  pages = [];
});
afterEach(async () => {
  store.close();
  await rm(folder, { recursive: true });
});

const march: Slice = { from: Date.parse('2026-03-01T00:00:00Z'), to: window.asOf, readAsOf: window.asOf, next: undefined, isDone: false };

/** Reads mail only, and of it March, but for what the test says. */
async function read(changes: Partial<MailboxReading> = {}, knowsPurpose = false): Promise<void> {
  const reading: MailboxReading = { userId, mailbox, toRead: { mail: [march], meetings: [] }, wasRead: { mail: false, meetings: false }, ...changes };
  await readMailbox(reading, { graph, knowsPurpose, store, matching, onPage: (page) => Promise.resolve(void pages.push(page)) });
  await store.flush();
}

async function daysKept(table: 'email_copy' | 'meeting_copy' = 'email_copy'): Promise<number[]> {
  const column = table === 'email_copy' ? 'sent_at' : 'start_at';
  const reader = await store.connection.runAndReadAll(`SELECT ${column} FROM ${table} ORDER BY 1`);
  return reader.getRows().map(([at]) => new Date(Number(at)).getUTCDate());
}

async function itemsCounted(): Promise<number> {
  const reader = await store.connection.runAndReadAll('SELECT coalesce(sum(item_count), 0) FROM ledger');
  return Number(reader.getRows()[0]?.[0]);
}

const mailPagesAsked = () => graph.asked.filter(({ path }) => path.includes('/messages?')).map(({ path }) => path);

describe('a mailbox is read', () => {
  test('mail and calendar, page by page to the end, and is on record as read', async () => {
    graph.messages = [2, 3, 4, 5, 6].map((date) => message(date));
    graph.events = [10, 11, 12].map(event);
    await read({ toRead: { mail: [march], meetings: [march] } });
    expect([await daysKept(), await daysKept('meeting_copy'), await itemsCounted()]).toEqual([[2, 3, 4, 5, 6], [10, 11, 12], 8]);
    const entries = await store.slices();
    expect(entries.map(({ kind }) => kind).sort()).toEqual(['mail', 'meetings']);
    for (const { slices } of entries) expect(slices).toEqual([{ ...march, isDone: true }]);
  });

  test('newest slice first, and tells of each page what it brought and how far the reading is', async () => {
    const { toRead } = planReading('mail', [], { from: Date.parse('2026-01-15T00:00:00Z'), to: window.asOf }, window.asOf);
    graph.messages = [message(2), message(3), message(4), message(1, { id: 'of February', receivedDateTime: '2026-02-01T09:00:00Z' })];
    await read({ toRead: { mail: toRead, meetings: [] } });
    expect(pages.map(({ itemsCount, finished, nextTo }) => [itemsCount, finished?.from, nextTo])).toEqual([
      [2, undefined, undefined],
      [1, toRead[0]?.from, toRead[1]?.to],
      [1, toRead[1]?.from, toRead[2]?.to],
      [0, toRead[2]?.from, undefined],
    ]);
  });

  test('not at all where nothing of it is to be read', async () => {
    await read({ toRead: { mail: [], meetings: [] } });
    expect(graph.asked).toEqual([]);
  });

  test('not where it is a room’s, if the app may ask', async () => {
    graph.purpose = 'room';
    await expect(read({}, true)).rejects.toMatchObject({ reason: 'room' });
    expect(mailPagesAsked()).toEqual([]);
    await read();
    expect(mailPagesAsked()).not.toEqual([]);
  });

  test('in place of what was read of the same range before', async () => {
    graph.messages = [2, 3, 4].map((date) => message(date));
    await read();
    graph.messages = [3, 5].map((date) => message(date));
    await read({ wasRead: { mail: true, meetings: false } });
    expect([await daysKept(), await itemsCounted()]).toEqual([[3, 5], 2]);
  });
});

describe('a reading that was interrupted', () => {
  test('goes on at the page where it stopped, by a checkpoint that does not name the mailbox', async () => {
    graph.messages = [2, 3, 4, 5, 6].map((date) => message(date));
    graph.beforePage = (number) => {
      if (number === 3) throw new Error('The line is dead');
    };
    await expect(read()).rejects.toThrow('The line is dead');
    await store.flush();
    const [entry] = await store.slices();
    const [unfinished] = entry?.slices ?? [];
    expect(unfinished).toMatchObject({ isDone: false, next: expect.not.stringContaining(userId) as string });

    graph.beforePage = () => undefined;
    const before = mailPagesAsked().length;
    await read({ toRead: { mail: unfinished ? [unfinished] : [], meetings: [] }, wasRead: { mail: true, meetings: false } });
    expect(mailPagesAsked().slice(before)).toEqual([expect.stringMatching(new RegExp(`^/users/${userId}/messages\\?.*skip=4`))]);
    expect([await daysKept(), await itemsCounted()]).toEqual([[2, 3, 4, 5, 6], 5]);
  });
});

describe('a mailbox that changes while a reading is interrupted', () => {
  test.each([
    ['mail comes in', () => graph.messages.push(message(19)), [2, 3, 4, 5, 6, 19]],
    ['mail goes', () => (graph.messages = graph.messages.filter(({ id }) => id !== 'mail of the 6')), [2, 3, 4, 5]],
  ])('and %s: the slice is read from its beginning, and every mail counts once', async (_, change, expected) => {
    graph.messages = [2, 3, 4, 5, 6].map((date) => message(date));
    graph.beforePage = (number) => {
      if (number === 2) throw new Error('The line is dead');
    };
    await expect(read()).rejects.toThrow('The line is dead');
    await store.flush();
    const [unfinished] = (await store.slices())[0]?.slices ?? [];

    graph.beforePage = () => undefined;
    change();
    await read({ toRead: { mail: unfinished ? [unfinished] : [], meetings: [] }, wasRead: { mail: true, meetings: false } });
    expect([await daysKept(), await itemsCounted()]).toEqual([expected, expected.length]);
  });
});

describe('a mailbox that changes while it is read', () => {
  test('shows items twice where mail comes in: they count once', async () => {
    graph.messages = [2, 3, 4, 5].map((date) => message(date));
    graph.beforePage = (number) => {
      if (number === 2) graph.messages.push(message(19));
    };
    await read();
    expect(mailPagesAsked()).toHaveLength(3);
    expect([await daysKept(), await itemsCounted()]).toEqual([[2, 3, 4, 5], 4]);
  });

  test('hides items where mail goes: the slice is read again, in place of what was read', async () => {
    graph.messages = [2, 3, 4, 5, 6].map((date) => message(date));
    graph.beforePage = (number) => {
      if (number === 2) graph.messages = graph.messages.filter(({ id }) => id !== 'mail of the 6');
    };
    await read();
    // The second page began one too late and missed the 4th.
    expect(mailPagesAsked()).toHaveLength(4);
    expect([await daysKept(), await itemsCounted()]).toEqual([[2, 3, 4, 5], 4]);
  });

  test('without end is read three times and then taken as it is', async () => {
    graph.messages = [2, 3, 4, 5, 6, 7, 8, 9].map((date) => message(date));
    graph.beforePage = (number) => {
      if (number % 2 === 0) graph.messages.pop();
    };
    graph.pageSize = 4;
    await read();
    expect(mailPagesAsked()).toHaveLength(6);
    expect(new Set(await daysKept()).size).toBe((await daysKept()).length);
    expect((await store.slices())[0]?.slices).toEqual([{ ...march, isDone: true }]);
  });

  test('is not suspected for mail that cannot be read, which Graph counts', async () => {
    graph.messages = [message(2), message(3), message(4, { id: '' })];
    await read();
    expect(mailPagesAsked()).toHaveLength(2);
    expect(await daysKept()).toEqual([2, 3]);
  });
});

test('where mail and calendar both fail, the reading ends when both have ended', async () => {
  graph.messages = [2, 3, 4].map((date) => message(date));
  graph.events = [10, 11, 12].map(event);
  graph.beforePage = (number) => {
    if (number > 2) throw new Error('The line is dead');
  };
  await expect(read({ toRead: { mail: [march], meetings: [march] } })).rejects.toThrow('The line is dead');
  expect(graph.asked.filter(({ path }) => path.includes('skip'))).toHaveLength(2);
});
