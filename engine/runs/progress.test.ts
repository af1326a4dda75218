import { describe, expect, test } from 'vitest';
import { planReading, readingKinds, type ReadingKind, type Slice } from '../interactions/slices.ts';
import type { Clock } from '../model/clock.ts';
import { reportWindow } from '../model/window.ts';
import { MonthWatch } from './monthWatch.ts';
import { progressAtStart, progressSchema, ReadingProgress } from './progress.ts';
import type { MailboxReading } from './readMailbox.ts';

const window = reportWindow(Date.parse('2026-11-23T12:00:00Z'), 'UTC');

/** A clock that goes on only as the test says. */
function testClock(): Clock & { seconds: number } {
  return {
    seconds: 0,
    now() {
      return 1_000_000 + this.seconds * 1000;
    },
    sleep: () => Promise.reject(new Error('Nobody sleeps here')),
  };
}

const monthsOf = (kind: ReadingKind) => planReading(kind, [], { from: window.startAt, to: window.asOf }, window.asOf).toRead;
const reading = (mailbox: bigint, toRead: Partial<MailboxReading['toRead']> = {}): MailboxReading => ({
  userId: `user ${mailbox}`,
  mailbox,
  toRead: { mail: monthsOf('mail'), meetings: monthsOf('meetings'), ...toRead },
  wasRead: { mail: false, meetings: false },
});

/** A run over these mailboxes that has just begun to read. */
function begin(...readings: MailboxReading[]) {
  const clock = testClock();
  const progress = new ReadingProgress(readings, window, clock);
  const read = (mailbox: bigint, kind: ReadingKind, months: number, itemsCount = 0) => {
    const slices: readonly Slice[] = readings.find((one) => one.mailbox === mailbox)?.toRead[kind] ?? [];
    slices.slice(0, months).forEach((finished, index) => progress.pageRead({ mailbox, kind, itemsCount, finished, nextTo: slices[index + 1]?.to }));
  };
  const readAll = (mailbox: bigint) => {
    for (const kind of readingKinds) read(mailbox, kind, 13);
  };
  return { clock, progress, read, readAll, now: () => progress.at('read') };
}

describe('coverage in days', () => {
  test('grows backwards, by the kind and mailbox that is furthest behind', () => {
    const { now, read } = begin(reading(1n), reading(2n));
    expect(now().daysOfData).toBe(0);
    for (const mailbox of [1n, 2n]) read(mailbox, 'mail', 2);
    expect(now().daysOfData).toBe(0);
    read(1n, 'meetings', 2);
    read(2n, 'meetings', 1);
    // From 1 November, 22 days before.
    expect(now().daysOfData).toBe(22);
    read(2n, 'meetings', 2);
    expect(now().daysOfData).toBe(53);
  });

  test('is the whole year at the end', () => {
    const { now, readAll } = begin(reading(1n), reading(2n));
    readAll(1n);
    expect(now().daysOfData).toBe(0);
    readAll(2n);
    expect(now()).toMatchObject({ daysOfData: 365, mailboxesDone: 2 });
  });

  test('is the whole year at once where an earlier run has read all', () => {
    const nothing = { mail: [], meetings: [] };
    expect(begin(reading(1n, nothing)).now()).toMatchObject({ daysOfData: 365, mailboxesDone: 1, secondsLeft: undefined });
  });

  test('does not count a day that is read in part', () => {
    const toNoon: Slice = { from: window.startAt, to: Date.parse('2026-11-20T12:00:00Z'), readAsOf: window.asOf, next: undefined, isDone: false };
    expect(begin(reading(1n, { mail: [toNoon], meetings: [] })).now().daysOfData).toBe(2);
  });

  test('is not held up by a mailbox that is skipped', () => {
    const { now, progress, readAll } = begin(reading(1n), reading(2n));
    readAll(1n);
    progress.mailboxSkipped(2n);
    expect(now()).toMatchObject({ daysOfData: 365, mailboxesTotal: 2, mailboxesDone: 2, mailboxesSkipped: 1 });
  });

  test('is none where every mailbox is skipped', () => {
    const { now, progress } = begin(reading(1n));
    progress.mailboxSkipped(1n);
    expect(now()).toMatchObject({ daysOfData: 0, mailboxesDone: 1, mailboxesSkipped: 1 });
  });
});

describe('the part of the window that is complete', () => {
  const slice = (to: string): Slice => ({ from: window.startAt, to: Date.parse(to), readAsOf: window.asOf, next: undefined, isDone: false });
  const covered = (mail: string, meetings = mail) => begin(reading(1n, { mail: [slice(mail)], meetings: [slice(meetings)] })).progress.covered();

  test('begins with the first whole day that no mailbox has still to read', () => {
    expect(covered('2026-11-20T00:00:00Z', '2026-10-01T00:00:00Z')).toEqual({
      completeFrom: Date.parse('2026-11-20T00:00:00Z'),
      window: { ...window, startAt: Date.parse('2026-11-20T00:00:00Z') },
      coverage: { from: '2026-11-20', days: 3, isComplete: false },
    });
    expect(covered('2026-11-20T00:00:00.001Z').coverage).toEqual({ from: '2026-11-21', days: 2, isComplete: false });
  });

  test('does not begin with a day of 25 hours whose first hour is not read', () => {
    const london = reportWindow(Date.parse('2026-11-23T12:00:00Z'), 'Europe/London');
    const toRead = { mail: [slice('2026-10-25T00:00:00Z')], meetings: [] };
    expect(new ReadingProgress([reading(1n, toRead)], london, testClock()).covered().coverage.from).toBe('2026-10-26');
  });

  test('is the whole window when all is read', () => {
    const { progress, readAll } = begin(reading(1n));
    readAll(1n);
    expect(progress.covered()).toEqual({ completeFrom: window.startAt, window, coverage: { from: '2025-11-23', days: 365, isComplete: true } });
  });

  test('is nothing, and not complete, where every mailbox is skipped', () => {
    const { progress } = begin(reading(1n));
    progress.mailboxSkipped(1n);
    expect(progress.covered().coverage).toEqual({ from: '2026-11-23', days: 0, isComplete: false });
  });
});

describe('a month more', () => {
  test('is told once, each time that the last mailbox has read it, but for the month with which the year is complete', () => {
    const { progress, read, readAll } = begin(reading(1n), reading(2n));
    const watch = new MonthWatch(progress);
    const told = () => watch.grown()?.coverage.from;
    expect(told()).toBeUndefined();
    readAll(1n);
    read(2n, 'mail', 3);
    expect(told()).toBeUndefined();
    read(2n, 'meetings', 1);
    expect([told(), told()]).toEqual(['2026-11-01', undefined]);
    read(2n, 'meetings', 3);
    expect([told(), told()]).toEqual(['2026-09-01', undefined]);
    readAll(2n);
    expect(told()).toBeUndefined();
  });

  test('is not told of what an earlier run has read', () => {
    const toRead = { mail: monthsOf('mail').slice(3), meetings: [] };
    const { progress, read } = begin(reading(1n, toRead));
    const watch = new MonthWatch(progress);
    expect(progress.covered().coverage.from).toBe('2026-09-01');
    expect(watch.grown()).toBeUndefined();
    read(1n, 'mail', 1);
    expect(watch.grown()?.coverage.from).toBe('2026-08-01');
  });

  test('is told where it is a skipped mailbox that had not read it', () => {
    const { progress, read } = begin(reading(1n), reading(2n));
    const watch = new MonthWatch(progress);
    for (const kind of readingKinds) read(1n, kind, 1);
    progress.mailboxSkipped(2n);
    expect(watch.grown()?.coverage.from).toBe('2026-11-01');
  });
});

describe('the figures of a run', () => {
  test('tell mail and calendars apart: items, share done in percent rounded down, and mailboxes done', () => {
    const { now, read } = begin(reading(1n), reading(2n));
    read(1n, 'mail', 13, 10);
    read(2n, 'mail', 1, 7);
    read(1n, 'meetings', 1, 3);
    // Of 2 × 366 days of mail 366 + 23, of 2 × 365 days of calendar 22.5.
    expect(now()).toMatchObject({
      mail: { itemsRead: 137, percent: 53, mailboxesDone: 1 },
      meetings: { itemsRead: 3, percent: 3, mailboxesDone: 0 },
      itemsRead: 140,
      percent: 28,
      mailboxesDone: 0,
    });
  });

  test('are those of the schema, also before anything is known', () => {
    const { now, read } = begin(reading(1n));
    read(1n, 'mail', 1, 7);
    for (const progress of [progressAtStart, now()]) expect(progressSchema.parse(progress)).toEqual(progress);
  });

  test('count mails and meetings, page by page, also where a page finishes nothing', () => {
    const { clock, now, progress } = begin(reading(1n));
    progress.pageRead({ mailbox: 1n, kind: 'mail', itemsCount: 500, finished: undefined, nextTo: undefined });
    progress.pageRead({ mailbox: 1n, kind: 'meetings', itemsCount: 100, finished: undefined, nextTo: undefined });
    clock.seconds = 3;
    expect(now()).toMatchObject({ itemsRead: 600, itemsPerSecond: 200, mailboxesDone: 0 });
  });

  test('count a mailbox as done when both its mail and its calendar are', () => {
    const { now, read } = begin(reading(1n));
    read(1n, 'mail', 13);
    expect(now().mailboxesDone).toBe(0);
    read(1n, 'meetings', 13);
    expect(now().mailboxesDone).toBe(1);
  });

  test('tell the time left by how much of the year has been read in the time so far', () => {
    const { clock, now, read, readAll } = begin(reading(1n));
    clock.seconds = 30;
    expect(now().secondsLeft).toBeUndefined();
    read(1n, 'mail', 13);
    expect(now().secondsLeft).toBe(30);
    readAll(1n);
    expect(now().secondsLeft).toBe(0);
  });

  test('can be told in the first instant', () => {
    const { now, read } = begin(reading(1n));
    read(1n, 'mail', 1, 7);
    expect(now()).toMatchObject({ itemsRead: 7, itemsPerSecond: 7000, secondsLeft: 0 });
  });
});
