import { DateTime } from 'luxon';
import type { Correspondent, Party } from './people.ts';
import type { Random } from './random.ts';
import type { WorkingHours } from './workingHours.ts';

export type Response = 'accepted' | 'tentativelyAccepted' | 'declined' | 'none';

export interface Attendee {
  readonly party: Party;
  readonly type: 'required' | 'optional' | 'resource';
  readonly response: Response;
}

/** One meeting, or one occurrence of a series, before it lies in any calendar. Times in milliseconds since the Unix epoch. */
export interface Meeting {
  readonly organiser: Party;
  readonly attendees: readonly Attendee[];
  readonly startAt: number;
  readonly endAt: number;
  readonly createdAt: number;
  readonly subject: string;
  /** 32 hexadecimal digits, the same for all occurrences of a series. */
  readonly uid: string;
  readonly occurrence?: Occurrence;
  /** The organiser's calendar is not Exchange: its `iCalUId` is another text. */
  readonly foreignUid?: string;
  readonly isAllDay: boolean;
  readonly isCancelled: boolean;
  readonly sensitivity: 'normal' | 'private';
  readonly showAs: 'busy' | 'oof';
  /** The organiser's IANA time zone. */
  readonly zone: string;
}

export interface Occurrence {
  readonly originalStartAt: number;
  /** `YYYYMMDD`, the organiser's local date, as Exchange writes it into `iCalUId`. */
  readonly localDate: string;
  readonly isFirst: boolean;
}

export const minuteMilliseconds = 60_000;

/** An ordinary meeting; `details` replaces what is not ordinary. */
export function meetingOf(organiser: Party, attendees: readonly Attendee[], startAt: number, durationMinutes: number, subject: string, zone: string, random: Random, details: Partial<Meeting> = {}): Meeting {
  return {
    organiser,
    attendees,
    startAt,
    endAt: startAt + durationMinutes * minuteMilliseconds,
    createdAt: startAt - random.integer(2 * 1440, 12 * 1440) * minuteMilliseconds,
    subject,
    uid: random.hex(4),
    isAllDay: false,
    isCancelled: false,
    sensitivity: 'normal',
    showAs: 'busy',
    zone,
    ...details,
  };
}

/** Own people nearly always say yes; customers forget to answer more often. */
export function someResponse(isOwn: boolean, random: Random): Response {
  const roll = random.fraction();
  if (roll < (isOwn ? 0.8 : 0.68)) return 'accepted';
  if (roll < (isOwn ? 0.86 : 0.74)) return 'tentativelyAccepted';
  return roll < (isOwn ? 0.93 : 0.81) ? 'declined' : 'none';
}

/** A half-hour of the organiser's working day in which a meeting may begin; Infinity past the last day. */
export function someSlot(hours: WorkingHours, at: number, random: Random): number {
  const halfHour = 30 * minuteMilliseconds;
  return Math.floor(hours.later(at, random.integer(15, 480)) / halfHour) * halfHour;
}

interface SeriesPlan {
  readonly organiser: Correspondent;
  readonly attendeesAt: (startAt: number) => readonly Attendee[];
  readonly subject: string;
  readonly durationMinutes: number;
  /** Every so many weeks, on the weekday and at the local time of the first. */
  readonly everyWeeks: number;
  readonly firstAt: number;
  readonly untilAt: number;
}

/** The occurrences of a series, none where the organiser does not work: some of them moved in time (exceptions), some cancelled. DST-safe. */
export function* occurrencesOf(plan: SeriesPlan, random: Random): Generator<Meeting> {
  const { organiser, durationMinutes } = plan;
  const { zone } = organiser.hours;
  const uid = random.hex(4);
  const createdAt = plan.firstAt - 5 * 1440 * minuteMilliseconds;
  const first = DateTime.fromMillis(plan.firstAt, { zone });
  for (let index = 0; ; index++) {
    const local = first.plus({ weeks: index * plan.everyWeeks });
    const originalStartAt = local.toMillis();
    const isMoved = random.chance(0.06);
    const startAt = originalStartAt + (isMoved ? random.pick([-90, -30, 30, 60, 120, 1440]) * minuteMilliseconds : 0);
    if (originalStartAt >= plan.untilAt) return;
    if (startAt >= plan.untilAt || !organiser.hours.covers(originalStartAt)) continue;
    yield meetingOf(organiser, plan.attendeesAt(startAt), startAt, durationMinutes, plan.subject, zone, random, {
      uid,
      createdAt,
      isCancelled: random.chance(0.03),
      occurrence: { originalStartAt, localDate: local.toFormat('yyyyMMdd'), isFirst: index === 0 },
    });
  }
}
