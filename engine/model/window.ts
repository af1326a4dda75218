import { DateTime, IANAZone } from 'luxon';
import { EngagementFailure } from './failure.ts';

export const dayMilliseconds = 86_400_000;

/** A year of days, as metrics.md has it: the window begins 365 local days before the local day of `asOf`. */
const windowDays = 365;

/** The half-open time `[startAt, asOf)` that a run reports on, and the time zone that its days are days of. */
export interface ReportWindow {
  /** Milliseconds since the Unix epoch: a local midnight. */
  readonly startAt: number;
  /** Milliseconds since the Unix epoch. */
  readonly asOf: number;
  /** IANA name. */
  readonly timeZone: string;
}

/** A stretch of time in which local time is UTC plus a fixed offset. */
export interface ZoneOffset {
  /** Milliseconds since the Unix epoch; the stretch ends where the next one begins. */
  readonly fromAt: number;
  readonly offsetMilliseconds: number;
}

/**
 * The report window that ends at `asOf` (metrics.md, "window").
 * Throws `timeZoneUnknown` where the zone is no IANA time zone.
 */
export function reportWindow(asOf: number, timeZone: string): ReportWindow {
  if (!IANAZone.isValidZone(timeZone)) {
    throw new EngagementFailure('timeZoneUnknown', `"${timeZone}" is no time zone; give an IANA name such as Europe/Warsaw or UTC.`);
  }
  return { startAt: dayStartAt(DateTime.fromMillis(asOf, { zone: timeZone }).minus({ days: windowDays })), asOf, timeZone };
}

/** The part of the window from a local day on, given by its number: one that the window holds, or the day after its last. */
export function windowFrom(window: ReportWindow, day: number): ReportWindow {
  return { ...window, startAt: dayStartAt(DateTime.fromISO(isoDate(day), { zone: window.timeZone })) };
}

function dayStartAt(within: DateTime): number {
  // Where clocks are put back at midnight, it comes twice: the day begins with the first.
  return Math.min(...within.startOf('day').getPossibleOffsets().map((possible) => possible.toMillis()));
}

/** The number of the local day (days since 1970-01-01) in which an instant lies, given the window's offsets: for instants from its start on. */
export function localDay(instant: number, offsets: readonly ZoneOffset[]): number {
  const offset = offsets.findLast(({ fromAt }) => fromAt <= instant) ?? offsets[0];
  return Math.floor((instant + (offset?.offsetMilliseconds ?? 0)) / dayMilliseconds);
}

/** The offsets of the window's time zone from its start to its end, in order of time: two or three, where there is summer time. */
export function zoneOffsets(window: ReportWindow): readonly ZoneOffset[] {
  const found = foundOffsets.get(window) ?? findOffsets(window);
  foundOffsets.set(window, found);
  return found;
}

/** A run asks for those of its window in many places, and each day of the year costs a look into the zone. */
const foundOffsets = new WeakMap<ReportWindow, readonly ZoneOffset[]>();

function findOffsets(window: ReportWindow): readonly ZoneOffset[] {
  let before = offsetMilliseconds(window.startAt, window.timeZone);
  const offsets: ZoneOffset[] = [{ fromAt: window.startAt, offsetMilliseconds: before }];
  for (let at = window.startAt; at < window.asOf; at += dayMilliseconds) {
    const next = at + dayMilliseconds;
    const after = offsetMilliseconds(next, window.timeZone);
    if (before !== after) offsets.push({ fromAt: changeBetween(at, next, window.timeZone), offsetMilliseconds: after });
    before = after;
  }
  return offsets;
}

/** The ISO date (`YYYY-MM-DD`) of a day number. */
export function isoDate(day: number): string {
  return new Date(day * dayMilliseconds).toISOString().slice(0, 10);
}

function offsetMilliseconds(instant: number, timeZone: string): number {
  return IANAZone.create(timeZone).offset(instant) * 60_000;
}

/** The first instant in `(before, after]` at which the zone has its later offset. No zone changes twice within a day. */
function changeBetween(before: number, after: number, timeZone: string): number {
  const earlier = offsetMilliseconds(before, timeZone);
  let low = before;
  let high = after;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMilliseconds(middle, timeZone) === earlier) low = middle;
    else high = middle;
  }
  return high;
}
