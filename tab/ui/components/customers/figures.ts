import type { CustomerCard, OutputColumnName, ResultRow } from '../../api/contract.ts';

/** The figures of a customer's Year row. Days and minutes are undefined where there was nothing to count or to measure. */
export interface Figures {
  readonly emailsTo: number;
  readonly emailsFrom: number;
  readonly meetingsTo: number;
  readonly meetingsFrom: number;
  readonly ourPeopleInEmails: number;
  readonly theirPeopleInEmails: number;
  readonly ourPeopleInMeetings: number;
  readonly theirPeopleInMeetings: number;
  readonly daysSinceLastEmail: number | undefined;
  readonly daysSinceLastMeeting: number | undefined;
  readonly meetingMinutes: number | undefined;
  readonly replyMinutes: number | undefined;
  /** ISO date of the first email or meeting. */
  readonly engagedSince: string | undefined;
}

/** The figures of a customer; zeros where there was no email or meeting in the window. */
export function figuresOf({ year }: Pick<CustomerCard, 'year'>): Figures {
  const number = (column: OutputColumnName) => numberIn(year, column);
  const count = (column: OutputColumnName) => number(column) ?? 0;
  const since = year?.EngagementStartDate;
  return {
    emailsTo: count('NoOfEmails_ToAccount'),
    emailsFrom: count('NoOfEmails_FromAccount'),
    meetingsTo: count('NoOfMeetings_ToAccount'),
    meetingsFrom: count('NoOfMeetings_FromAccount'),
    ourPeopleInEmails: count('NoOfContactsInvolved_Emails'),
    theirPeopleInEmails: count('NoOfAccountContactsInvolved_Emails'),
    ourPeopleInMeetings: count('NoOfContactsInvolved_Meetings'),
    theirPeopleInMeetings: count('NoOfAccountContactsInvolved_Meetings'),
    daysSinceLastEmail: number('DaysSinceLastEmail'),
    daysSinceLastMeeting: number('DaysSinceLastMeeting'),
    meetingMinutes: number('AverageDuration_Of_Meetings'),
    replyMinutes: number('AverageDuration_Of_AccountEmailReplies'),
    engagedSince: typeof since === 'string' ? since : undefined,
  };
}

function numberIn(row: ResultRow | undefined, column: OutputColumnName): number | undefined {
  const value = row?.[column];
  return typeof value === 'number' ? value : undefined;
}
