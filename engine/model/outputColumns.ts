/** `number`: a mean with two decimals. */
type OutputColumnKind = 'text' | 'integer' | 'date' | 'number';

export interface OutputColumn {
  readonly name: string;
  readonly kind: OutputColumnKind;
  readonly isNullable: boolean;
}

/** The columns of the output table (metrics.md), in order. */
export const outputColumns = [
  { name: 'PrimaryKey', kind: 'text', isNullable: false },
  { name: 'CustomerId', kind: 'text', isNullable: false },
  { name: 'AggregationLevel', kind: 'text', isNullable: false },
  { name: 'AggregationStartDate', kind: 'date', isNullable: false },
  { name: 'EngagementScore', kind: 'integer', isNullable: false },
  { name: 'NoOfEmails_ToAccount', kind: 'integer', isNullable: false },
  { name: 'NoOfEmails_FromAccount', kind: 'integer', isNullable: false },
  { name: 'NoOfMeetings_FromAccount', kind: 'integer', isNullable: false },
  { name: 'NoOfMeetings_ToAccount', kind: 'integer', isNullable: false },
  { name: 'NoOfContactsInvolved_Emails', kind: 'integer', isNullable: false },
  { name: 'NoOfContactsInvolved_Meetings', kind: 'integer', isNullable: false },
  { name: 'NoOfAccountContactsInvolved_Emails', kind: 'integer', isNullable: false },
  { name: 'NoOfAccountContactsInvolved_Meetings', kind: 'integer', isNullable: false },
  { name: 'EngagementStartDate', kind: 'date', isNullable: false },
  { name: 'DaysSinceLastEmail', kind: 'integer', isNullable: true },
  { name: 'DaysSinceLastMeeting', kind: 'integer', isNullable: true },
  { name: 'AverageDuration_Of_Meetings', kind: 'number', isNullable: true },
  { name: 'AverageDuration_Of_AccountEmailReplies', kind: 'number', isNullable: true },
] as const satisfies readonly OutputColumn[];

export type OutputColumnName = (typeof outputColumns)[number]['name'];

/** The values of `AggregationLevel`, in the order of the output table. */
export const aggregationLevels = ['Year', 'Month', 'Week'] as const;
export type AggregationLevel = (typeof aggregationLevels)[number];
