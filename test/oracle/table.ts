import { compareText } from './address.ts';
import { daysBetween, lastDayOf, levels, periodStartOf } from './calendar.ts';
import type { Level, Window } from './calendar.ts';
import type { CountedEmail } from './emails.ts';
import { groupBy } from './groups.ts';
import type { CountedMeeting } from './meetings.ts';
import type { Wait } from './replies.ts';
import type { ExpectedRow } from './row.ts';
import { scoresOf } from './score.ts';
import type { Scored } from './score.ts';

/** Everything that is counted for one account. */
interface Engagement {
  readonly accountId: string;
  readonly emails: readonly CountedEmail[];
  readonly meetings: readonly CountedMeeting[];
  readonly waits: readonly Wait[];
}

/** The output table, in its order. */
export function tableOf(
  emails: readonly CountedEmail[],
  meetings: readonly CountedMeeting[],
  waits: readonly Wait[],
  window: Window,
): ExpectedRow[] {
  const accountIds = [...new Set([...emails, ...meetings].map(({ accountId }) => accountId))].sort(compareText);
  const unscored: Scored[] = [];
  for (const accountId of accountIds) {
    const engagement: Engagement = {
      accountId,
      emails: emails.filter((email) => email.accountId === accountId),
      meetings: meetings.filter((meeting) => meeting.accountId === accountId),
      waits: waits.filter((wait) => wait.accountId === accountId),
    };
    const days = [...engagement.emails, ...engagement.meetings].map(({ day }) => day);
    for (const level of levels) {
      const periodStarts = new Set(days.map((day) => periodStartOf(level, day, window)));
      for (const periodStart of [...periodStarts].sort(compareText)) unscored.push(rowOf(engagement, level, periodStart, window));
    }
  }
  const scoreOfRow = new Map<Scored, number>();
  for (const period of groupBy(unscored, ({ row }) => `${row.AggregationLevel} ${row.AggregationStartDate}`).values()) {
    scoresOf(period).forEach((score, index) => {
      const scored = period[index];
      if (scored) scoreOfRow.set(scored, score);
    });
  }
  return unscored.map((scored) => ({ ...scored.row, EngagementScore: scoreOfRow.get(scored) ?? Number.NaN }));
}

function rowOf(engagement: Engagement, level: Level, periodStart: string, window: Window): Scored {
  const { accountId } = engagement;
  const isInPeriod = ({ day }: { day: string }): boolean => periodStartOf(level, day, window) === periodStart;
  const lastDay = lastDayOf(level, periodStart, window);

  const emails = engagement.emails.filter(isInPeriod);
  const meetings = engagement.meetings.filter(isInPeriod);
  const waits = engagement.waits.filter(isInPeriod);
  const meetingsFrom = meetings.filter(({ direction }) => direction === 'from');
  const meetingsTo = meetings.filter(({ direction }) => direction === 'to');
  const meetingMilliseconds = [...meetingsFrom, ...meetingsTo].map(({ milliseconds }) => milliseconds);
  const [engagementStartDate = ''] = [...engagement.emails, ...engagement.meetings].map(({ day }) => day).sort(compareText);

  return {
    meetingMilliseconds: sumOf(meetingMilliseconds),
    row: {
      PrimaryKey: `${accountId}|${level}|${periodStart}`,
      CustomerId: accountId,
      AggregationLevel: level,
      AggregationStartDate: periodStart,
      NoOfEmails_ToAccount: emails.filter(({ direction }) => direction === 'to').length,
      NoOfEmails_FromAccount: emails.filter(({ direction }) => direction === 'from').length,
      NoOfMeetings_FromAccount: meetingsFrom.length,
      NoOfMeetings_ToAccount: meetingsTo.length,
      NoOfContactsInvolved_Emails: sizeOfUnion(emails.map(({ ownPeople }) => ownPeople)),
      NoOfContactsInvolved_Meetings: sizeOfUnion(meetings.map(({ ownPeople }) => ownPeople)),
      NoOfAccountContactsInvolved_Emails: sizeOfUnion(emails.map(({ accountPeople }) => accountPeople)),
      NoOfAccountContactsInvolved_Meetings: sizeOfUnion(meetings.map(({ accountPeople }) => accountPeople)),
      EngagementStartDate: engagementStartDate,
      DaysSinceLastEmail: daysSinceLast(engagement.emails, lastDay),
      DaysSinceLastMeeting: daysSinceLast(engagement.meetings, lastDay),
      AverageDuration_Of_Meetings: averageMinutesOf(meetingMilliseconds),
      AverageDuration_Of_AccountEmailReplies: averageMinutesOf(waits.map(({ milliseconds }) => milliseconds)),
    },
  };
}

/** Whole days from the last of the items up to `lastDay`, to `lastDay`. */
function daysSinceLast(items: readonly { day: string }[], lastDay: string): number | null {
  const last = items.map(({ day }) => day).filter((day) => day <= lastDay).sort(compareText).at(-1);
  return last === undefined ? null : daysBetween(last, lastDay);
}

function averageMinutesOf(milliseconds: readonly number[]): number | null {
  if (milliseconds.length === 0) return null;
  return Math.round((sumOf(milliseconds) / milliseconds.length / 60_000) * 100) / 100;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function sizeOfUnion(sets: readonly ReadonlySet<string>[]): number {
  return new Set(sets.flatMap((set) => [...set])).size;
}
