import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { writeInsights } from '../../engine/insights/writeInsights.ts';
import { loadDimensions } from '../../engine/metrics/dimensions.ts';
import { engagementStep, engagementTable } from '../../engine/metrics/outputTable.ts';
import { execute } from '../../engine/metrics/query.ts';
import { scoreSteps } from '../../engine/metrics/score.ts';
import { reportWindow } from '../../engine/model/window.ts';
import { startStopwatch, type Cost } from './stopwatch.ts';

/** What a run may have by default. */
const memoryMegabytes = 1024;

const coverage = { from: '2025-11-23', days: 365, isComplete: true };

/**
 * Writes the insights of accounts that all have every row that there can be (a year, its months and its weeks), compared with those of a
 * publication before. Tells what the second writing took; figures are made by SQL, and scored by the metrics' own steps.
 */
export async function writeManyInsights({ scratchFolder, accounts, path }: { readonly scratchFolder: string; readonly accounts: number; readonly path: string }): Promise<Cost> {
  const instance = await DuckDBInstance.create(join(scratchFolder, 'figures.duckdb'), {
    memory_limit: `${memoryMegabytes}MB`,
    temp_directory: join(scratchFolder, 'spill'),
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  try {
    const names = new Map(Array.from({ length: accounts }, (_, account) => [customerIdOf(account), nameOf(account)]));
    const previousPath = `${path}.before`;
    await aggregateFigures(connection, accounts, 1);
    await writeInsights({ connection, table: engagementTable, accounts: names, coverage, previousPath: undefined, path: previousPath });
    await aggregateFigures(connection, accounts, 2);
    const stopwatch = startStopwatch();
    await writeInsights({ connection, table: engagementTable, accounts: names, coverage, previousPath, path });
    return stopwatch();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function aggregateFigures(connection: DuckDBConnection, accounts: number, seed: number): Promise<void> {
  await loadDimensions(connection, { window: reportWindow(Date.parse('2026-11-23T12:00:00Z'), 'UTC'), people: [], contacts: [] });
  const figure = (name: string, below: number) => `CAST(hash(account, start_day, '${name}', ${seed}) % ${below} AS BIGINT) AS ${name}`;
  const steps = [
    `CREATE OR REPLACE TEMP TABLE account AS SELECT CAST(n AS INTEGER) AS account, ${customerIdSql('n')} AS customer_id FROM range(${accounts}) AS numbers(n)`,
    `CREATE OR REPLACE TEMP TABLE figures AS
      WITH period AS (SELECT DISTINCT level, start_day FROM calendar)
      SELECT account, level, start_day, ${figure('emails_to', 90)}, ${figure('emails_from', 60)}, ${figure('email_people', 9)}, ${figure('email_contacts', 7)},
        ${figure('meetings_from', 4)}, ${figure('meetings_to', 9)}, CAST(hash(account, start_day) % 900 * 60000 AS BIGINT) AS meeting_time,
        ${figure('meeting_people', 5)}, ${figure('meeting_contacts', 5)}, CAST(hash(account, start_day, 'e') % 120 AS INTEGER) AS days_since_email,
        CAST(hash(account, start_day, 'm') % 200 AS INTEGER) AS days_since_meeting, start_day AS first_day, ${figure('waits', 3)}, ${figure('waiting_time', 900_000)}
      FROM account CROSS JOIN period`,
  ];
  for (const sql of [...steps, ...scoreSteps.map((step) => step.sql), engagementStep.sql]) await execute(connection, { name: '', sql });
}

/** Ids as Dataverse gives them, in no order. */
export function customerIdOf(account: number): string {
  return `${String((account * 7919) % 100_000_007).padStart(8, '0')}-5e5b-4c07-9f3d-5d1f0a2b7c11`;
}

function customerIdSql(account: string): string {
  return `lpad(CAST((${account} * 7919) % 100000007 AS VARCHAR), 8, '0') || '-5e5b-4c07-9f3d-5d1f0a2b7c11'`;
}

const syllables = ['ba', 'cen', 'dor', 'fa', 'gri', 'hel', 'in', 'ko', 'lu', 'mar', 'nor', 'o', 'pra', 'qui', 'ro', 'san', 'ter', 'ul', 'vi', 'wes', 'za', 'łó', 'né', 'sch'];
const trades = ['Trading', 'Logistics', 'Foods', 'Systems', 'Energy', 'Consulting', 'Medical', 'Bau', 'Transport', 'Textil', 'Software', 'Robotics'];
const legalForms = ['Ltd', 'GmbH', 'Sp. z o.o.', 'Inc.', 'S.A.', 'AG', 'B.V.', 'LLC'];

/** Tens of thousands of different words, as company names have them, with a trade and a legal form. */
export function nameOf(account: number): string {
  const pick = <Item>(items: readonly Item[], by: number) => items[Math.floor(account / by) % items.length];
  const count = syllables.length;
  const word = [1, count, count ** 2, 7].map((by, place) => (place === 3 && account % 3 > 0 ? '' : pick(syllables, by))).join('');
  return `${word.charAt(0).toUpperCase()}${word.slice(1)} ${pick(trades, 5) ?? ''} ${pick(legalForms, 3) ?? ''}`;
}
