import { DuckDBInstance, quotedString } from '@duckdb/node-api';
import { z } from 'zod';

const topCount = 10;
const fallenCount = 5;

/** What a first look at the results is for: who stands highest, and who has fallen most. */
export interface Highlights {
  /** By the score of the year. */
  readonly top: readonly { readonly customerId: string; readonly score: number; readonly emails: number; readonly meetings: number; readonly lastDays: number }[];
  /** By the mean score of the months: the last three that are complete, beside the three before them. A month without engagement counts as 0. */
  readonly fallen: readonly { readonly customerId: string; readonly before: number; readonly now: number }[];
}

const count = z.number();
const topRow = z.object({ customerId: z.string(), score: count, emails: count, meetings: count, lastDays: count });
const fallenRow = z.object({ customerId: z.string(), before: count, now: count });

/** Reads the highlights from `AccountEngagement.parquet`. */
export async function readHighlights(parquetPath: string): Promise<Highlights> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`CREATE VIEW engagement AS FROM read_parquet(${quotedString(parquetPath)})`);
    const top = await connection.runAndReadAll(`
      SELECT CustomerId AS "customerId", EngagementScore AS score,
        NoOfEmails_ToAccount + NoOfEmails_FromAccount AS emails, NoOfMeetings_ToAccount + NoOfMeetings_FromAccount AS meetings,
        least(coalesce(DaysSinceLastEmail, 999), coalesce(DaysSinceLastMeeting, 999)) AS "lastDays"
      FROM engagement WHERE AggregationLevel = 'Year'
      ORDER BY score DESC, emails DESC, "customerId" LIMIT ${topCount}`);
    const fallen = await connection.runAndReadAll(`
      WITH month AS (
        SELECT CustomerId, EngagementScore, dense_rank() OVER (ORDER BY AggregationStartDate DESC) AS age
        FROM engagement WHERE AggregationLevel = 'Month'
      ), change AS (
        SELECT CustomerId AS "customerId",
          coalesce(sum(EngagementScore) FILTER (age BETWEEN 5 AND 7), 0) / 3 AS before,
          coalesce(sum(EngagementScore) FILTER (age BETWEEN 2 AND 4), 0) / 3 AS now
        FROM month GROUP BY CustomerId
      )
      SELECT "customerId", round(before) AS before, round(now) AS now FROM change
      WHERE now < before ORDER BY now - before, "customerId" LIMIT ${fallenCount}`);
    return { top: topRow.array().parse(top.getRowObjectsJson()), fallen: fallenRow.array().parse(fallen.getRowObjectsJson()) };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
