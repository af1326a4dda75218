import { rm } from 'node:fs/promises';
import { quotedIdentifier, quotedString, VARCHAR, type DuckDBConnection } from '@duckdb/node-api';
import { dateOf } from '../metrics/dialect.ts';
import { load } from '../metrics/dimensions.ts';
import { aggregationLevels, outputColumns, type AggregationLevel, type OutputColumn } from '../model/outputColumns.ts';
import type { Coverage } from '../model/runRecord.ts';
import { insightsFormat, metaTable, resultTables } from './insightsFile.ts';
import { nameWords } from './nameWords.ts';
import { loadPreviousScores } from './previousScores.ts';
import { scoreParts } from './scoreParts.ts';

/** Customers written by one statement: DuckDB gathers their weeks in memory, some 10 KB for each. */
const customersPerStatement = 10_000;

export interface InsightsToWrite {
  /** With the temporary tables that `aggregate` has left. */
  readonly connection: DuckDBConnection;
  /** The output table. */
  readonly table: string;
  /** Names by account id: all accounts, also those without engagement. An account that has engagement and no name is called by its id. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly coverage: Coverage;
  /** The file of the publication before, with which scores are compared if it can be read and covers the same time. */
  readonly previousPath: string | undefined;
  /** Where the file is to be; one that lies there is replaced. */
  readonly path: string;
}

/**
 * Writes the results as a file that `openInsights` reads; it never changes after. It is whole when this resolves; when it rejects, there is
 * none. Nothing about one person is in it.
 */
export async function writeInsights(options: InsightsToWrite): Promise<void> {
  const { connection, path } = options;
  await removeDatabase(path);
  await loadPreviousScores(connection, options.previousPath, options.coverage);
  await loadNames(options);
  await connection.run(`ATTACH ${quotedString(path)} AS insights`);
  let isWhole = false;
  try {
    for (const statement of stepsBeforeCustomers(options.table)) await connection.run(statement);
    const ranked = await count(connection, 'insight_standing WHERE rank IS NOT NULL');
    const customers = await count(connection, 'insight_standing');
    for (let place = 0; place < customers; place += customersPerStatement) await connection.run(customersBetween(place, place + customersPerStatement));
    await writeMeta(options, customers, ranked);
    await connection.run('CHECKPOINT insights');
    isWhole = true;
  } finally {
    await connection.run('DETACH insights');
    for (const table of ['insight_previous', 'insight_name', 'insight_standing', 'insight_part']) await connection.run(`DROP TABLE IF EXISTS temp.${table}`);
    if (!isWhole) await removeDatabase(path);
  }
}

async function writeMeta({ connection, coverage }: InsightsToWrite, customers: number, customersRanked: number): Promise<void> {
  await connection.run(metaTable);
  await connection.run(
    'INSERT INTO insights.meta VALUES ($format, CAST($from AS DATE), $isComplete, $customers, $customersRanked)',
    { format: insightsFormat, from: coverage.from, isComplete: coverage.isComplete, customers, customersRanked },
  );
}

async function removeDatabase(path: string): Promise<void> {
  for (const file of [path, `${path}.wal`]) await rm(file, { force: true });
}

/** `insight_name`: names, and by which they are sorted. */
async function loadNames({ connection, table, accounts }: InsightsToWrite): Promise<void> {
  const reader = await connection.runAndReadAll(`SELECT DISTINCT CustomerId FROM ${quotedIdentifier(table)}`);
  const named = new Map([...reader.getRows().map(([id]) => [String(id), ''] as const), ...accounts]);
  const rows = [...named].map(([id, name]) => [id, name.trim() === '' ? id : name]).map(([id = '', name = '']) => [id, name, nameWords(name).join(' ')]);
  await load(connection, 'insight_name', { customer_id: VARCHAR, name: VARCHAR, words: VARCHAR }, rows);
}

async function count(connection: DuckDBConnection, from: string): Promise<number> {
  const reader = await connection.runAndReadAll(`SELECT count(*) FROM ${from}`);
  return Number(reader.getRows()[0]?.[0]);
}

/** Standing, parts and results; and the table that customers go into. */
function stepsBeforeCustomers(table: string): readonly string[] {
  const engagement = quotedIdentifier(table);
  return [
    `CREATE OR REPLACE TEMP TABLE insight_standing AS
      WITH named AS (SELECT customer_id, name, row_number() OVER (ORDER BY words, name, customer_id) AS name_place FROM insight_name)
      SELECT customer_id, name, CAST(name_place AS INTEGER) AS name_place, EngagementScore AS score,
        CASE WHEN EngagementScore IS NOT NULL THEN CAST(rank() OVER (ORDER BY EngagementScore DESC NULLS LAST) AS INTEGER) END AS rank,
        CAST(row_number() OVER (ORDER BY EngagementScore DESC NULLS LAST, name_place) AS INTEGER) AS place
      FROM named LEFT JOIN (SELECT * FROM ${engagement} WHERE AggregationLevel = 'Year') ON CustomerId = customer_id`,
    `CREATE OR REPLACE TEMP TABLE insight_part AS
      SELECT customer_id, ${scoreParts.map(({ column, value, typical, points }) => `${value} AS ${column}_value, ${typical} AS ${column}_typical, ${points} AS ${column}_points`).join(', ')}
      FROM component JOIN typical USING (level, start_day) JOIN account USING (account) WHERE level = 'Year'`,
    ...aggregationLevels.map((level) => resultsOf(engagement, level)),
    `CREATE TABLE insights.customer (
      customer_id VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, place INTEGER NOT NULL, rank INTEGER, score INTEGER, score_change INTEGER, rank_change INTEGER,
      parts STRUCT("name" VARCHAR, "value" DOUBLE, "typical" DOUBLE, "points" DOUBLE, "weight" DOUBLE, "pointsChange" DOUBLE)[],
      year STRUCT(${[...outputColumns.map((column) => `${quotedIdentifier(column.name)} ${typeOf(column)}`), '"Name" VARCHAR'].join(', ')}),
      months ${periodsType}, weeks ${periodsType})`,
  ];
}

function resultsOf(engagement: string, level: AggregationLevel): string {
  const columns = outputColumns.map((column) => `CAST(${quotedIdentifier(column.name)} AS ${typeOf(column)}) AS ${quotedIdentifier(column.name)}`);
  return `CREATE TABLE insights.${resultTables[level]} AS
    SELECT ${columns.join(', ')}, name AS "Name", name_place
    FROM ${engagement} JOIN insight_standing ON CustomerId = customer_id WHERE AggregationLevel = '${level}'
    ORDER BY 2, 4`;
}

function typeOf({ kind }: OutputColumn): string {
  return { text: 'VARCHAR', integer: 'INTEGER', date: 'DATE', number: 'DOUBLE' }[kind];
}

const periodsType = 'STRUCT("startDate" DATE, "score" INTEGER, "emailsTo" INTEGER, "emailsFrom" INTEGER, "meetingsTo" INTEGER, "meetingsFrom" INTEGER)[]';

function customersBetween(after: number, upTo: number): string {
  const parts = scoreParts.map(
    ({ name, column, weight }) => `{"name": ${quotedString(name)}, "value": ${column}_value, "typical": ${column}_typical, "points": ${column}_points,
      "weight": CAST(${weight} AS DOUBLE), "pointsChange": ${column}_points - insight_previous.${column}}`,
  );
  const year = [...outputColumns.map(({ name }) => name), 'Name'].map((name) => `${quotedIdentifier(name)}: year.${quotedIdentifier(name)}`);
  const isRanked = 'batch.rank IS NOT NULL';
  return `INSERT INTO insights.customer
    WITH batch AS (SELECT * FROM insight_standing WHERE place > ${after} AND place <= ${upTo}),
    month AS (${periodsOf('Month')}),
    week AS (${periodsOf('Week')})
    SELECT customer_id, batch.name, place, batch.rank, batch.score, batch.score - insight_previous.score, batch.rank - insight_previous.rank,
      CASE WHEN ${isRanked} THEN [${parts.join(', ')}] ELSE [] END,
      CASE WHEN ${isRanked} THEN {${year.join(', ')}} END,
      coalesce(month.periods, []), coalesce(week.periods, [])
    FROM batch LEFT JOIN insight_part USING (customer_id) LEFT JOIN insight_previous USING (customer_id)
      LEFT JOIN insights.${resultTables.Year} AS year ON year.CustomerId = customer_id
      LEFT JOIN month USING (customer_id) LEFT JOIN week USING (customer_id)
    ORDER BY place`;
}

/**
 * The window's months or weeks of the ranked customers of the batch, zeros where there is no row. The list is sorted when it is whole: to
 * sort while it is gathered costs DuckDB a hundred times the memory.
 */
function periodsOf(level: AggregationLevel): string {
  const figures = {
    score: 'EngagementScore',
    emailsTo: 'NoOfEmails_ToAccount',
    emailsFrom: 'NoOfEmails_FromAccount',
    meetingsTo: 'NoOfMeetings_ToAccount',
    meetingsFrom: 'NoOfMeetings_FromAccount',
  };
  const members = Object.entries(figures).map(([name, column]) => `"${name}": coalesce(${column}, 0)`);
  return `
    WITH period AS (SELECT DISTINCT ${dateOf('start_day')} AS start_date FROM calendar WHERE level = '${level}'),
    result AS (SELECT * FROM insights.${resultTables[level]} SEMI JOIN batch ON CustomerId = customer_id)
    SELECT customer_id, list_sort(list({"startDate": start_date, ${members.join(', ')}})) AS periods
    FROM (SELECT customer_id FROM batch WHERE rank IS NOT NULL) CROSS JOIN period
      LEFT JOIN result ON CustomerId = customer_id AND AggregationStartDate = start_date
    GROUP BY customer_id`;
}
