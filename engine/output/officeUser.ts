import type { DuckDBConnection } from '@duckdb/node-api';
import { quotedIdentifier } from '@duckdb/node-api';
import type { OutputColumn } from '../model/outputColumns.ts';
import type { ListedPerson } from '../model/people.ts';
import type { Rows } from './copy.ts';
import { rawColumn } from './copy.ts';

const table = 'Office_User';

/** Chosen address as typed, directory id of the person, chosen address normalised (metrics.md, "The output table"). */
const columns = ['EmailAddress', 'UserId', 'ResolvedFrom'].map((name): OutputColumn => ({ name, kind: 'text', isNullable: false }));

/** Calls `use` with a table that holds one row for each pair of listed person and chosen address; the table is gone afterwards. */
export async function withOfficeUsers(connection: DuckDBConnection, people: readonly ListedPerson[], use: (rows: Rows) => Promise<void>): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${quotedIdentifier(table)} (${columns.map(({ name }) => `${quotedIdentifier(name)} VARCHAR`).join(', ')})`);
  try {
    const appender = await connection.createAppender(table, 'main', 'temp');
    for (const { userId, chosen } of people) {
      // The same address may have been typed twice, in upper and in lower case.
      for (const { typed, address } of new Map(chosen.map((one) => [one.address, one])).values()) {
        for (const value of [typed, userId, address]) appender.appendVarchar(value);
        appender.endRow();
      }
    }
    appender.closeSync();
    await use({ table, columns, orderBy: [rawColumn('ResolvedFrom'), rawColumn('UserId')].join(', ') });
  } finally {
    await connection.run(`DROP TABLE ${quotedIdentifier(table)}`);
  }
}
