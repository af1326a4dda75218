import type { Catalogue } from '../../texts/en/index.ts';

type PartName = keyof Catalogue['words']['parts'];

/** How many of the 100 points of a year each part of the score can earn, in the order of the engine's table, which a test holds it against. */
export const scoreWeights = {
  emailVolume: 20,
  twoWayEmail: 10,
  peopleInEmails: 10,
  meetingVolume: 20,
  timeTogether: 10,
  peopleInMeetings: 10,
  recentEmail: 10,
  recentMeeting: 10,
} as const satisfies Readonly<Record<PartName, number>>;

export const scorePartNames = Object.keys(scoreWeights) as readonly PartName[];
