import type { Random } from './random.ts';
import type { Span, WorkingHours } from './workingHours.ts';

/** Somebody or something that a mail or meeting names: a person, a distribution list, a room. */
export interface Party {
  readonly name: string;
  readonly address: string;
}

/** A person who writes and answers. */
export interface Correspondent extends Party {
  readonly hours: WorkingHours;
  /** The long holiday of the year. */
  readonly away: Span;
  /** Median working minutes until an answer. */
  readonly replyMinutes: number;
}

export function isAway(person: Correspondent, at: number): boolean {
  return at >= person.away.fromAt && at < person.away.untilAt;
}

/** When this person answers what arrived at `at`: in the own working hours, after the holiday if away. */
export function answerAt(person: Correspondent, at: number, random: Random): number {
  const readAt = isAway(person, at) ? person.away.untilAt : at;
  return person.hours.later(readAt, Math.max(2, random.logNormal(person.replyMinutes, 1.1)));
}

const dayMilliseconds = 86_400_000;

/** Two weeks off: in July or August for most, at any other time for the rest. */
export function someHoliday(span: Span, random: Random): Span {
  const year = new Date(span.untilAt).getUTCFullYear();
  const summers = [year - 1, year].map((candidate) => Date.UTC(candidate, 6, random.integer(1, 45))).filter((at) => at >= span.fromAt && at < span.untilAt);
  const anyTime = Math.ceil(span.fromAt / dayMilliseconds + random.integer(5, 340)) * dayMilliseconds;
  const fromAt = random.chance(0.7) ? (summers[0] ?? anyTime) : anyTime;
  return { fromAt, untilAt: fromAt + random.integer(9, 16) * dayMilliseconds };
}
