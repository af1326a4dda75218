import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { z } from 'zod';

const count = z.bigint().transform(Number);
const countsRow = z.tuple([count, count, count]);

/**
 * How much a store of interactions holds, without opening it for a run: mailboxes, copies of mails and of meetings. A folder without a
 * store holds nothing. Throws where the file cannot be opened.
 */
export async function countKept(folder: string): Promise<{ readonly mailboxes: number; readonly emailCopies: number; readonly meetingCopies: number }> {
  const path = join(folder, 'interactions.duckdb');
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return { mailboxes: 0, emailCopies: 0, meetingCopies: 0 };
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY', threads: '1' });
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(`
      SELECT (SELECT count(DISTINCT mailbox) FROM slice), (SELECT count(*) FROM email_copy), (SELECT count(*) FROM meeting_copy)`);
    const [mailboxes, emailCopies, meetingCopies] = countsRow.parse(reader.getRows()[0]);
    return { mailboxes, emailCopies, meetingCopies };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
