import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';

const columns = z.array(z.tuple([z.string(), z.string()]).transform(([name, type]) => ({ name, type })));
const texts = z.array(z.tuple([z.string()]).transform(([text]) => text));

/** The columns of the store's tables, as `table.column`, with their types. */
export async function columnsOf(folder: string): Promise<z.infer<typeof columns>> {
  return withStore(folder, async (connection) => {
    const reader = await connection.runAndReadAll("SELECT table_name || '.' || column_name AS name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY name");
    return columns.parse(reader.getRows());
  });
}

/** The texts that the store's columns of text hold, each once. */
export async function textsOf(folder: string): Promise<Record<'next' | 'kind' | 'outcome' | 'fingerprint', string[]>> {
  return withStore(folder, async (connection) => {
    const distinct = async (column: string, table: string) =>
      texts.parse((await connection.runAndReadAll(`SELECT DISTINCT ${column} FROM ${table} WHERE ${column} IS NOT NULL ORDER BY 1`)).getRows());
    return {
      next: await distinct('next', 'slice'),
      kind: [...new Set([...(await distinct('kind', 'slice')), ...(await distinct('kind', 'ledger'))])],
      outcome: await distinct('outcome', 'ledger'),
      fingerprint: await distinct('fingerprint', 'basis'),
    };
  });
}

async function withStore<Result>(folder: string, read: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
  const instance = await DuckDBInstance.create(join(folder, 'interactions.duckdb'));
  const connection = await instance.connect();
  try {
    return await read(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
