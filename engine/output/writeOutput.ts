import type { DuckDBConnection } from '@duckdb/node-api';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aggregationLevels, outputColumns } from '../model/outputColumns.ts';
import type { Overview } from '../model/overview.ts';
import { overviewSchema } from '../model/overview.ts';
import type { ListedPerson } from '../model/people.ts';
import { copyToCsv, copyToParquet, rawColumn } from './copy.ts';
import { withOfficeUsers } from './officeUser.ts';
import { replaceResults, resultNames } from './outputFolder.ts';

/** Paths of the results. */
export interface OutputFiles {
  readonly csv: string;
  readonly parquet: string;
  readonly officeUser: string;
  readonly overview: string;
}

/** CustomerId and date by their bytes, levels from the year down. */
const tableOrder = [
  rawColumn('CustomerId'),
  `CASE ${rawColumn('AggregationLevel')} ${aggregationLevels.map((level, place) => `WHEN '${level}' THEN ${place}`).join(' ')} END`,
  rawColumn('AggregationStartDate'),
].join(', ');

/**
 * Writes the results of a run into `folder` (created where there is none), all of them or none: the output table, which `table` of the
 * connection holds with the columns of metrics.md, as CSV and Parquet; who was read, as `Office_User.csv`; and the overview.
 * Fails with `outputNotWritable`; the results that were there before are then untouched.
 */
export async function writeOutput(options: {
  readonly connection: DuckDBConnection;
  readonly table: string;
  readonly folder: string;
  readonly people: readonly ListedPerson[];
  readonly overview: Overview;
}): Promise<OutputFiles> {
  const { connection, folder, people } = options;
  const [csv, parquet, officeUser, overview] = resultNames;
  const rows = { table: options.table, columns: outputColumns, orderBy: tableOrder };
  await replaceResults(folder, async (path) => {
    await copyToCsv(connection, rows, path(csv));
    await copyToParquet(connection, rows, path(parquet));
    await withOfficeUsers(connection, people, (users) => copyToCsv(connection, users, path(officeUser)));
    await writeFile(path(overview), `${JSON.stringify(overviewSchema.parse(options.overview), null, 2)}\n`);
  });
  return outputFiles(folder);
}

/** Where the results stand in a folder that holds them. */
export function outputFiles(folder: string): OutputFiles {
  const [csv, parquet, officeUser, overview] = resultNames;
  return { csv: join(folder, csv), parquet: join(folder, parquet), officeUser: join(folder, officeUser), overview: join(folder, overview) };
}
