import { BIGINT } from '@duckdb/node-api';
import { z } from 'zod';
import { Pseudonyms } from '../../engine/interactions/pseudonyms.ts';
import { InteractionStore } from '../../engine/interactions/store.ts';
import { interactionsFolder, secret } from './engineRun.ts';

const tables = ['email_copy', 'meeting_copy', 'ledger', 'slice'] as const;
const counts = z.tuple([z.tuple([z.bigint().transform(Number)])]);

/** How many rows each table of the store holds of one mailbox, after a run with the secret of `runEngine`. */
export async function keptRows(folder: string, userId: string): Promise<Record<(typeof tables)[number], number>> {
  const store = await InteractionStore.open({ folder: interactionsFolder(folder) });
  const mailbox = new Pseudonyms(secret).mailbox(userId);
  const kept = { email_copy: 0, meeting_copy: 0, ledger: 0, slice: 0 };
  try {
    for (const table of tables) {
      const reader = await store.connection.runAndReadAll(`SELECT count(*) FROM ${table} WHERE mailbox = $1`, [mailbox], [BIGINT]);
      kept[table] = counts.parse(reader.getRows())[0][0];
    }
  } finally {
    store.close();
  }
  return kept;
}
