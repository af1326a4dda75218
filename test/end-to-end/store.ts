import { join } from 'node:path';
import { DuckDBInstance, type Json } from '@duckdb/node-api';

type Rows = readonly Readonly<Record<string, Json>>[];

export interface Kept {
  readonly emails: Rows;
  readonly meetings: Rows;
  readonly ledger: Rows;
}

/** What a run has kept of mail and meetings in its data folder, in an order that is the same for the same rows. */
export async function keptIn(dataFolder: string): Promise<Kept> {
  const instance = await DuckDBInstance.create(join(dataFolder, 'interactions.duckdb'), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const rows = async (sql: string): Promise<Rows> => (await connection.runAndReadAll(`SELECT * FROM (${sql}) ORDER BY ALL`)).getRowObjectsJson();
  try {
    return {
      emails: await rows('FROM email_copy'),
      meetings: await rows('FROM meeting_copy'),
      // Other pages count the same items in other portions.
      ledger: await rows('SELECT mailbox, kind, local_day, outcome, sum(item_count) AS items FROM ledger GROUP BY ALL'),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
