import { DateTime } from 'luxon';

export const levels = ['Year', 'Month', 'Week'] as const;
export type Level = (typeof levels)[number];

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** The window of a report. Days are written YYYY-MM-DD and are local days of the report's time zone. */
export interface Window {
  readonly timeZone: string;
  /** Milliseconds since the Unix epoch. */
  readonly start: number;
  readonly asOf: number;
  readonly firstDay: string;
  readonly asOfDay: string;
}

/** A year, unless it begins later: results that are published before the year has been read. */
export function windowOf(asOf: number, timeZone: string, laterFirstDay?: string): Window {
  const asOfDay = localDayOf(asOf, timeZone);
  const firstDay = laterFirstDay ?? plusDays(asOfDay, -365);
  return { timeZone, start: firstMomentOf(firstDay, timeZone), asOf, firstDay, asOfDay };
}

export function localDayOf(moment: number, timeZone: string): string {
  return isoDay(DateTime.fromMillis(moment, { zone: timeZone }));
}

/** The first day of the period that the day lies in. */
export function periodStartOf(level: Level, day: string, window: Window): string {
  if (level === 'Year') return window.firstDay;
  if (level === 'Month') return `${day.slice(0, 7)}-01`;
  return mondayOf(day);
}

/** The last day of the period, or the day of `asOf` where the period is still going on then. */
export function lastDayOf(level: Level, periodStart: string, window: Window): string {
  if (level === 'Year') return window.asOfDay;
  const lastDay = level === 'Month' ? isoDay(utcDay(periodStart).endOf('month')) : plusDays(periodStart, 6);
  return lastDay < window.asOfDay ? lastDay : window.asOfDay;
}

export function daysBetween(earlier: string, later: string): number {
  return (utcDay(later).toMillis() - utcDay(earlier).toMillis()) / dayMilliseconds;
}

/** Local midnight; where the clocks jump over it, the moment that they jump to; where there are two, the first. */
function firstMomentOf(day: string, timeZone: string): number {
  let moment = DateTime.fromISO(day, { zone: timeZone }).toMillis();
  const step = 15 * 60 * 1000;
  while (localDayOf(moment - step, timeZone) === day) moment -= step;
  return moment;
}

/** The same few hundred days are asked for by every item of every period. */
const mondays = new Map<string, string>();

function mondayOf(day: string): string {
  const monday = mondays.get(day) ?? isoDay(utcDay(day).startOf('week'));
  mondays.set(day, monday);
  return monday;
}

function plusDays(day: string, days: number): string {
  return isoDay(utcDay(day).plus({ days }));
}

/** Days alone are reckoned in UTC, where every day has 24 hours. */
function utcDay(day: string): DateTime {
  return DateTime.fromISO(day, { zone: 'utc' });
}

function isoDay(moment: DateTime): string {
  const day = moment.toISODate();
  if (day === null) throw new Error('Not a moment of a known time zone.');
  return day;
}
