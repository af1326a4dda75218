import { z } from 'zod';
import type { ExpectedRow } from './row.ts';
import { readCsv } from './tenantFolder.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const integer = z.string().regex(/^\d+$/).transform(Number);
const integerOrNull = z.union([z.literal('').transform(() => null), integer]);
const numberOrNull = z.union([z.literal('').transform(() => null), z.string().regex(/^\d+(\.\d+)?$/).transform(Number)]);

const rowSchema = z.strictObject({
  PrimaryKey: z.string(),
  CustomerId: z.string(),
  AggregationLevel: z.enum(['Year', 'Month', 'Week']),
  AggregationStartDate: day,
  EngagementScore: integer,
  NoOfEmails_ToAccount: integer,
  NoOfEmails_FromAccount: integer,
  NoOfMeetings_FromAccount: integer,
  NoOfMeetings_ToAccount: integer,
  NoOfContactsInvolved_Emails: integer,
  NoOfContactsInvolved_Meetings: integer,
  NoOfAccountContactsInvolved_Emails: integer,
  NoOfAccountContactsInvolved_Meetings: integer,
  EngagementStartDate: day,
  DaysSinceLastEmail: integerOrNull,
  DaysSinceLastMeeting: integerOrNull,
  AverageDuration_Of_Meetings: numberOrNull,
  AverageDuration_Of_AccountEmailReplies: numberOrNull,
});

const columns = rowSchema.keyof().options;

/** The rows of an `AccountEngagement.csv`. Throws where a column is missing, unknown, or holds what its type does not allow. */
export async function readOutputCsv(path: string): Promise<ExpectedRow[]> {
  return z.array(rowSchema).parse(await readCsv(path));
}

/**
 * In words, where two output tables differ: rows, their order, every column (averages may be 0.01 apart). The first `shown` differences
 * and, where there are more, how many; empty for equal tables.
 */
export function differences(actual: readonly ExpectedRow[], expected: readonly ExpectedRow[], shown = 10): string[] {
  const found: string[] = [];
  const actualByKey = new Map(actual.map((row) => [row.PrimaryKey, row]));
  const expectedKeys = new Set(expected.map((row) => row.PrimaryKey));
  if (actualByKey.size < actual.length) found.push(`${actual.length - actualByKey.size} rows have the PrimaryKey of another row.`);
  for (const row of actual) if (!expectedKeys.has(row.PrimaryKey)) found.push(`${row.PrimaryKey}: a row that is not expected.`);
  for (const row of expected) {
    const other = actualByKey.get(row.PrimaryKey);
    if (other) found.push(...differencesOfRow(other, row));
    else found.push(`${row.PrimaryKey}: the row is missing.`);
  }
  if (found.length === 0) {
    const index = expected.findIndex((row, position) => actual[position]?.PrimaryKey !== row.PrimaryKey);
    if (index >= 0) found.push(`Row ${index + 1} is ${actual[index]?.PrimaryKey ?? 'missing'}, expected ${expected[index]?.PrimaryKey ?? ''}.`);
  }
  return found.length <= shown ? found : [...found.slice(0, shown), `… and ${found.length - shown} more differences.`];
}

function differencesOfRow(actual: ExpectedRow, expected: ExpectedRow): string[] {
  return columns
    .filter((column) => !isAlike(column, actual[column], expected[column]))
    .map((column) => `${expected.PrimaryKey}: ${column} is ${String(actual[column])}, expected ${String(expected[column])}.`);
}

function isAlike(column: string, actual: string | number | null, expected: string | number | null): boolean {
  if (!column.startsWith('AverageDuration') || actual === null || expected === null) return actual === expected;
  // Both are rounded to two decimals: 0.01 apart, and a hair for the arithmetic of their difference.
  return Math.abs(Number(actual) - Number(expected)) < 0.0101;
}
