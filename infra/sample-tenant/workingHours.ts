import { DateTime } from 'luxon';
import type { Random } from './random.ts';

const dayMilliseconds = 86_400_000;
const workdayMilliseconds = 9 * 3_600_000;

/** The stretch of time that the tenant covers, half open; milliseconds since the Unix epoch. */
export interface Span {
  readonly fromAt: number;
  readonly untilAt: number;
}

/** Public holidays of a fixed date (month × 100 + day) on which nobody writes; a rough choice, enough to show in the figures. */
const holidaysByCountry: Readonly<Record<string, readonly number[]>> = {
  PL: [101, 106, 501, 503, 815, 1101, 1111, 1224, 1225, 1226],
  DE: [101, 501, 1003, 1224, 1225, 1226, 1231],
  GB: [101, 1225, 1226],
  US: [101, 704, 1224, 1225],
  CA: [101, 701, 1225, 1226],
};
const holidaysElsewhere = [101, 501, 1225, 1226];

/** The working days of one place, from half past eight in the morning to half past five, in its own time zone (DST-safe). */
export class WorkingHours {
  readonly zone: string;
  readonly #startsAt: readonly number[];

  constructor(zone: string, country: string, span: Span) {
    this.zone = zone;
    const holidays = holidaysByCountry[country] ?? holidaysElsewhere;
    const startsAt: number[] = [];
    const last = DateTime.fromMillis(span.untilAt + dayMilliseconds, { zone });
    for (let day = DateTime.fromMillis(span.fromAt, { zone }).set({ hour: 8, minute: 30, second: 0, millisecond: 0 }); day < last; day = day.plus({ days: 1 })) {
      if (day.weekday <= 5 && !holidays.includes(day.month * 100 + day.day)) startsAt.push(day.toMillis());
    }
    this.#startsAt = startsAt;
  }

  /** A moment of the first working day that ends after `at`, most often around midday; sometimes in the evening. Infinity past the last day. */
  someMoment(at: number, random: Random): number {
    const startsAt = this.#startsAt[this.#dayEndingAfter(at)] ?? Infinity;
    const evening = random.chance(0.04) ? 4 * 3_600_000 : 0;
    return inSeconds(startsAt + evening + ((random.fraction() + random.fraction()) / 2) * workdayMilliseconds);
  }

  /** The moment at which `minutes` of working time have passed since `at`. Infinity past the last day. */
  later(at: number, minutes: number): number {
    let index = this.#dayEndingAfter(at);
    let moment = Math.max(at, this.#startsAt[index] ?? Infinity);
    let left = minutes * 60_000;
    for (;;) {
      const startsAt = this.#startsAt[index];
      if (startsAt === undefined) return Infinity;
      moment = Math.max(moment, startsAt);
      const today = startsAt + workdayMilliseconds - moment;
      if (left <= today) return inSeconds(moment + left);
      left -= today;
      index++;
    }
  }

  /** True on a working day, between start and end of work. */
  covers(at: number): boolean {
    return at >= (this.#startsAt[this.#dayEndingAfter(at)] ?? Infinity);
  }

  #dayEndingAfter(at: number): number {
    let low = 0;
    let high = this.#startsAt.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#startsAt[middle] ?? Infinity) + workdayMilliseconds > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Finds the working hours of places; those of one zone and country are worked out once. */
export class WorkingHoursTable {
  readonly #span: Span;
  readonly #known = new Map<string, WorkingHours>();

  constructor(span: Span) {
    this.#span = span;
  }

  of({ zone, country }: { readonly zone: string; readonly country: string }): WorkingHours {
    const key = `${zone} ${country}`;
    const hours = this.#known.get(key) ?? new WorkingHours(zone, country, this.#span);
    this.#known.set(key, hours);
    return hours;
  }
}

/** Graph gives whole seconds. */
function inSeconds(at: number): number {
  return Math.floor(at / 1000) * 1000;
}

/** How lively business is on a day (UTC), 1 being an ordinary Monday: nothing at weekends, little in summer and at Christmas, much before a quarter ends. */
export function seasonAt(at: number, isAmerican: boolean): number {
  const date = new Date(at);
  const monthDay = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  const weekday = [0, 1, 1.15, 1.1, 1.05, 0.75, 0][date.getUTCDay()] ?? 0;
  if (monthDay >= 1221 || monthDay <= 103) return weekday * 0.2;
  if (monthDay >= 710 && monthDay <= 825) return weekday * (isAmerican ? 0.8 : 0.55);
  const isQuarterEnd = date.getUTCMonth() % 3 === 2 && date.getUTCDate() >= 12;
  return weekday * (isQuarterEnd ? 1.4 : 0.95);
}

/** The days of a span, as UTC midnights. */
export function* daysOf(span: Span): Generator<number> {
  for (let at = Math.floor(span.fromAt / dayMilliseconds) * dayMilliseconds; at < span.untilAt; at += dayMilliseconds) yield at;
}
