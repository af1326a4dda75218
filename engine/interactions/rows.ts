import { BIGINT, BOOLEAN, DuckDBDataChunk, INTEGER, LIST, listValue, VARCHAR, type DuckDBAppender, type DuckDBListValue, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import type { Pseudonym } from './pseudonyms.ts';

/** DuckDB's vector size. */
const chunkRowsMax = 2048;

/** Rows that wait to be appended to a table, column by column, as DuckDB takes them fastest. */
export class Rows<Row extends Readonly<Record<string, DuckDBValue>>> {
  readonly #columns: readonly (readonly [keyof Row & string, DuckDBType])[];
  #values: DuckDBValue[][];
  #length = 0;

  /** `columns` in the order of the table's. */
  constructor(columns: Readonly<Record<keyof Row & string, DuckDBType>>) {
    this.#columns = Object.entries(columns);
    this.#values = this.#columns.map(() => []);
  }

  push(row: Row): void {
    this.#columns.forEach(([name], index) => this.#values[index]?.push(row[name] ?? null));
    this.#length += 1;
  }

  /** Hands all rows to the appender and forgets them. Durable when the surrounding transaction commits. */
  appendTo(appender: DuckDBAppender): void {
    // A flush costs a statement, also of nothing.
    if (this.#length === 0) return;
    const types = this.#columns.map(([, type]) => type);
    for (let start = 0; start < this.#length; start += chunkRowsMax) {
      const chunk = DuckDBDataChunk.create(types);
      chunk.setColumns(this.#values.map((values) => values.slice(start, start + chunkRowsMax)));
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
    this.clear();
  }

  clear(): void {
    this.#values = this.#columns.map(() => []);
    this.#length = 0;
  }
}

export function pseudonymList(pseudonyms: readonly Pseudonym[]): DuckDBListValue {
  return listValue(pseudonyms);
}

/** One kept copy of a mail. Times are milliseconds since the Unix epoch, all names pseudonyms. */
export type EmailCopy = Readonly<{
  mailbox: Pseudonym;
  mail: Pseudonym;
  thread: Pseudonym;
  sentAt: bigint;
  receivedAt: bigint;
  sender: Pseudonym;
  /** The sender is on the own side; else a contact. */
  isOwn: boolean;
  /** Recipients that are contacts. */
  contacts: DuckDBListValue;
  /** Recipients on the own side. */
  own: DuckDBListValue;
  /** The same for copies that agree on sender, time, thread and contacts. */
  content: bigint;
}>;

export const emailCopyColumns = {
  mailbox: BIGINT,
  mail: BIGINT,
  thread: BIGINT,
  sentAt: BIGINT,
  receivedAt: BIGINT,
  sender: BIGINT,
  isOwn: BOOLEAN,
  contacts: LIST(BIGINT),
  own: LIST(BIGINT),
  content: BIGINT,
} satisfies Record<keyof EmailCopy, DuckDBType>;

/** One kept copy of a meeting; of a cancelled one only its key and time are kept, because it takes every other copy with it. */
export type MeetingCopy = Readonly<{
  mailbox: Pseudonym;
  meeting: Pseudonym;
  startAt: bigint;
  endAt: bigint;
  isCancelled: boolean;
  isOrganisersCopy: boolean;
  /** Null also where the organiser is on neither side. */
  organiser: Pseudonym | null;
  /** The organiser is on the own side. */
  isOwn: boolean;
  /** Attendees that are contacts, and those of them that have declined. */
  contacts: DuckDBListValue;
  declined: DuckDBListValue;
}>;

export const meetingCopyColumns = {
  mailbox: BIGINT,
  meeting: BIGINT,
  startAt: BIGINT,
  endAt: BIGINT,
  isCancelled: BOOLEAN,
  isOrganisersCopy: BOOLEAN,
  organiser: BIGINT,
  isOwn: BOOLEAN,
  contacts: LIST(BIGINT),
  declined: LIST(BIGINT),
} satisfies Record<keyof MeetingCopy, DuckDBType>;

/**
 * How many items of one mailbox, read in one UTC day's range and lying on one local day, were kept or left out for one reason. Days are
 * numbered from 1970-01-01. The range's day is that of the receipt for mail and of the start for meetings: by it a range that is read again
 * replaces its counts. The local day is that of the start or, for mail, of sending or receipt, whichever is earlier: with it the items leave
 * the window.
 */
export type LedgerRow = Readonly<{
  mailbox: Pseudonym;
  kind: string;
  rangeDay: number;
  localDay: number;
  outcome: string;
  itemCount: number;
}>;

export const ledgerColumns = {
  mailbox: BIGINT,
  kind: VARCHAR,
  rangeDay: INTEGER,
  localDay: INTEGER,
  outcome: VARCHAR,
  itemCount: INTEGER,
} satisfies Record<keyof LedgerRow, DuckDBType>;

/** How far a slice has been read: of a slice's rows the one with the highest `sequence` counts. */
export type SliceRow = Readonly<{
  mailbox: Pseudonym;
  kind: string;
  fromAt: bigint;
  toAt: bigint;
  readAsOf: bigint;
  next: string | null;
  isDone: boolean;
  itemsExpected: number | null;
  itemsRead: number | null;
  sequence: bigint;
}>;

export const sliceColumns = {
  mailbox: BIGINT,
  kind: VARCHAR,
  fromAt: BIGINT,
  toAt: BIGINT,
  readAsOf: BIGINT,
  next: VARCHAR,
  isDone: BOOLEAN,
  itemsExpected: INTEGER,
  itemsRead: INTEGER,
  sequence: BIGINT,
} satisfies Record<keyof SliceRow, DuckDBType>;
