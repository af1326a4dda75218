import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIGINT, INTEGER, VARCHAR, type DuckDBConnection } from '@duckdb/node-api';
import { load, loadDimensions } from '../metrics/dimensions.ts';
import { engagementStep, engagementTable } from '../metrics/outputTable.ts';
import { execute } from '../metrics/query.ts';
import { scoreSteps } from '../metrics/score.ts';
import { connectToNothing } from '../metrics/testStore.ts';
import type { AggregationLevel } from '../model/outputColumns.ts';
import type { Coverage } from '../model/runRecord.ts';
import { dayMilliseconds, reportWindow } from '../model/window.ts';
import { openInsights, type OpenInsights } from './insights.ts';
import { writeInsights } from './writeInsights.ts';

export const testAsOf = '2026-11-23T12:00:00Z';
export const wholeYear: Coverage = { from: '2025-11-23', days: 365, isComplete: true };

/** What an account did in a period; nothing but what the test says. */
export interface TestFigures {
  readonly level?: AggregationLevel;
  /** The window's first day unless told. */
  readonly startDate?: string;
  readonly emailsTo?: number;
  readonly emailsFrom?: number;
  readonly meetingsTo?: number;
  readonly meetingsFrom?: number;
  readonly meetingMinutes?: number;
  readonly people?: number;
  readonly daysSinceEmail?: number | null;
  readonly daysSinceMeeting?: number | null;
}

export interface TestAccount {
  readonly name?: string;
  readonly figures?: readonly TestFigures[];
}

export interface TestPublication {
  /** By account id. One without a name is not in the account data set. */
  readonly accounts: Readonly<Record<string, TestAccount>>;
  readonly coverage?: Coverage;
  readonly previousPath?: string;
}

/** Publications in a folder of their own. */
export class TestPublications {
  readonly folder: string;
  readonly #open: OpenInsights[] = [];
  #count = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<TestPublications> {
    return new TestPublications(await mkdtemp(join(tmpdir(), 'insights-')));
  }

  async remove(): Promise<void> {
    for (const insights of this.#open) await insights.close();
    await rm(this.folder, { recursive: true });
  }

  /** Writes a publication and gives its path. */
  async write(publication: TestPublication): Promise<string> {
    this.#count += 1;
    const path = join(this.folder, `${this.#count}.duckdb`);
    const connection = await connectToNothing();
    try {
      await aggregateFigures(connection, publication.accounts);
      await writeInsights({
        connection,
        table: engagementTable,
        accounts: new Map(Object.entries(publication.accounts).flatMap(([id, { name }]) => (name === undefined ? [] : [[id, name]]))),
        coverage: publication.coverage ?? wholeYear,
        previousPath: publication.previousPath,
        path,
      });
    } finally {
      connection.closeSync();
    }
    return path;
  }

  async open(path: string): Promise<OpenInsights> {
    const insights = await openInsights(path);
    this.#open.push(insights);
    return insights;
  }

  async publish(publication: TestPublication): Promise<OpenInsights> {
    return this.open(await this.write(publication));
  }
}

const columns = {
  ...{ account: INTEGER, level: VARCHAR, start_day: INTEGER, emails_to: BIGINT, emails_from: BIGINT, email_people: BIGINT, email_contacts: BIGINT },
  ...{ meetings_from: BIGINT, meetings_to: BIGINT, meeting_time: BIGINT, meeting_people: BIGINT, meeting_contacts: BIGINT },
  ...{ days_since_email: INTEGER, days_since_meeting: INTEGER, first_day: INTEGER, waits: BIGINT, waiting_time: BIGINT },
};

/** The tables that an aggregation leaves, from figures on: scores and the output table are the metrics' own. */
export async function aggregateFigures(connection: DuckDBConnection, accounts: TestPublication['accounts']): Promise<void> {
  await loadDimensions(connection, { window: reportWindow(Date.parse(testAsOf), 'UTC'), people: [], contacts: [] });
  const ids = Object.keys(accounts);
  await load(connection, 'account', { account: INTEGER, customer_id: VARCHAR }, ids.map((id, account) => [account, id]));
  const rows = Object.values(accounts).flatMap(({ figures = [] }, account) => figures.map((one) => rowOf(account, one)));
  await load(connection, 'figures', columns, rows);
  for (const step of [...scoreSteps, engagementStep]) await execute(connection, step);
}

function rowOf(account: number, figures: TestFigures): (string | number | bigint | null)[] {
  const { level = 'Year', startDate = wholeYear.from, emailsTo = 0, emailsFrom = 0, meetingsTo = 0, meetingsFrom = 0, meetingMinutes = 0, people = 0 } = figures;
  const startDay = Date.parse(startDate) / dayMilliseconds;
  return [
    ...[account, level, startDay, BigInt(emailsTo), BigInt(emailsFrom), BigInt(people), 0n],
    ...[BigInt(meetingsFrom), BigInt(meetingsTo), BigInt(meetingMinutes * 60_000), 0n, 0n],
    ...[figures.daysSinceEmail ?? null, figures.daysSinceMeeting ?? null, startDay, 0n, 0n],
  ];
}
