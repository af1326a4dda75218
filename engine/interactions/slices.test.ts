import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overlapMilliseconds, planReading, readingKinds, type ReadingPlan, type Slice } from './slices.ts';
import { at, day } from './testItems.ts';

const utc = (date: string) => at(`${date}T00:00:00Z`);
const asOf = utc('2026-11-23');
const wanted = { from: utc('2025-11-23'), to: asOf };

const done = (slice: Slice): Slice => ({ ...slice, isDone: true, next: undefined });
const ranges = (slices: readonly Slice[]) => slices.map(({ from, to }) => [new Date(from).toISOString().slice(0, 10), new Date(to).toISOString().slice(0, 10)]);

/** Everything of the plan, kept and yet to be read, as it is on record when the plan has been carried out. */
const carriedOut = ({ kept, toRead }: ReadingPlan) => [...kept, ...toRead.map(done)];

describe('a mailbox that was never read', () => {
  test('is read in UTC months, newest first', () => {
    const { kept, toRead } = planReading('mail', [], { from: utc('2026-08-20'), to: utc('2026-11-24') }, asOf);
    expect(kept).toEqual([]);
    expect(ranges(toRead)).toEqual([
      ['2026-11-01', '2026-11-24'],
      ['2026-10-01', '2026-11-01'],
      ['2026-09-01', '2026-10-01'],
      ['2026-08-20', '2026-09-01'],
    ]);
    expect(toRead.every(({ readAsOf, next, isDone }) => readAsOf === asOf && next === undefined && !isDone)).toBe(true);
  });

  test('of a year comes in 13 slices, where the window begins within a month', () => {
    expect(planReading('meetings', [], wanted, asOf).toRead).toHaveLength(13);
  });
});

describe('a run of the same instant', () => {
  const first = planReading('mail', [], wanted, asOf);

  test('has nothing to read where everything was read', () => {
    expect(planReading('mail', carriedOut(first), wanted, asOf)).toEqual({ kept: carriedOut(first), toRead: [] });
  });

  test('goes on with the next page of an unfinished slice, and reads what was not begun', () => {
    const [newest, second, ...others] = first.toRead;
    if (newest === undefined || second === undefined) throw new Error('There is nothing to read');
    const unfinished = { ...second, next: '/users/{mailbox}/messages?page=3', itemsExpected: 1500, itemsRead: 1000 };
    const again = planReading('mail', [done(newest), unfinished], wanted, asOf);
    expect(again).toEqual({ kept: [done(newest)], toRead: [unfinished, ...others] });
  });

  test('begins a slice anew of which no page was written', () => {
    const [newest] = first.toRead;
    expect(planReading('mail', newest === undefined ? [] : [newest], wanted, asOf)).toEqual(first);
  });
});

test('a run of the same instant as one that came to its end reads its overlap again: it is a new run, which sees what has changed', () => {
  const earlier = carriedOut(planReading('mail', [], wanted, asOf));
  const { kept, toRead } = planReading('mail', earlier, wanted, asOf, asOf);
  expect(ranges(toRead)).toEqual([['2026-11-21', '2026-11-23']]);
  expect(Math.max(...kept.map(({ to }) => to))).toBe(asOf - 2 * day);
});

describe('a later run', () => {
  const week = 7 * day;
  const later = { from: wanted.from + week, to: wanted.to + week };

  test.each([
    ['mail', 2],
    ['meetings', 30],
  ] as const)('reads %s again from %i days before the earlier run', (kind, days) => {
    const earlier = carriedOut(planReading(kind, [], wanted, asOf));
    const { kept, toRead } = planReading(kind, earlier, later, asOf + week);
    expect(Math.min(...toRead.map(({ from }) => from))).toBe(asOf - days * day);
    expect(Math.max(...kept.map(({ to }) => to))).toBe(asOf - days * day);
    expect(overlapMilliseconds[kind]).toBe(days * day);
  });

  test('begins its overlap with a whole UTC day, by which the ledger counts', () => {
    const noon = asOf + day / 2;
    const earlier = carriedOut(planReading('mail', [], { from: wanted.from, to: noon }, noon));
    const { toRead } = planReading('mail', earlier, { from: later.from, to: noon + week }, noon + week);
    expect(Math.min(...toRead.map(({ from }) => from))).toBe(asOf - 2 * day);
  });

  test('reads an unfinished slice of the earlier run from its beginning: pages of another instant do not go on', () => {
    const earlier = planReading('mail', [], wanted, asOf).toRead.map((slice, index) => (index === 3 ? { ...slice, next: 'page 2' } : done(slice)));
    const { toRead } = planReading('mail', earlier, later, asOf + week);
    expect(ranges(toRead)).toContainEqual(['2026-08-01', '2026-09-01']);
    expect(toRead.every(({ next }) => next === undefined)).toBe(true);
  });

  test('forgets slices that lie before its window', () => {
    const earlier = carriedOut(planReading('mail', [], wanted, asOf));
    const { kept } = planReading('mail', earlier, { from: utc('2026-03-01'), to: utc('2027-03-01') }, utc('2027-03-01'));
    expect(Math.min(...kept.map(({ to }) => to))).toBe(utc('2026-04-01'));
  });
});

test('through any history of runs, kept and to-read slices cover what is wanted exactly once, newest first and no longer than a month', () => {
  const run = fc.record({
    // Some runs are repeated for the same instant, some a few days, some a season later.
    laterBy: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 * day }), fc.integer({ min: 1, max: 200 * day })),
    // How far each of them got: finished slices, then pages of the next one.
    finished: fc.integer({ min: 0, max: 15 }),
    hasPages: fc.boolean(),
    cameToItsEnd: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.constantFrom(...readingKinds), fc.integer({ min: 0, max: day }), fc.array(run, { minLength: 1, maxLength: 6 }), (kind, startsAt, runs) => {
      let onRecord: readonly Slice[] = [];
      let now = asOf + startsAt;
      let finishedAsOf: number | undefined;
      for (const { laterBy, finished, hasPages, cameToItsEnd } of runs) {
        now += laterBy;
        const range = { from: Math.floor(now / day) * day - 365 * day - day / 24, to: kind === 'mail' ? now + day : now };
        const { kept, toRead } = planReading(kind, onRecord, range, now, finishedAsOf);
        finishedAsOf = cameToItsEnd ? now : undefined;

        const inOrder = [...kept, ...toRead].sort((a, b) => a.from - b.from);
        expect(inOrder[0]?.from).toBeLessThanOrEqual(range.from);
        expect(inOrder.at(-1)?.to).toBe(range.to);
        for (const [index, slice] of inOrder.entries()) if (index > 0) expect(slice.from).toBe(inOrder[index - 1]?.to);
        expect(toRead).toEqual(toRead.toSorted((a, b) => b.from - a.from));
        for (const slice of toRead) {
          expect(slice.readAsOf).toBe(now);
          expect(slice.to - slice.from).toBeLessThanOrEqual(31 * day);
          expect(slice.to).toBeGreaterThan(slice.from);
          // The ledger counts by UTC days: what is replaced must not begin within one.
          if (slice.from !== range.from) expect(slice.from % day).toBe(0);
        }

        onRecord = [
          ...kept,
          ...toRead.slice(0, finished).map(done),
          ...toRead.slice(finished, finished + 1).flatMap((slice) => (hasPages ? [{ ...slice, next: 'page 2' }] : [])),
          ...toRead.slice(finished + 1).filter(({ next }) => next !== undefined),
        ];
      }
    }),
    { numRuns: 300 },
  );
});
