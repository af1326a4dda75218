import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { expect } from 'vitest';
import { overviewSchema, type Overview } from '../../engine/model/overview.ts';
import { expectedOf } from '../oracle/expected.ts';
import { differences, readOutputCsv } from '../oracle/outputTable.ts';
import type { ExpectedRow } from '../oracle/row.ts';

/** What a report is asked for: everything but the tenant. */
export interface Report {
  /** Addresses of users and groups. */
  readonly members: readonly string[];
  /** Milliseconds since the Unix epoch. */
  readonly asOf: number;
  readonly timeZone: string;
}

/** What a run has left in its output folder. */
export interface Results {
  readonly rows: readonly ExpectedRow[];
  readonly overview: Overview;
  /** `AccountEngagement.csv` as it stands. */
  readonly csv: string;
}

export async function readResults(outputFolder: string): Promise<Results> {
  const csvPath = join(outputFolder, 'AccountEngagement.csv');
  return {
    rows: await readOutputCsv(csvPath),
    overview: overviewSchema.parse(JSON.parse(await readFile(join(outputFolder, 'overview.json'), 'utf8'))),
    csv: await readFile(csvPath, 'utf8'),
  };
}

/** The rows of `AccountEngagement.parquet`, in the form in which those of the CSV file are read. */
export async function readParquet(outputFolder: string): Promise<unknown[]> {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(outputFolder, 'AccountEngagement.parquet')) });
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)])));
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'bigint' ? Number(value) : (value ?? null);
}

/** Fails, telling where, unless the results are to the last figure what metrics.md, read naively, makes of the tenant folder. */
export async function expectAsTheOracle(results: Pick<Results, 'rows' | 'overview'>, tenantFolder: string, report: Report & { readonly laterFirstDay?: string }): Promise<void> {
  const expected = await expectedOf(tenantFolder, report);
  expect(differences(results.rows, expected.rows)).toEqual([]);
  expect(results.overview).toEqual(expected.overview);
}
