import type { OutputColumnName } from '../../api/contract.ts';
import { comparatorsOf, isNullable, kindOf, type Comparator, type Comparison } from './columns.ts';

/** What somebody most often asks of a column; others begin with `greaterOrEqual` 1, with a date that is to be given, or with a text that is. */
const usual: Readonly<Partial<Record<OutputColumnName, Omit<Comparison, 'kind' | 'column'>>>> = {
  EngagementScore: { comparison: 'greaterOrEqual', value: 50 },
  DaysSinceLastEmail: { comparison: 'greater', value: 30, nullCounts: true },
  DaysSinceLastMeeting: { comparison: 'greater', value: 30, nullCounts: true },
  AverageDuration_Of_Meetings: { comparison: 'greaterOrEqual', value: 30 },
  AverageDuration_Of_AccountEmailReplies: { comparison: 'greater', value: 1_440 },
};

/** A comparison to begin with; of dates and texts its value is missing. */
export function newComparison(column: OutputColumnName = 'EngagementScore'): Comparison {
  const kind = kindOf(column);
  const start = usual[column] ?? (kind === 'text' ? { comparison: 'contains' } : kind === 'date' ? { comparison: 'greaterOrEqual' } : { comparison: 'greaterOrEqual', value: 1 });
  return { kind: 'comparison', column, ...start };
}

export function takesValue(comparator: Comparator): boolean {
  return comparator !== 'isNull' && comparator !== 'isNotNull';
}

/** The comparison of another column: begins anew, since a value means something else there. */
export function withColumn(comparison: Comparison, column: OutputColumnName): Comparison {
  return column === comparison.column ? comparison : newComparison(column);
}

/** Keeps the value where the new comparator takes one. */
export function withComparator({ column, value, nullCounts }: Comparison, comparator: Comparator): Comparison {
  if (!takesValue(comparator)) return { kind: 'comparison', column, comparison: comparator };
  return comparisonOf(column, comparator, value ?? newComparison(column).value, nullCounts);
}

/** `undefined`: the value is missing. */
export function withValue({ column, comparison, nullCounts }: Comparison, value: string | number | undefined): Comparison {
  return comparisonOf(column, comparison, value, nullCounts);
}

export function withNullCounts({ column, comparison, value }: Comparison, nullCounts: boolean): Comparison {
  return comparisonOf(column, comparison, value, nullCounts);
}

function comparisonOf(column: OutputColumnName, comparison: Comparator, value: string | number | undefined, nullCounts = false): Comparison {
  return { kind: 'comparison', column, comparison, ...(value !== undefined && { value }), ...(nullCounts && isNullable(column) && { nullCounts }) };
}

export type ComparisonProblem = 'comparatorUnfit' | 'valueMissing' | 'notWhole' | 'notNumber' | 'notDay' | 'textTooLong';

const textLengthMax = 500;

/** Why the engine would refuse the comparison; undefined where it can be used. */
export function problemOf({ column, comparison, value }: Comparison): ComparisonProblem | undefined {
  const kind = kindOf(column);
  // The engine takes them for every column: where nothing is ever null, they are no use, but no fault.
  if (!takesValue(comparison)) return value === undefined ? undefined : 'comparatorUnfit';
  if (!comparatorsOf(column).includes(comparison)) return 'comparatorUnfit';
  if (value === undefined || value === '') return 'valueMissing';
  if (typeof value === 'string' && value.length > textLengthMax) return 'textTooLong';
  switch (kind) {
    case 'text':
      return typeof value === 'string' ? undefined : 'comparatorUnfit';
    case 'date':
      return typeof value === 'string' && isDay(value) ? undefined : 'notDay';
    case 'integer':
      return Number.isSafeInteger(value) ? undefined : 'notWhole';
    case 'number':
      return Number.isFinite(value) ? undefined : 'notNumber';
  }
}

/** Whether the text is an ISO date that exists. */
export function isDay(value: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/u.test(value) ? Date.parse(value) : Number.NaN;
  // 31 February would be read as a day of March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
}
