import { expect, test } from 'vitest';
import { scoresOf } from './score.ts';
import type { Scored } from './score.ts';

interface Figures {
  readonly emails: readonly [to: number, from: number];
  readonly meetings: readonly [from: number, to: number];
  readonly peopleInEmails: readonly [own: number, account: number];
  readonly peopleInMeetings: readonly [own: number, account: number];
  readonly averageMinutes: number | null;
  readonly days: readonly [email: number | null, meeting: number | null];
}

function scoredOf(figures: Figures, level: 'Year' | 'Month' = 'Year'): Scored {
  return {
    meetingMilliseconds: (figures.averageMinutes ?? 0) * (figures.meetings[0] + figures.meetings[1]) * 60_000,
    row: {
      PrimaryKey: '',
      CustomerId: '',
      AggregationLevel: level,
      AggregationStartDate: '2025-01-01',
      NoOfEmails_ToAccount: figures.emails[0],
      NoOfEmails_FromAccount: figures.emails[1],
      NoOfMeetings_FromAccount: figures.meetings[0],
      NoOfMeetings_ToAccount: figures.meetings[1],
      NoOfContactsInvolved_Emails: figures.peopleInEmails[0],
      NoOfContactsInvolved_Meetings: figures.peopleInMeetings[0],
      NoOfAccountContactsInvolved_Emails: figures.peopleInEmails[1],
      NoOfAccountContactsInvolved_Meetings: figures.peopleInMeetings[1],
      EngagementStartDate: '2025-01-01',
      DaysSinceLastEmail: figures.days[0],
      DaysSinceLastMeeting: figures.days[1],
      AverageDuration_Of_Meetings: figures.averageMinutes,
      AverageDuration_Of_AccountEmailReplies: null,
    },
  };
}

const fabrikam: Figures = {
  emails: [120, 91],
  meetings: [9, 23],
  peopleInEmails: [6, 8],
  peopleInMeetings: [5, 6],
  averageMinutes: 42,
  days: [2, 6],
};

test('the worked example of metrics.md has the scores that stand there', () => {
  const scored = [
    fabrikam,
    { emails: [60, 45], meetings: [3, 9], peopleInEmails: [4, 5], peopleInMeetings: [3, 4], averageMinutes: 35, days: [4, 12] },
    { emails: [9000, 40], meetings: [0, 2], peopleInEmails: [3, 2], peopleInMeetings: [2, 2], averageMinutes: 25, days: [1, 90] },
    { emails: [40, 38], meetings: [0, 4], peopleInEmails: [3, 4], peopleInMeetings: [2, 3], averageMinutes: 30, days: [9, 40] },
    { emails: [35, 2], meetings: [0, 1], peopleInEmails: [2, 3], peopleInMeetings: [1, 1], averageMinutes: 60, days: [33, 210] },
    { emails: [6, 4], meetings: [0, 0], peopleInEmails: [1, 2], peopleInMeetings: [0, 0], averageMinutes: null, days: [21, null] },
  ] satisfies Figures[];
  expect(scoresOf(scored.map((figures) => scoredOf(figures)))).toEqual([78, 65, 55, 49, 24, 9]);
});

test('a single account that has every component scores 50', () => {
  expect(scoresOf([scoredOf(fabrikam)])).toEqual([50]);
  expect(scoresOf([scoredOf(fabrikam, 'Month')])).toEqual([50]);
});

test('a score that ends on one half is rounded up', () => {
  // Alone in its month with one email: half of 20 for the volume, none for two-way, half of 10 for people: 15 of 80 is 18.75.
  const oneEmail: Figures = { ...fabrikam, emails: [1, 0], meetings: [0, 0], peopleInMeetings: [0, 0], averageMinutes: null };
  expect(scoresOf([scoredOf(oneEmail, 'Month')])).toEqual([19]);
  // Without people only the volume is left: 10 of 80 is 12.5.
  expect(scoresOf([scoredOf({ ...oneEmail, peopleInEmails: [0, 0] }, 'Month')])).toEqual([13]);
});

test('the median of days takes in an account whose last email is of today, and leaves out one without emails', () => {
  const nothing: Figures = {
    emails: [0, 0],
    meetings: [0, 0],
    peopleInEmails: [0, 0],
    peopleInMeetings: [0, 0],
    averageMinutes: null,
    days: [null, null],
  };
  // Days 0, 4 and none: the median is 2, so that the shares are 2/2 and 2/6 of 10, of 100 in all; at least 1 for the third.
  const scored = [0, 4, null].map((days) => scoredOf({ ...nothing, days: [days, null] }));
  expect(scoresOf(scored)).toEqual([10, 3, 1]);
});
