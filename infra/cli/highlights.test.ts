import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, quotedString } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readHighlights } from './highlights.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "the 'highlights'-"));
});
afterEach(() => rm(folder, { recursive: true }));

interface Row {
  readonly customerId: string;
  readonly level: 'Year' | 'Month';
  readonly date: string;
  readonly score: number;
  readonly daysSinceEmail?: number;
}

/** A Parquet file with the columns that the highlights look at, typed as the output table's are. */
async function parquetOf(rows: readonly Row[]): Promise<string> {
  const path = join(folder, 'AccountEngagement.parquet');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`CREATE TABLE engagement (CustomerId VARCHAR, AggregationLevel VARCHAR, AggregationStartDate DATE, EngagementScore INTEGER,
    NoOfEmails_ToAccount INTEGER, NoOfEmails_FromAccount INTEGER, NoOfMeetings_ToAccount INTEGER, NoOfMeetings_FromAccount INTEGER,
    DaysSinceLastEmail INTEGER, DaysSinceLastMeeting INTEGER)`);
  for (const { customerId, level, date, score, daysSinceEmail } of rows) {
    await connection.run('INSERT INTO engagement VALUES ($1, $2, $3, $4, 5, 6, 1, 2, $5, NULL)', [customerId, level, date, score, daysSinceEmail ?? null]);
  }
  await connection.run(`COPY engagement TO ${quotedString(path)} (FORMAT parquet)`);
  connection.closeSync();
  return path;
}

const year = (customerId: string, score: number): Row => ({ customerId, level: 'Year', date: '2025-11-23', score, daysSinceEmail: 3 });

/** The account's scores of the months up to November 2026, newest first; none where it had no engagement. */
const months = (customerId: string, ...scores: (number | undefined)[]): Row[] =>
  scores.flatMap((score, age) => (score === undefined ? [] : [{ customerId, level: 'Month' as const, date: `2026-${String(11 - age).padStart(2, '0')}-01`, score }]));

test('the ten highest of the year are shown, highest first', async () => {
  const path = await parquetOf(Array.from({ length: 12 }, (_, index) => year(`account ${index}`, 10 + index)));
  const { top } = await readHighlights(path);
  expect(top.map(({ score }) => score)).toEqual([21, 20, 19, 18, 17, 16, 15, 14, 13, 12]);
  expect(top[0]).toEqual({ customerId: 'account 11', score: 21, emails: 11, meetings: 3, lastDays: 3 });
});

test('fallen is whose last three whole months are below the three before, deepest first; months without engagement count as 0', async () => {
  const path = await parquetOf([
    ...months('steady', 50, 50, 50, 50, 50, 50, 50),
    ...months('risen', 50, 60, 60, 60, 50, 50, 50),
    ...months('cooled', 50, 30, 30, 30, 60, 60, 60),
    ...months('silent', undefined, undefined, undefined, undefined, 40, 50, 60),
    ...months('low this month only', 1, 50, 50, 50, 50, 50, 50),
  ]);
  expect((await readHighlights(path)).fallen).toEqual([
    { customerId: 'silent', before: 50, now: 0 },
    { customerId: 'cooled', before: 60, now: 30 },
  ]);
});
