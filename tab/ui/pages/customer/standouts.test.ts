import { expect, test } from 'vitest';
import { namedParts, type ScorePart } from '../../components/customers/scoreParts.ts';
import { movedParts, standouts } from './standouts.ts';

const weights = { emailVolume: 20, twoWayEmail: 10, peopleInEmails: 10, meetingVolume: 20, timeTogether: 10, peopleInMeetings: 10, recentEmail: 10, recentMeeting: 10 };
const typical: readonly ScorePart[] = Object.entries(weights).map(([name, weight]) => ({ name, value: 4, typical: 4, points: weight / 2, weight }));
const partsWith = (changed: Readonly<Record<string, Partial<ScorePart>>>) => namedParts(typical.map((part) => ({ ...part, ...changed[part.name] })));
const told = (parts: ReturnType<typeof namedParts>) => standouts(parts).map(({ part: { name }, standing }) => `${name} ${standing}`);

test('a typical customer stands out in nothing', () => {
  expect(told(partsWith({ emailVolume: { value: 5, points: 11.1 } }))).toEqual([]);
});

test('what earns or costs most points comes first', () => {
  expect(told(partsWith({ twoWayEmail: { value: 1, points: 2 }, meetingVolume: { value: 40, points: 18 }, recentEmail: { value: 1, points: 8 } }))).toEqual(['meetingVolume above', 'twoWayEmail below', 'recentEmail above']);
});

test('who has no meetings is told so once', () => {
  const none = { value: 0, points: 0 };
  expect(told(partsWith({ meetingVolume: none, timeTogether: none, peopleInMeetings: none, recentMeeting: { value: undefined, points: 0 } }))).toEqual(['meetingVolume none']);
});

test('what moved the score is what changed by a tenth of a point or more, the largest first', () => {
  const parts = partsWith({ emailVolume: { pointsChange: 1.2 }, twoWayEmail: { pointsChange: 0.04 }, recentMeeting: { pointsChange: -3 } });
  expect(movedParts(parts).map(({ name, pointsChange }) => [name, pointsChange])).toEqual([['recentMeeting', -3], ['emailVolume', 1.2]]);
  expect(movedParts(partsWith({}))).toEqual([]);
});
