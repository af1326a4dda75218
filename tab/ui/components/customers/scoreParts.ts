import type { CustomerCard } from '../../api/contract.ts';

export type ScorePart = CustomerCard['parts'][number];

/** The parts of the score by what they are about, each with what its value is. */
export const partsBySubject = {
  emails: { emailVolume: 'count', twoWayEmail: 'count', peopleInEmails: 'count', recentEmail: 'days' },
  meetings: { meetingVolume: 'count', timeTogether: 'minutes', peopleInMeetings: 'count', recentMeeting: 'days' },
} as const;

export type Subject = keyof typeof partsBySubject;
export type PartName = { [S in Subject]: keyof (typeof partsBySubject)[S] }[Subject];
export type PartUnit = 'count' | 'minutes' | 'days';

export const subjects = ['emails', 'meetings'] as const satisfies readonly Subject[];

/** A part by a name that the catalogue knows. */
export interface NamedPart extends ScorePart {
  readonly name: PartName;
  readonly subject: Subject;
  readonly unit: PartUnit;
}

/** The parts that are known here, in the order of `partsBySubject`. */
export function namedParts(parts: readonly ScorePart[]): readonly NamedPart[] {
  return subjects.flatMap((subject) =>
    (Object.entries(partsBySubject[subject]) as [PartName, PartUnit][]).flatMap(([name, unit]) => parts.filter((part) => part.name === name).map((part) => ({ ...part, name, subject, unit }))),
  );
}

/** How a part compares with the typical customer's, who earns half of its points. */
export type Standing = 'above' | 'about' | 'below' | 'none';

/** Of a part's points: what lies nearer to the half of them is told as about typical (about two thirds to one and a half times the value). */
const noticeableShare = 0.1;

export function standingOf({ value, unit, points, weight }: Pick<NamedPart, 'value' | 'unit' | 'points' | 'weight'>): Standing {
  if (value === undefined || (unit !== 'days' && value === 0)) return 'none';
  const distance = points / weight - 0.5;
  if (Math.abs(distance) < noticeableShare) return 'about';
  return distance > 0 ? 'above' : 'below';
}
