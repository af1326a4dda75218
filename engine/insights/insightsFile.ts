import type { AggregationLevel } from '../model/outputColumns.ts';

/**
 * The file that insights are read from, a DuckDB database that is written once:
 * - `meta`, one row: what the file is, and the coverage of its figures;
 * - `result_year`, `result_month`, `result_week`: the output table by level, with the account's name; in the order of customer id and date,
 *   so that `rowid` stands for it;
 * - `customer`, one row an account: all that its card shows. In ranking order, accounts without engagement last.
 */
export const insightsFormat = 1;

export const resultTables: Readonly<Record<AggregationLevel, string>> = { Year: 'result_year', Month: 'result_month', Week: 'result_week' };

export const metaTable = `CREATE TABLE insights.meta (
  format INTEGER NOT NULL, coverage_from DATE NOT NULL, coverage_is_complete BOOLEAN NOT NULL, customers INTEGER NOT NULL,
  customers_ranked INTEGER NOT NULL)`;
