import type { CustomerAccount } from './accounts.ts';
import type { Company } from './company.ts';
import type { Random } from './random.ts';
import { daysOf, seasonAt } from './workingHours.ts';
import type { Span } from './workingHours.ts';

/** Everything that mail and meetings are made from. */
export interface SampleYear {
  readonly span: Span;
  readonly company: Company;
  readonly accounts: readonly CustomerAccount[];
  /** Multiplies the number of mails. */
  readonly mailScale: number;
}

const hourMilliseconds = 3_600_000;
/** Sum of the weekdays' weights (seasonAt) over a year. */
const liveDaysPerYear = 255;

/**
 * The times at which something begins that happens `perYear` times in an ordinary year, following the season: early in the UTC morning, when
 * the working day is over in America and has not begun in Europe. The caller finds the minute by the beginner's working hours.
 */
export function* beginnings(span: Span, perYear: number, isAmerican: boolean, activityAt: (at: number) => number, random: Random): Generator<number> {
  for (const day of daysOf(span)) {
    const count = random.poisson((perYear / liveDaysPerYear) * seasonAt(day, isAmerican) * activityAt(day));
    for (let index = 0; index < count; index++) yield day + 6 * hourMilliseconds;
  }
}
