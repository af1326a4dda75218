import type { Random } from './random.ts';
import type { Span } from './workingHours.ts';

const dayMilliseconds = 86_400_000;

/** How a customer relationship goes over the year. */
export type Story =
  | 'steady'
  | 'huge' // Far more than anybody else.
  | 'growing'
  | 'cooling'
  | 'silent' // As steady until more than 60 days before the end, then nothing at all.
  | 'new' // Nothing until the last three months.
  | 'oneSided' // We write, they hardly answer.
  | 'occasional'
  | 'untouched'; // Not one mail or meeting.

/** How many of the 150 accounts live which story, apart from the named ones. */
const storyCounts: Readonly<Record<Story, number>> = { huge: 0, growing: 17, cooling: 17, silent: 15, new: 12, oneSided: 4, occasional: 15, untouched: 14, steady: 50 };

/** The stories of the unnamed accounts, shuffled. */
export function shuffledStories(random: Random): Story[] {
  const stories = Object.entries(storyCounts).flatMap(([story, count]) => Array.from({ length: count }, () => story as Story));
  return random.sample(stories, stories.length);
}

/** Mail threads with the account in a year, when its activity is 1. */
export function threadsPerYear(story: Story, random: Random): number {
  switch (story) {
    case 'huge':
      return 420;
    case 'untouched':
      return 0;
    case 'occasional':
      return random.integer(3, 6);
    case 'oneSided':
      return random.integer(40, 70);
    case 'growing':
    case 'cooling':
    case 'new':
      return Math.min(70, Math.max(22, random.logNormal(28, 0.4)));
    case 'steady':
    case 'silent':
      return Math.min(110, Math.max(8, random.logNormal(20, 0.65)));
  }
}

/** The stretch outside which the account has neither mail nor meeting. */
export function livelySpan(story: Story, span: Span, random: Random): Span {
  switch (story) {
    case 'silent':
      return { fromAt: span.fromAt, untilAt: span.untilAt - random.integer(63, 170) * dayMilliseconds };
    case 'new':
      return { fromAt: span.untilAt - random.integer(30, 85) * dayMilliseconds, untilAt: span.untilAt };
    case 'untouched':
      return { fromAt: span.untilAt, untilAt: span.untilAt };
    default:
      return span;
  }
}

/** Activity at a moment of the span, 1 being ordinary. */
export function activityAt(story: Story, at: number, span: Span): number {
  const elapsed = (at - span.fromAt) / (span.untilAt - span.fromAt);
  if (story === 'growing') return 0.25 + 2 * elapsed ** 2;
  if (story === 'cooling') return 0.15 + 2.1 * (1 - elapsed) ** 2;
  return 1;
}
