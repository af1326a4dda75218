import type { ScorePart } from '../../../engine/index.ts';
import type { TextKey, Texts } from '../../texts/texts.ts';
import { daysAgo, duration } from './wording.ts';

/** What sets an account apart from the typical one. */
export interface Standout {
  readonly isAbove: boolean;
  readonly sentence: string;
}

const standoutsMax = 3;
/** Of the share, which is one half for the typical account: about one and a half times as much, or two thirds, of what is typical. */
const noticeable = 0.1;

type Unit = 'count' | 'minutes' | 'days';
/** By what the engine calls the parts of the score, with what a value of each is, and whether it is about emails or meetings. */
const parts = {
  emailVolume: { unit: 'count', subject: 'emails' },
  twoWayEmail: { unit: 'count', subject: 'emails' },
  peopleInEmails: { unit: 'count', subject: 'emails' },
  meetingVolume: { unit: 'count', subject: 'meetings' },
  timeTogether: { unit: 'minutes', subject: 'meetings' },
  peopleInMeetings: { unit: 'count', subject: 'meetings' },
  recentEmail: { unit: 'days', subject: 'emails' },
  recentMeeting: { unit: 'days', subject: 'meetings' },
} as const satisfies Record<string, { readonly unit: Unit; readonly subject: 'emails' | 'meetings' }>;
type PartName = keyof typeof parts;

/** The two or three parts of the score in which the account is farthest from the typical one, in words; none where it is close to it in all. */
export function standouts(texts: Texts, scoreParts: readonly ScorePart[]): readonly Standout[] {
  const known = scoreParts.flatMap((part) => (isPartName(part.name) && part.typical !== undefined ? [{ ...part, name: part.name, typical: part.typical, share: part.points / part.weight }] : []));
  // Who has no meetings has none with anybody and none lately: that is said once.
  const empty = new Set(known.flatMap(({ name, value }) => (name === 'emailVolume' || name === 'meetingVolume') && isNone(value) ? [parts[name].subject] : []));
  return known
    .filter(({ name }) => !empty.has(parts[name].subject) || name === 'emailVolume' || name === 'meetingVolume')
    // Rounded as people read them, some are the same: "today (typical: today)" would set nobody apart.
    .filter(({ name, value, typical, share }) => Math.abs(share - 0.5) >= noticeable && written(texts, parts[name].unit, value) !== written(texts, parts[name].unit, typical))
    .sort((a, b) => Math.abs(b.share - 0.5) * b.weight - Math.abs(a.share - 0.5) * a.weight)
    .slice(0, standoutsMax)
    .map(({ name, value, typical, share }) => ({ isAbove: share > 0.5, sentence: sentenceOf(texts, name, { value, typical, isAbove: share > 0.5 }) }));
}

function sentenceOf(texts: Texts, name: PartName, { value, typical, isAbove }: { readonly value: number | undefined; readonly typical: number; readonly isAbove: boolean }): string {
  const { unit } = parts[name];
  const isEmpty = unit === 'days' ? value === undefined : isNone(value);
  const what: TextKey = `customer.parts.${name}.${isEmpty ? 'none' : isAbove ? 'more' : 'fewer'}`;
  const compared = { what: texts.text(what), typical: written(texts, unit, typical) };
  return isEmpty ? texts.text('customer.parts.comparedNone', compared) : texts.text('customer.parts.compared', { ...compared, value: written(texts, unit, value) });
}

function written(texts: Texts, unit: Unit, value: number | undefined): string {
  if (unit === 'days') return daysAgo(texts, value === undefined ? undefined : Math.round(value));
  return unit === 'minutes' ? duration(texts, value ?? 0) : texts.number(value ?? 0);
}

function isNone(value: number | undefined): boolean {
  return value === undefined || value === 0;
}

function isPartName(name: string): name is PartName {
  return Object.hasOwn(parts, name);
}
