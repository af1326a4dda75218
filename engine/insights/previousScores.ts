import { quotedString, type DuckDBConnection } from '@duckdb/node-api';
import type { Coverage } from '../model/runRecord.ts';
import { insightsFormat } from './insightsFile.ts';
import { scoreParts } from './scoreParts.ts';

/**
 * Leaves the temporary table `insight_previous`: score, rank and points of the accounts in the publication before, to compare with. It is
 * empty where there is none that can be read, or where it covers other time: with every month that a first run reads, all scores move,
 * and no account has moved them.
 */
export async function loadPreviousScores(connection: DuckDBConnection, path: string | undefined, coverage: Coverage): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE insight_previous (customer_id VARCHAR, score INTEGER, rank INTEGER, ${scoreParts.map(({ column }) => `${column} DOUBLE`).join(', ')})`);
  if (path === undefined || !(await isAttached(connection, path))) return;
  try {
    if (await isComparable(connection, coverage)) {
      await connection.run(`INSERT INTO insight_previous SELECT customer_id, score, rank, ${scoreParts.map(({ name }) => pointsOf(name)).join(', ')}
        FROM insights_before.customer WHERE score IS NOT NULL`);
    }
  } finally {
    await connection.run('DETACH insights_before');
  }
}

/** A file that is gone or broken takes nothing with it but the comparison, which the next publication has again. */
async function isAttached(connection: DuckDBConnection, path: string): Promise<boolean> {
  return connection.run(`ATTACH ${quotedString(path)} AS insights_before (READ_ONLY)`).then(
    () => true,
    () => false,
  );
}

async function isComparable(connection: DuckDBConnection, { from, isComplete }: Coverage): Promise<boolean> {
  const tables = await connection.runAndReadAll(`SELECT table_name FROM duckdb_tables() WHERE database_name = 'insights_before' AND table_name = 'meta'`);
  if (tables.currentRowCount === 0) return false;
  const same = await connection.runAndReadAll(
    'SELECT 1 FROM insights_before.meta WHERE format = $format AND (coverage_is_complete AND $isComplete OR coverage_from = CAST($from AS DATE))',
    { format: insightsFormat, isComplete, from },
  );
  return same.currentRowCount > 0;
}

function pointsOf(name: string): string {
  return `list_filter(parts, lambda part: part.name = ${quotedString(name)})[1].points`;
}
