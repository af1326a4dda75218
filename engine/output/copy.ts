import type { DuckDBConnection } from '@duckdb/node-api';
import { quotedIdentifier, quotedString } from '@duckdb/node-api';
import type { OutputColumn } from '../model/outputColumns.ts';

/** Rows to be written: a table of DuckDB, its columns, and the order of the rows as a list of SQL expressions. */
export interface Rows {
  readonly table: string;
  readonly columns: readonly OutputColumn[];
  readonly orderBy: string;
}

/**
 * Writes the rows as CSV: UTF-8, comma, LF, a header; nothing for null, days as YYYY-MM-DD, numbers with two decimals; quoted as RFC 4180
 * has it. No text begins as a formula.
 */
export async function copyToCsv(connection: DuckDBConnection, rows: Rows, path: string): Promise<void> {
  await connection.run(`COPY (${select(rows, csvExpression)}) TO ${quotedString(path)}
    (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '', USE_TMP_FILE false)`);
}

/** Writes the rows as Parquet, with the values as they are: text as UTF-8, whole numbers as INT32, days as DATE, numbers as DOUBLE. */
export async function copyToParquet(connection: DuckDBConnection, rows: Rows, path: string): Promise<void> {
  // Snappy, not zstd: every reader of Parquet has it.
  await connection.run(`COPY (${select(rows, parquetExpression)}) TO ${quotedString(path)} (FORMAT parquet, COMPRESSION snappy, USE_TMP_FILE false)`);
}

function select(rows: Rows, expression: (column: OutputColumn) => string): string {
  const columns = rows.columns.map((column) => `${expression(column)} AS ${quotedIdentifier(column.name)}`);
  return `SELECT ${columns.join(', ')} FROM ${quotedIdentifier(rows.table)} AS raw ORDER BY ${rows.orderBy}`;
}

/** A column of the table itself: in ORDER BY a bare name means the written value. */
export function rawColumn(name: string): string {
  return `raw.${quotedIdentifier(name)}`;
}

function parquetExpression({ name, kind }: OutputColumn): string {
  const type = { text: 'VARCHAR', integer: 'INTEGER', date: 'DATE', number: 'DOUBLE' }[kind];
  return `CAST(${rawColumn(name)} AS ${type})`;
}

function csvExpression(column: OutputColumn): string {
  if (column.kind === 'text') return formulaSafe(rawColumn(column.name));
  // A DOUBLE would be written as 1e+16 from there on.
  if (column.kind === 'number') return `CAST(${rawColumn(column.name)} AS DECIMAL(18, 2))`;
  return parquetExpression(column);
}

/**
 * A text that no spreadsheet takes for a formula: an apostrophe before the characters that begin one.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function formulaSafe(text: string): string {
  return `CASE WHEN substr(${text}, 1, 1) IN ('=', '+', '-', '@', chr(9), chr(13)) THEN '''' || ${text} ELSE ${text} END`;
}
