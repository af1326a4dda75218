import { DateTime } from 'luxon';
import { dayMilliseconds } from '../model/window.ts';

/** What a mailbox is read for. */
export const readingKinds = ['mail', 'meetings'] as const;
export type ReadingKind = (typeof readingKinds)[number];

/**
 * A closed range of time in one mailbox, `[from, to)`, by the time received (mail) or by the start (meetings), in milliseconds since the
 * Unix epoch: the unit of reading, and with `next` the checkpoint.
 */
export interface Slice {
  readonly from: number;
  readonly to: number;
  /** The `asOf` of the run that read it: nothing later can be in it. */
  readonly readAsOf: number;
  /** The page to go on with; undefined before the first and after the last page. */
  readonly next: string | undefined;
  readonly isDone: boolean;
  /** Of a slice with `next`: how many items it held when its reading began, and how many of them have been read. */
  readonly itemsExpected?: number | undefined;
  readonly itemsRead?: number | undefined;
}

export interface ReadingPlan {
  /** What was read before and stays, cut where it is read again. */
  readonly kept: readonly Slice[];
  /** What is left to read, newest first. */
  readonly toRead: readonly Slice[];
}

/** How far behind the last reading a new one begins: mail may arrive late, and meetings are moved and cancelled after they were read. */
export const overlapMilliseconds: Record<ReadingKind, number> = { mail: 2 * dayMilliseconds, meetings: 30 * dayMilliseconds };

/**
 * What to read of `[from, to)` in one mailbox, given what earlier runs have read. A slice of an earlier run holds good up to its overlap
 * (whole UTC days, by which the ledger is kept). One of the same `asOf` is of a run that was interrupted and goes on now: it holds good whole,
 * and an unfinished one goes on at its next page,
 * if it can be told in the end whether it was read whole; unless `finishedAsOf`, the `asOf` of the last run where that came to its end, is the same.
 */
export function planReading(
  kind: ReadingKind,
  earlier: readonly Slice[],
  wanted: { readonly from: number; readonly to: number },
  asOf: number,
  finishedAsOf?: number,
): ReadingPlan {
  const kept: Slice[] = [];
  const toRead: Slice[] = [];
  for (const slice of earlier) {
    if (slice.to <= wanted.from) continue;
    if (slice.readAsOf === asOf && asOf !== finishedAsOf) {
      if (slice.isDone) kept.push(slice);
      else if (slice.next !== undefined && slice.itemsExpected !== undefined) toRead.push(slice);
    } else if (slice.isDone) {
      const holdsUntil = Math.floor((slice.readAsOf - overlapMilliseconds[kind]) / dayMilliseconds) * dayMilliseconds;
      const to = Math.min(slice.to, holdsUntil);
      if (to > slice.from && to > wanted.from) kept.push({ ...slice, to });
    }
  }

  const taken = [...kept, ...toRead].sort((a, b) => a.from - b.from);
  let reached = wanted.from;
  for (const slice of taken) {
    toRead.push(...monthsOf(reached, slice.from, asOf));
    reached = Math.max(reached, slice.to);
  }
  toRead.push(...monthsOf(reached, wanted.to, asOf));
  return { kept, toRead: toRead.sort((a, b) => b.from - a.from) };
}

/** `[from, to)` cut at the beginnings of UTC months. */
function monthsOf(from: number, to: number, readAsOf: number): Slice[] {
  const slices: Slice[] = [];
  for (let start = from; start < to; ) {
    const nextMonth = DateTime.fromMillis(start, { zone: 'utc' }).startOf('month').plus({ months: 1 }).toMillis();
    const end = Math.min(nextMonth, to);
    slices.push({ from: start, to: end, readAsOf, next: undefined, isDone: false });
    start = end;
  }
  return slices;
}
