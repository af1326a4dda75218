import type { outputColumns, OutputColumnName, Segment } from '../../../../engine/index.ts';

export type SegmentCondition = Segment['condition'];
export type AggregationLevel = Segment['level'];
export type Comparison = Extract<SegmentCondition, { readonly kind: 'comparison' }>;
export type ConditionGroup = Exclude<SegmentCondition, Comparison>;
export type Comparator = Comparison['comparison'];

type OutputColumn = (typeof outputColumns)[number];
export type ColumnKind = OutputColumn['kind'];
export type NullableColumn = Extract<OutputColumn, { readonly isNullable: true }>['name'];

/** What a value of a column is typed as; the engine's own table may not be loaded here, but the compiler holds this one to it. */
const columns: Readonly<Record<OutputColumnName, { readonly kind: ColumnKind; readonly isNullable: boolean }>> = {
  PrimaryKey: { kind: 'text', isNullable: false },
  CustomerId: { kind: 'text', isNullable: false },
  AggregationLevel: { kind: 'text', isNullable: false },
  AggregationStartDate: { kind: 'date', isNullable: false },
  EngagementScore: { kind: 'integer', isNullable: false },
  NoOfEmails_ToAccount: { kind: 'integer', isNullable: false },
  NoOfEmails_FromAccount: { kind: 'integer', isNullable: false },
  NoOfMeetings_FromAccount: { kind: 'integer', isNullable: false },
  NoOfMeetings_ToAccount: { kind: 'integer', isNullable: false },
  NoOfContactsInvolved_Emails: { kind: 'integer', isNullable: false },
  NoOfContactsInvolved_Meetings: { kind: 'integer', isNullable: false },
  NoOfAccountContactsInvolved_Emails: { kind: 'integer', isNullable: false },
  NoOfAccountContactsInvolved_Meetings: { kind: 'integer', isNullable: false },
  EngagementStartDate: { kind: 'date', isNullable: false },
  DaysSinceLastEmail: { kind: 'integer', isNullable: true },
  DaysSinceLastMeeting: { kind: 'integer', isNullable: true },
  AverageDuration_Of_Meetings: { kind: 'number', isNullable: true },
  AverageDuration_Of_AccountEmailReplies: { kind: 'number', isNullable: true },
} satisfies { readonly [Column in OutputColumn as Column['name']]: Pick<Column, 'kind' | 'isNullable'> };

export function kindOf(column: OutputColumnName): ColumnKind {
  return columns[column].kind;
}

export function isNullable(column: OutputColumnName): column is NullableColumn {
  return columns[column].isNullable;
}

export function isColumn(name: string): name is OutputColumnName {
  return Object.hasOwn(columns, name);
}

/** Whether the column's figures are minutes. */
export function isDuration(column: OutputColumnName): boolean {
  return column.startsWith('AverageDuration_');
}

/** All columns as somebody looks for them: what is asked for most comes first. */
export const columnAreas = [
  { area: 'score', columns: ['EngagementScore'] },
  {
    area: 'emails',
    columns: ['DaysSinceLastEmail', 'NoOfEmails_ToAccount', 'NoOfEmails_FromAccount', 'NoOfContactsInvolved_Emails', 'NoOfAccountContactsInvolved_Emails', 'AverageDuration_Of_AccountEmailReplies'],
  },
  {
    area: 'meetings',
    columns: ['DaysSinceLastMeeting', 'NoOfMeetings_ToAccount', 'NoOfMeetings_FromAccount', 'NoOfContactsInvolved_Meetings', 'NoOfAccountContactsInvolved_Meetings', 'AverageDuration_Of_Meetings'],
  },
  { area: 'dates', columns: ['EngagementStartDate', 'AggregationStartDate'] },
  { area: 'identifiers', columns: ['CustomerId', 'AggregationLevel', 'PrimaryKey'] },
] as const satisfies readonly { readonly area: string; readonly columns: readonly OutputColumnName[] }[];

const bySize = ['greater', 'greaterOrEqual', 'less', 'lessOrEqual', 'equal', 'notEqual'] as const satisfies readonly Comparator[];
const byText = ['contains', 'startsWith', 'equal', 'notEqual'] as const satisfies readonly Comparator[];

/** The comparisons that the engine takes for the column. */
export function comparatorsOf(column: OutputColumnName): readonly Comparator[] {
  const withValue = kindOf(column) === 'text' ? byText : bySize;
  return isNullable(column) ? [...withValue, 'isNull', 'isNotNull'] : withValue;
}
