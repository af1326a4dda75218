import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { localDay, reportWindow, zoneOffsets } from '../model/window.ts';
import { matchMailPage, matchMeetingPage, type Matching } from './matchPage.ts';
import type { ReadingKind, Slice } from './slices.ts';
import { InteractionStore, type PageWrite, type RunStart } from './store.ts';
import { at, day, hour, mail, meeting, testParties, testPseudonyms } from './testItems.ts';

const window = reportWindow(at('2026-11-23T00:00:00Z'), 'UTC');
const matching: Matching = { window, offsets: zoneOffsets(window), parties: testParties(), pseudonyms: testPseudonyms };
const [ann, bob] = [testPseudonyms.mailbox('ann'), testPseudonyms.mailbox('bob')];
const march: Slice = { from: at('2026-03-01T00:00:00Z'), to: at('2026-04-01T00:00:00Z'), readAsOf: window.asOf, next: undefined, isDone: true };

let folder: string;
let store: InteractionStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  store = await InteractionStore.open({ folder: join(folder, 'interactions') });
});
afterEach(async () => {
  store.close();
  await rm(folder, { recursive: true });
});

/** The store as a process finds it that starts after this one has gone. */
async function reopen(): Promise<void> {
  store.close();
  store = await InteractionStore.open({ folder: join(folder, 'interactions') });
}

function page(mailbox: bigint, kind: ReadingKind, times: readonly number[], changes: Partial<PageWrite> = {}): PageWrite {
  const matched =
    kind === 'mail'
      ? matchMailPage(times.map((sentAt) => mail({ sentAt })), mailbox, undefined, matching)
      : matchMeetingPage(times.map((startAt) => meeting({ startAt })), mailbox, matching);
  return { mailbox, kind, slice: march, replaces: false, ...matched, ...changes };
}

const startOf = (changes: Partial<RunStart> = {}): RunStart => ({
  basis: { fingerprint: 'a fingerprint', asOf: window.asOf },
  mailboxes: [ann, bob],
  windowStartAt: window.startAt,
  windowStartDay: localDay(window.startAt, matching.offsets),
  readTo: { mail: window.asOf + day, meetings: window.asOf },
  slices: [],
  ...changes,
});

const numbers = async (sql: string) => (await store.connection.runAndReadAll(sql)).getRows().map((row) => row.map(Number));
const sentTimes = async (mailbox = ann) => (await numbers(`SELECT sent_at FROM email_copy WHERE mailbox = ${mailbox} ORDER BY sent_at`)).flat();
const startTimes = async (mailbox = ann) => (await numbers(`SELECT start_at FROM meeting_copy WHERE mailbox = ${mailbox} ORDER BY start_at`)).flat();
async function counted(mailbox = ann): Promise<Record<string, unknown>> {
  const reader = await store.connection.runAndReadAll(`SELECT kind, CAST(sum(item_count) AS INTEGER) FROM ledger WHERE mailbox = ${mailbox} GROUP BY kind`);
  return Object.fromEntries(reader.getRows().map(([kind, items]) => [String(kind), items]));
}

const first = march.from + hour;

describe('a page and its checkpoint become durable together', () => {
  test('neither is there when the store was closed before a commit', async () => {
    await store.write(page(ann, 'mail', [first]));
    await reopen();
    expect([await sentTimes(), await counted(), await store.slices()]).toEqual([[], {}, []]);
  });

  test('both are there after a flush', async () => {
    await store.write(page(ann, 'mail', [first]));
    await store.write(page(ann, 'meetings', [first]));
    await store.flush();
    await reopen();
    expect([await sentTimes(), await startTimes(), await counted()]).toEqual([[first], [first], { mail: 1, meetings: 1 }]);
    expect(await store.slices()).toEqual(expect.arrayContaining([
      { mailbox: ann, kind: 'mail', slices: [march] },
      { mailbox: ann, kind: 'meetings', slices: [march] },
    ]));
  });

  test.each([
    ['many pages', 30, 1],
    ['many rows', 2, 10_000],
  ])('%s are committed without a flush, so that a crash costs little', async (_, pages, rows) => {
    const times = Array.from({ length: rows }, (_, row) => first + row);
    const again = page(ann, 'mail', times, { slice: { ...march, next: 'page 2', isDone: false } });
    for (let index = 0; index < pages; index += 1) await store.write(again);
    await reopen();
    expect((await sentTimes()).length).toBeGreaterThan(0);
    expect(await store.slices()).toHaveLength(1);
  });

  test('where a page cannot be written, what waits with it is not either, and the store goes on', async () => {
    await store.write(page(ann, 'mail', [first]));
    await store.connection.run('ALTER TABLE email_copy RENAME TO elsewhere');
    await expect(store.write(page(ann, 'mail', [first + 1], { replaces: true })).then(() => store.flush())).rejects.toThrow();
    await store.connection.run('ALTER TABLE elsewhere RENAME TO email_copy');
    expect([await sentTimes(), await store.slices()]).toEqual([[], []]);
  });
});

describe('longer work that has the store to itself', () => {
  test('sees every page that was taken before it, and none that is taken while it goes on, which are kept after it', async () => {
    await store.write(page(ann, 'mail', [first]));
    let seen: number[] = [];
    const working = store.exclusively(async () => {
      await store.write(page(bob, 'mail', [first + 1]));
      seen = [...(await sentTimes()), ...(await sentTimes(bob))];
    });
    await Promise.all([working, store.write(page(ann, 'mail', [first + 2]))]);
    await store.flush();
    expect([seen, await sentTimes(), await sentTimes(bob)]).toEqual([[first], [first, first + 2], [first + 1]]);
  });

  test('does not let pages pile up without end: from some number on, who brings one waits for it', async () => {
    let finish: () => void = () => undefined;
    const working = store.exclusively(() => new Promise((resolve) => (finish = resolve)));
    let taken = 0;
    const writing = Array.from({ length: 50 }, async () => {
      for (let index = 0; index < 20; index += 1) {
        await store.write(page(ann, 'mail', [first]));
        taken += 1;
      }
    });
    await setImmediate();
    expect(taken).toBeLessThan(150);
    finish();
    await Promise.all([working, ...writing]);
    expect(taken).toBe(1000);
  });

  test('that fails lets no page become durable after it, so that no checkpoint stands without the pages before it', async () => {
    const fault = new Error('no room');
    await expect(store.exclusively(() => Promise.reject(fault))).rejects.toBe(fault);
    await store.write(page(ann, 'mail', [first]));
    await expect(store.flush()).rejects.toBe(fault);
    expect(await sentTimes()).toEqual([]);
  });
});

describe('the slices on record', () => {
  test('stand as the last page left them', async () => {
    const pageTwo = { ...march, isDone: false, next: '/users/{mailbox}/messages?page=2' };
    await store.write(page(ann, 'mail', [first], { slice: pageTwo }));
    await store.flush();
    await reopen();
    expect(await store.slices()).toEqual([{ mailbox: ann, kind: 'mail', slices: [pageTwo] }]);
    await store.begin(startOf({ slices: await store.slices() }));
    await store.write(page(ann, 'mail', [first + 1]));
    await store.flush();
    await reopen();
    expect(await store.slices()).toEqual([{ mailbox: ann, kind: 'mail', slices: [march] }]);
    expect(await sentTimes()).toEqual([first, first + 1]);
  });

  test('are told apart by mailbox, kind and beginning', async () => {
    const april = { ...march, from: march.to, to: march.to + 30 * day };
    for (const slice of [april, march]) for (const mailbox of [ann, bob]) await store.write(page(mailbox, 'mail', [], { slice }));
    await store.flush();
    const entries = await store.slices();
    expect(entries.map(({ mailbox }) => mailbox)).toHaveLength(2);
    for (const { slices } of entries) expect(slices).toEqual(expect.arrayContaining([march, april]));
  });
});

describe('a page that replaces', () => {
  test('takes what was read of its range before, of this mailbox and kind, and nothing else', async () => {
    const outside = [march.from - 1, march.to];
    const times = [...outside, march.from, march.to - 1];
    for (const mailbox of [ann, bob]) for (const kind of ['mail', 'meetings'] as const) await store.write(page(mailbox, kind, times));
    await store.flush();

    await store.write(page(ann, 'mail', [first], { replaces: true }));
    await store.flush();
    expect(await sentTimes()).toEqual([march.from - 1, first, march.to]);
    expect(await sentTimes(bob)).toHaveLength(4);
    expect(await startTimes()).toHaveLength(4);
    expect([await counted(), await counted(bob)]).toEqual([{ mail: 3, meetings: 4 }, { mail: 4, meetings: 4 }]);

    await store.write(page(ann, 'meetings', [], { replaces: true }));
    await store.flush();
    expect(await startTimes()).toEqual([march.from - 1, march.to]);
    expect(await counted()).toEqual({ mail: 3, meetings: 2 });
  });

  test('goes by the time of receipt, by which mail is read', async () => {
    const late = mail({ sentAt: march.from - hour, receivedAt: first });
    await store.write(page(ann, 'mail', [], matchMailPage([late], ann, undefined, matching)));
    await store.flush();
    await store.write(page(ann, 'mail', [], { replaces: true }));
    await store.flush();
    expect([await sentTimes(), await counted()]).toEqual([[], {}]);
  });

  test('keeps the pages that follow it, also where they are committed together', async () => {
    await store.write(page(ann, 'mail', [first]));
    await store.flush();
    await store.write(page(ann, 'mail', [first + 1], { replaces: true, slice: { ...march, isDone: false, next: 'page 2' } }));
    await store.write(page(ann, 'mail', [first + 2]));
    await store.flush();
    expect(await sentTimes()).toEqual([first + 1, first + 2]);
  });
});

describe('a run begins', () => {
  test('by deleting all of mailboxes that are no longer listed', async () => {
    for (const mailbox of [ann, bob]) for (const kind of ['mail', 'meetings'] as const) await store.write(page(mailbox, kind, [first]));
    await store.flush();
    await store.begin(startOf({ mailboxes: [bob], slices: [{ mailbox: bob, kind: 'mail', slices: [march] }] }));
    await reopen();
    expect([await sentTimes(), await startTimes(), await counted()]).toEqual([[], [], {}]);
    expect([await sentTimes(bob), await startTimes(bob), await counted(bob)]).toEqual([[first], [first], { mail: 1, meetings: 1 }]);
    expect(await store.slices()).toEqual([{ mailbox: bob, kind: 'mail', slices: [march] }]);
  });

  test('by deleting what lies before its window, counts included', async () => {
    const times = [first, first + 2 * day];
    for (const kind of ['mail', 'meetings'] as const) await store.write(page(ann, kind, times));
    await store.flush();
    const windowStartAt = first + day;
    await store.begin(startOf({ windowStartAt, windowStartDay: localDay(windowStartAt, matching.offsets) }));
    expect([await sentTimes(), await startTimes(), await counted()]).toEqual([[first + 2 * day], [first + 2 * day], { mail: 1, meetings: 1 }]);
  });

  test('by deleting what lies behind its end, from a run of a later instant, counts included', async () => {
    const times = [first, first + 3 * day];
    for (const kind of ['mail', 'meetings'] as const) await store.write(page(ann, kind, times));
    await store.flush();
    await store.begin(startOf({ readTo: { mail: first + 2 * day, meetings: first + day } }));
    expect([await sentTimes(), await startTimes(), await counted()]).toEqual([[first], [first], { mail: 1, meetings: 1 }]);
  });

  test('by putting its basis and its slices on record in place of those of the run before', async () => {
    expect(await store.basis()).toBeUndefined();
    await store.begin(startOf({ slices: [{ mailbox: ann, kind: 'mail', slices: [march] }] }));
    await store.begin(startOf({ basis: { fingerprint: 'another', asOf: window.asOf + day }, slices: [{ mailbox: ann, kind: 'meetings', slices: [march] }] }));
    await reopen();
    expect(await store.basis()).toEqual({ fingerprint: 'another', asOf: window.asOf + day, isFinished: false });
    expect(await store.slices()).toEqual([{ mailbox: ann, kind: 'meetings', slices: [march] }]);
  });
});

test('a run that came to its end stays so until the next one begins', async () => {
  await store.begin(startOf());
  await store.finish();
  await reopen();
  expect(await store.basis()).toMatchObject({ isFinished: true });
  await store.begin(startOf());
  expect(await store.basis()).toMatchObject({ isFinished: false });
});

test('what is kept of a mailbox that has been closed to us goes, checkpoints included, and nothing of another', async () => {
  for (const mailbox of [ann, bob]) for (const kind of ['mail', 'meetings'] as const) await store.write(page(mailbox, kind, [first]));
  await store.flush();
  await store.forget([ann]);
  await reopen();
  expect([await sentTimes(), await startTimes(), await counted()]).toEqual([[], [], {}]);
  expect([await sentTimes(bob), await startTimes(bob), await counted(bob)]).toEqual([[first], [first], { mail: 1, meetings: 1 }]);
  expect((await store.slices()).every(({ mailbox }) => mailbox === bob)).toBe(true);
});

describe('a data folder that cannot be opened is refused, with its name', () => {
  test('where another process has it open', async () => {
    const path = join(folder, 'in use');
    await mkdir(path);
    const open = `import { DuckDBInstance } from '@duckdb/node-api';
      await DuckDBInstance.create(process.argv[1]);
      process.stdout.write('open');
      process.stdin.resume();`;
    const other = spawn(process.execPath, ['--input-type=module', '-e', open, join(path, 'interactions.duckdb')], { cwd: import.meta.dirname });
    await once(other.stdout, 'data');
    try {
      await expect(InteractionStore.open({ folder: path })).rejects.toMatchObject({ code: 'dataFolderInUse', message: expect.stringContaining(path) as string });
    } finally {
      other.stdin.end();
      await once(other, 'exit');
    }
    (await InteractionStore.open({ folder: path })).close();
  });

  test('where a file is in its place', async () => {
    const path = join(folder, 'a file');
    await writeFile(path, '');
    await expect(InteractionStore.open({ folder: path })).rejects.toMatchObject({ code: 'dataFolderInUse', message: expect.stringContaining(path) as string });
  });

  test('where its file is no database, which is left as it is', async () => {
    const path = join(folder, 'broken');
    await mkdir(path);
    await writeFile(join(path, 'interactions.duckdb'), 'no database '.repeat(1000));
    await expect(InteractionStore.open({ folder: path })).rejects.toMatchObject({ code: 'dataFolderInUse' });
    expect(await readFile(join(path, 'interactions.duckdb'), 'utf8')).toContain('no database');
  });
});

test('a database that a crash has left half made is made anew', async () => {
  const crashed = join(folder, 'crashed');
  await mkdir(crashed);
  await writeFile(join(crashed, 'interactions.duckdb.unfinished'), Buffer.alloc(4096));
  const other = await InteractionStore.open({ folder: crashed });
  try {
    expect(await other.slices()).toEqual([]);
  } finally {
    other.close();
  }
});
