import type { OutputColumnName, ResultRow } from '../../api/contract.ts';
import type { Texts } from '../../texts/texts.ts';

export type ResultColumn = 'Name' | OutputColumnName;
type Kind = 'text' | 'date' | 'integer' | 'number';

/** All columns of the results, in the order in which they are read, and what they hold. The compiler sees to it that none is missing. */
const kinds: Readonly<Record<ResultColumn, Kind>> = {
  Name: 'text',
  EngagementScore: 'integer',
  AggregationStartDate: 'date',
  NoOfEmails_ToAccount: 'integer',
  NoOfEmails_FromAccount: 'integer',
  NoOfMeetings_ToAccount: 'integer',
  NoOfMeetings_FromAccount: 'integer',
  DaysSinceLastEmail: 'integer',
  DaysSinceLastMeeting: 'integer',
  NoOfContactsInvolved_Emails: 'integer',
  NoOfAccountContactsInvolved_Emails: 'integer',
  NoOfContactsInvolved_Meetings: 'integer',
  NoOfAccountContactsInvolved_Meetings: 'integer',
  AverageDuration_Of_Meetings: 'number',
  AverageDuration_Of_AccountEmailReplies: 'number',
  EngagementStartDate: 'date',
  AggregationLevel: 'text',
  CustomerId: 'text',
  PrimaryKey: 'text',
};

export const resultColumns = Object.keys(kinds) as readonly ResultColumn[];

export function isNumeric(column: ResultColumn): boolean {
  return kinds[column] === 'integer' || kinds[column] === 'number';
}

/** What does not fit is cut off at the end of its cell. */
export function widthPixelsOf(column: ResultColumn): number {
  if (column === 'Name' || column === 'PrimaryKey') return 220;
  if (column === 'CustomerId') return 180;
  return kinds[column] === 'date' ? 130 : 120;
}

/** A value as people of the language write it; a dash where there is none. */
export function writtenValue(row: ResultRow, column: ResultColumn, { number, day, text }: Pick<Texts, 'number' | 'day' | 'text'>): string {
  const value = row[column];
  if (value === undefined || value === null) return text('enrichments.none');
  if (column === 'AggregationLevel' && (value === 'Year' || value === 'Month' || value === 'Week')) return text(`words.levels.${value}`);
  if (typeof value === 'number') return number(value, kinds[column] === 'number' ? 1 : 0);
  return kinds[column] === 'date' ? day(value) : value;
}
