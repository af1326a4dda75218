import type { Level } from './calendar.ts';

/** A row of the output table; dates are written YYYY-MM-DD. */
export interface ExpectedRow {
  readonly PrimaryKey: string;
  readonly CustomerId: string;
  readonly AggregationLevel: Level;
  readonly AggregationStartDate: string;
  readonly EngagementScore: number;
  readonly NoOfEmails_ToAccount: number;
  readonly NoOfEmails_FromAccount: number;
  readonly NoOfMeetings_FromAccount: number;
  readonly NoOfMeetings_ToAccount: number;
  readonly NoOfContactsInvolved_Emails: number;
  readonly NoOfContactsInvolved_Meetings: number;
  readonly NoOfAccountContactsInvolved_Emails: number;
  readonly NoOfAccountContactsInvolved_Meetings: number;
  readonly EngagementStartDate: string;
  readonly DaysSinceLastEmail: number | null;
  readonly DaysSinceLastMeeting: number | null;
  readonly AverageDuration_Of_Meetings: number | null;
  readonly AverageDuration_Of_AccountEmailReplies: number | null;
}
