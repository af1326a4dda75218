import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { z } from 'zod';
import type { Pseudonym } from './pseudonyms.ts';

const count = z.bigint().transform(Number);
const countsRow = z.tuple([count, count, count]);

export interface Kept {
  readonly mailboxes: number;
  readonly emailCopies: number;
  readonly meetingCopies: number;
}

/**
 * How much a store of interactions holds, without opening it for a run: mailboxes, copies of mails and of meetings. A folder without a
 * store holds nothing. Throws where the file cannot be opened.
 */
export function countKept(folder: string): Promise<Kept> {
  return countIn(folder, 'SELECT (SELECT count(DISTINCT mailbox) FROM slice), (SELECT count(*) FROM email_copy), (SELECT count(*) FROM meeting_copy)');
}

/** The same of one person: own mailboxes, and copies in anybody's mailbox that name one of the addresses or lie in the own one. */
export function countKeptOf(folder: string, person: { readonly mailboxes: readonly Pseudonym[]; readonly addresses: readonly Pseudonym[] }): Promise<Kept> {
  const [mailboxes, addresses] = [listOf(person.mailboxes), listOf(person.addresses)];
  const isOwn = `list_contains(${mailboxes}, mailbox)`;
  const names = (column: string) => `list_has_any(${column}, ${addresses})`;
  return countIn(
    folder,
    `SELECT
      (SELECT count(DISTINCT mailbox) FROM (SELECT mailbox FROM slice UNION SELECT mailbox FROM ledger) WHERE ${isOwn}),
      (SELECT count(*) FROM email_copy WHERE ${isOwn} OR list_contains(${addresses}, sender) OR ${names('contacts')} OR ${names('own')}),
      (SELECT count(*) FROM meeting_copy WHERE ${isOwn} OR list_contains(${addresses}, organiser) OR ${names('contacts')} OR ${names('declined')})`,
  );
}

/** Numbers, which need no quoting. */
function listOf(pseudonyms: readonly Pseudonym[]): string {
  return `[${pseudonyms.join(', ')}]::BIGINT[]`;
}

async function countIn(folder: string, sql: string): Promise<Kept> {
  const path = join(folder, 'interactions.duckdb');
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return { mailboxes: 0, emailCopies: 0, meetingCopies: 0 };
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY', threads: '1' });
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(sql);
    const [mailboxes, emailCopies, meetingCopies] = countsRow.parse(reader.getRows()[0]);
    return { mailboxes, emailCopies, meetingCopies };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
