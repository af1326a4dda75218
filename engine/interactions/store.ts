import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BIGINT, DuckDBInstance, INTEGER, VARCHAR, type DuckDBAppender, type DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { EngagementFailure } from '../model/failure.ts';
import { dayMilliseconds } from '../model/window.ts';
import { emailCopyColumns, ledgerColumns, meetingCopyColumns, Rows, sliceColumns, type EmailCopy, type LedgerRow, type MeetingCopy, type SliceRow } from './rows.ts';
import { readingKinds, type ReadingKind, type Slice } from './slices.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS email_copy (
    mailbox BIGINT NOT NULL, mail BIGINT NOT NULL, thread BIGINT NOT NULL, sent_at BIGINT NOT NULL, received_at BIGINT NOT NULL,
    sender BIGINT NOT NULL, is_own BOOLEAN NOT NULL, contacts BIGINT[] NOT NULL, own BIGINT[] NOT NULL, content BIGINT NOT NULL);
  CREATE TABLE IF NOT EXISTS meeting_copy (
    mailbox BIGINT NOT NULL, meeting BIGINT NOT NULL, start_at BIGINT NOT NULL, end_at BIGINT NOT NULL, is_cancelled BOOLEAN NOT NULL,
    is_organisers_copy BOOLEAN NOT NULL, organiser BIGINT, is_own BOOLEAN NOT NULL, contacts BIGINT[] NOT NULL, declined BIGINT[] NOT NULL);
  CREATE TABLE IF NOT EXISTS ledger (
    mailbox BIGINT NOT NULL, kind VARCHAR NOT NULL, range_day INTEGER NOT NULL, local_day INTEGER NOT NULL, outcome VARCHAR NOT NULL,
    item_count INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS slice (
    mailbox BIGINT NOT NULL, kind VARCHAR NOT NULL, from_at BIGINT NOT NULL, to_at BIGINT NOT NULL, read_as_of BIGINT NOT NULL,
    next VARCHAR, is_done BOOLEAN NOT NULL, items_expected INTEGER, items_read INTEGER, sequence BIGINT NOT NULL);
  CREATE TABLE IF NOT EXISTS basis (fingerprint VARCHAR NOT NULL, as_of BIGINT NOT NULL, is_finished BOOLEAN NOT NULL);
`;

const tables = ['email_copy', 'meeting_copy', 'ledger', 'slice'] as const;

/** Pages wait until this many rows have gathered, so that one commit (an fsync) serves several of them… */
const commitRows = 20_000;

/** …but no more than this many pages: a crash costs at most these and those that another commit is writing. */
const commitPages = 24;

/** With this many pages waiting, behind a commit or behind longer work on the store, who brings one more waits too: pages take memory. */
const pendingPagesMax = 4 * commitPages;

const defaultMemoryMegabytes = 1024;

export interface StoreOptions {
  /** The folder of the store's files; made where it does not exist. */
  readonly folder: string;
  /** What DuckDB may use; beyond it, DuckDB spills to files in the folder. */
  readonly memoryMegabytes?: number | undefined;
  readonly threads?: number | undefined;
}

/** A page of one slice, matched: what is kept of it, what was left out, and how far the slice is read with it. */
export interface PageWrite {
  readonly mailbox: bigint;
  readonly kind: ReadingKind;
  readonly slice: Slice;
  /** What was read of the slice's range before goes: set on the first page of a slice that may have been read already. */
  readonly replaces: boolean;
  readonly emails: readonly EmailCopy[];
  readonly meetings: readonly MeetingCopy[];
  readonly ledger: readonly LedgerRow[];
}

/** The slices of one mailbox and kind. */
export interface MailboxSlices {
  readonly mailbox: bigint;
  readonly kind: ReadingKind;
  readonly slices: readonly Slice[];
}

/** What the interactions were read for. When its fingerprint changes, what was not kept is needed, and everything is read again. */
export interface ReadingBasis {
  readonly fingerprint: string;
  readonly asOf: number;
}

/** What a run starts from. */
export interface RunStart {
  readonly basis: ReadingBasis;
  /** Every listed mailbox: what is kept of others is deleted. */
  readonly mailboxes: readonly bigint[];
  /** Milliseconds since the Unix epoch, and the local day of it: what lies before is deleted. */
  readonly windowStartAt: number;
  readonly windowStartDay: number;
  /** Milliseconds since the Unix epoch: up to where each kind is read. What lies after, from a run of a later `asOf`, is deleted. */
  readonly readTo: Readonly<Record<ReadingKind, number>>;
  /** Replaces the slices on record. */
  readonly slices: readonly MailboxSlices[];
}

const count = z.bigint().transform(Number);
const optional = <Value>(schema: z.ZodType<Value>) => schema.nullable().transform((value) => value ?? undefined);
const sliceRows = z.array(
  z.tuple([z.bigint(), z.enum(readingKinds), count, count, count, optional(z.string()), z.boolean(), optional(z.number()), optional(z.number())]),
);
const basisRows = z.array(z.tuple([z.string(), count, z.boolean()]));

/**
 * What is kept of mail and meetings, with the checkpoints of its reading, in one DuckDB file. Holds pseudonyms and times only.
 * One process at a time, one writer within it.
 */
export class InteractionStore {
  readonly connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;
  readonly #appenders: Readonly<Record<(typeof tables)[number], DuckDBAppender>>;
  readonly #emails = new Rows<EmailCopy>(emailCopyColumns);
  readonly #meetings = new Rows<MeetingCopy>(meetingCopyColumns);
  readonly #ledger = new Rows<LedgerRow>(ledgerColumns);
  readonly #slices = new Rows<SliceRow>(sliceColumns);
  #waiting: PageWrite[] = [];
  #rowsWaiting = 0;
  /** Taken and not durable yet. */
  #pagesPending = 0;
  #lastWork: Promise<void> = Promise.resolve();
  #sequence = 0n;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, appenders: Readonly<Record<(typeof tables)[number], DuckDBAppender>>) {
    this.#instance = instance;
    this.connection = connection;
    this.#appenders = appenders;
  }

  /** Throws `dataFolderInUse` where another process has the store open, or the folder cannot be used at all. */
  static async open({ folder, memoryMegabytes = defaultMemoryMegabytes, threads }: StoreOptions): Promise<InteractionStore> {
    try {
      await mkdir(folder, { recursive: true });
      const path = join(folder, 'interactions.duckdb');
      if (!(await exists(path))) await makeDatabase(path);
      const instance = await DuckDBInstance.create(path, {
        memory_limit: `${memoryMegabytes}MB`,
        temp_directory: join(folder, 'spill'),
        preserve_insertion_order: 'false',
        ...(threads !== undefined && { threads: String(threads) }),
      });
      const connection = await instance.connect();
      await connection.run(schema);
      return new InteractionStore(instance, connection, {
        email_copy: await connection.createAppender('email_copy'),
        meeting_copy: await connection.createAppender('meeting_copy'),
        ledger: await connection.createAppender('ledger'),
        slice: await connection.createAppender('slice'),
      });
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : '';
      throw new EngagementFailure('dataFolderInUse', `The data folder ${folder} cannot be opened; is another run using it? (${reason})`, { cause: error });
    }
  }

  close(): void {
    for (const table of tables) this.#appenders[table].closeSync();
    this.connection.closeSync();
    this.#instance.closeSync();
  }

  /** That of the last run, and whether it came to its end. */
  async basis(): Promise<(ReadingBasis & { readonly isFinished: boolean }) | undefined> {
    const reader = await this.connection.runAndReadAll('SELECT fingerprint, as_of, is_finished FROM basis');
    const [row] = basisRows.parse(reader.getRows());
    return row && { fingerprint: row[0], asOf: row[1], isFinished: row[2] };
  }

  /** Every slice on record as it last stood. */
  async slices(): Promise<MailboxSlices[]> {
    const reader = await this.connection.runAndReadAll(`
      SELECT mailbox, kind, from_at, to_at, read_as_of, next, is_done, items_expected, items_read FROM slice
      QUALIFY row_number() OVER (PARTITION BY mailbox, kind, from_at ORDER BY sequence DESC) = 1`);
    const byMailbox = new Map<string, { mailbox: bigint; kind: ReadingKind; slices: Slice[] }>();
    for (const [mailbox, kind, from, to, readAsOf, next, isDone, itemsExpected, itemsRead] of sliceRows.parse(reader.getRows())) {
      const key = `${mailbox} ${kind}`;
      const entry = byMailbox.get(key) ?? { mailbox, kind, slices: [] };
      entry.slices.push({ from, to, readAsOf, next, isDone, itemsExpected, itemsRead });
      byMailbox.set(key, entry);
    }
    return [...byMailbox.values()];
  }

  /** Readies the store for a run, all or nothing: what may no longer be kept goes, and the slices that still hold are put on record. */
  async begin(start: RunStart): Promise<void> {
    await this.#transaction(async () => {
      await this.#deleteUnlisted(start.mailboxes);
      await this.#deleteOutside(start);
      await this.connection.run('DELETE FROM slice');
      await this.connection.run('DELETE FROM basis');
      await this.connection.run('INSERT INTO basis VALUES ($1, $2, false)', [start.basis.fingerprint, BigInt(start.basis.asOf)], [VARCHAR, BIGINT]);
      for (const { mailbox, kind, slices } of start.slices) for (const slice of slices) this.#pushSlice(mailbox, kind, slice);
      this.#slices.appendTo(this.#appenders.slice);
    });
  }

  /**
   * Takes a page with its checkpoint; they become durable together, with the next commit. Pages of one slice must come in order.
   * Resolves when the store can take more.
   */
  async write(page: PageWrite): Promise<void> {
    this.#waiting.push(page);
    this.#pagesPending += 1;
    this.#rowsWaiting += page.emails.length + page.meetings.length + page.ledger.length;
    if (this.#waiting.length >= commitPages || this.#rowsWaiting >= commitRows) await this.flush();
    else if (this.#pagesPending >= pendingPagesMax) await this.#lastWork;
  }

  /** Resolves when every page taken so far is durable. */
  async flush(): Promise<void> {
    await this.exclusively(() => Promise.resolve());
  }

  /**
   * Has the connection to itself for longer work: after every page taken so far is durable, and before any that is taken later becomes so.
   * Pages are taken meanwhile, so many as memory allows. After a failure, of the work or of a commit, nothing more becomes durable: a
   * checkpoint must not stand without the pages before it.
   */
  async exclusively(work: () => Promise<void>): Promise<void> {
    const pages = this.#waiting;
    this.#waiting = [];
    this.#rowsWaiting = 0;
    this.#lastWork = this.#lastWork.then(async () => {
      if (pages.length > 0) await this.#commit(pages);
      this.#pagesPending -= pages.length;
      await work();
    });
    await this.#lastWork;
  }

  /** Deletes all that is kept of these mailboxes. */
  async forget(mailboxes: readonly bigint[]): Promise<void> {
    await this.#transaction(async () => {
      for (const table of tables) {
        for (const mailbox of mailboxes) await this.connection.run(`DELETE FROM ${table} WHERE mailbox = $1`, [mailbox], [BIGINT]);
      }
    });
  }

  /** The run has come to its end: one of the same `asOf` after it is a new one, which does not go on from there. */
  async finish(): Promise<void> {
    await this.connection.run('UPDATE basis SET is_finished = true');
  }

  async #commit(pages: readonly PageWrite[]): Promise<void> {
    await this.#transaction(async () => {
      for (const page of pages) if (page.replaces) await this.#deleteRange(page);
      for (const page of pages) {
        for (const row of page.emails) this.#emails.push(row);
        for (const row of page.meetings) this.#meetings.push(row);
        for (const row of page.ledger) this.#ledger.push(row);
        this.#pushSlice(page.mailbox, page.kind, page.slice);
      }
      this.#emails.appendTo(this.#appenders.email_copy);
      this.#meetings.appendTo(this.#appenders.meeting_copy);
      this.#ledger.appendTo(this.#appenders.ledger);
      this.#slices.appendTo(this.#appenders.slice);
    });
  }

  #pushSlice(mailbox: bigint, kind: ReadingKind, slice: Slice): void {
    this.#sequence += 1n;
    this.#slices.push({
      mailbox,
      kind,
      fromAt: BigInt(slice.from),
      toAt: BigInt(slice.to),
      readAsOf: BigInt(slice.readAsOf),
      next: slice.next ?? null,
      isDone: slice.isDone,
      itemsExpected: slice.itemsExpected ?? null,
      itemsRead: slice.itemsRead ?? null,
      sequence: this.#sequence,
    });
  }

  async #deleteRange({ mailbox, kind, slice }: PageWrite): Promise<void> {
    const range = [mailbox, BigInt(slice.from), BigInt(slice.to)];
    const [table, column] = kind === 'mail' ? ['email_copy', 'received_at'] : ['meeting_copy', 'start_at'];
    await this.connection.run(`DELETE FROM ${table} WHERE mailbox = $1 AND ${column} >= $2 AND ${column} < $3`, range, [BIGINT, BIGINT, BIGINT]);
    const days = [Math.floor(slice.from / dayMilliseconds), Math.floor((slice.to - 1) / dayMilliseconds)];
    await this.connection.run(
      'DELETE FROM ledger WHERE mailbox = $1 AND kind = $2 AND range_day BETWEEN $3 AND $4',
      [mailbox, kind, ...days],
      [BIGINT, VARCHAR, INTEGER, INTEGER],
    );
  }

  async #deleteOutside({ windowStartAt, windowStartDay, readTo }: RunStart): Promise<void> {
    const startAt = BigInt(windowStartAt);
    const types = [BIGINT, BIGINT];
    await this.connection.run('DELETE FROM email_copy WHERE sent_at < $1 OR received_at < $1 OR received_at >= $2', [startAt, BigInt(readTo.mail)], types);
    await this.connection.run('DELETE FROM meeting_copy WHERE start_at < $1 OR start_at >= $2', [startAt, BigInt(readTo.meetings)], types);
    await this.connection.run('DELETE FROM ledger WHERE local_day < $1', [windowStartDay], [INTEGER]);
    for (const kind of readingKinds) {
      const lastDay = Math.floor((readTo[kind] - 1) / dayMilliseconds);
      await this.connection.run('DELETE FROM ledger WHERE kind = $1 AND range_day > $2', [kind, lastDay], [VARCHAR, INTEGER]);
    }
  }

  async #deleteUnlisted(mailboxes: readonly bigint[]): Promise<void> {
    await this.connection.run('CREATE OR REPLACE TEMP TABLE listed (mailbox BIGINT)');
    for (const mailbox of mailboxes) await this.connection.run('INSERT INTO listed VALUES ($1)', [mailbox], [BIGINT]);
    for (const table of tables) await this.connection.run(`DELETE FROM ${table} WHERE mailbox NOT IN (SELECT mailbox FROM listed)`);
    await this.connection.run('DROP TABLE listed');
  }

  async #transaction(work: () => Promise<void>): Promise<void> {
    await this.connection.run('BEGIN');
    try {
      await work();
      await this.connection.run('COMMIT');
    } catch (error) {
      for (const rows of [this.#emails, this.#meetings, this.#ledger, this.#slices]) rows.clear();
      await this.connection.run('ROLLBACK');
      throw error;
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Whole or not at all: DuckDB writes a new file in several steps, and a file that a crash has left half made can never be opened again. */
async function makeDatabase(path: string): Promise<void> {
  const unfinished = `${path}.unfinished`;
  await rm(unfinished, { force: true });
  await rm(`${unfinished}.wal`, { force: true });
  const instance = await DuckDBInstance.create(unfinished);
  const connection = await instance.connect();
  await connection.run(schema);
  connection.closeSync();
  instance.closeSync();
  await rename(unfinished, path);
}
