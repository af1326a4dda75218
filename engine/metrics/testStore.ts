import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBDateValue, DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { matchMailPage, matchMeetingPage, type Matching } from '../interactions/matchPage.ts';
import type { Slice } from '../interactions/slices.ts';
import { InteractionStore } from '../interactions/store.ts';
import { addressOf, at, testParties, testPseudonyms } from '../interactions/testItems.ts';
import type { MailItem } from '../model/mail.ts';
import type { MeetingItem } from '../model/meeting.ts';
import type { AggregationLevel, OutputColumnName } from '../model/outputColumns.ts';
import { atEndOfFile } from '../model/testEnding.ts';
import { localDay, reportWindow, windowFrom, zoneOffsets, type ReportWindow } from '../model/window.ts';
import { aggregate, type Aggregated, type AggregateOptions } from './aggregate.ts';
import type { Dimensions } from './dimensions.ts';

/**
 * The cast of the tests. Listed are ann, bob and cid @contoso.com, in the order of their mailbox ids; zoe@contoso.com is of the own side and
 * not listed. Eve writes from two addresses; both companies share an address.
 */
export const people = ['ann', 'bob', 'cid'] as const;
export type PersonName = (typeof people)[number];

const contacts = [
  { email: 'eve@fabrikam.example', accountId: 'Fabrikam', contactId: 'eve' },
  { email: 'eve@home.example', accountId: 'Fabrikam', contactId: 'eve' },
  { email: 'fay@fabrikam.example', accountId: 'Fabrikam', contactId: 'fay' },
  { email: 'gil@wingtip.example', accountId: 'Wingtip', contactId: 'gil' },
  { email: 'office@shared.example', accountId: 'Fabrikam', contactId: 'office F' },
  { email: 'office@shared.example', accountId: 'Wingtip', contactId: 'office W' },
] as const;

/** What lies in the mailboxes, and when it is looked at. */
export interface TestMailboxes {
  /** ISO instant, 2026-11-23 at midnight UTC unless told. */
  readonly asOf?: string;
  readonly timeZone?: string;
  /** ISO instant: the window begins with its local day. What is kept is that of the whole year, unless `keepsWindowOnly`. */
  readonly from?: string;
  readonly keepsWindowOnly?: boolean;
  readonly mail?: Partial<Record<PersonName, readonly MailItem[]>>;
  readonly meetings?: Partial<Record<PersonName, readonly MeetingItem[]>>;
}

type Plain = string | number | boolean | null;

export type OutputRow = Readonly<Partial<Record<OutputColumnName, Plain>>>;

export interface TestResult extends Aggregated {
  /** The output table in its order. */
  readonly rows: readonly OutputRow[];
  /** The row of an account, level and, where there are several, start date. */
  readonly row: (accountId: string, level?: AggregationLevel, startDate?: string) => OutputRow | undefined;
}

/** Matches and keeps what the mailboxes hold in a store in which there is nothing else, and aggregates it. One at a time. */
export async function aggregateMailboxes(mailboxes: TestMailboxes, options: Partial<AggregateOptions> = {}): Promise<TestResult> {
  const store = await emptyStore();
  const year = reportWindow(at(mailboxes.asOf ?? '2026-11-23T00:00:00Z'), mailboxes.timeZone ?? 'UTC');
  const window = mailboxes.from === undefined ? year : windowFrom(year, localDay(at(mailboxes.from), zoneOffsets(year)));
  await fill(store, mailboxes, matchingOf(mailboxes.keepsWindowOnly === true ? window : year));
  const aggregated = await aggregate(store.connection, dimensionsOf(window), { placesOf: () => Promise.resolve([]), ...options });
  const order = `CustomerId, list_position(['Year', 'Month', 'Week'], AggregationLevel), AggregationStartDate`;
  const rows: readonly OutputRow[] = await rowsOf(store.connection, `SELECT * FROM ${aggregated.table} ORDER BY ${order}`);
  const row = (accountId: string, level: AggregationLevel = 'Year', startDate?: string) =>
    rows.find((one) => one.CustomerId === accountId && one.AggregationLevel === level && (startDate ?? one.AggregationStartDate) === one.AggregationStartDate);
  return { ...aggregated, rows, row };
}

let shared: Promise<InteractionStore> | undefined;

/** The store of the present file, emptied, without the tables that steps have left: to make one takes half as long as all the steps over a few rows. */
async function emptyStore(): Promise<InteractionStore> {
  shared ??= sharedStore();
  const store = await shared;
  const leftovers = await rowsOf(
    store.connection,
    `SELECT concat(CASE WHEN temporary THEN 'DROP TABLE ' ELSE 'DELETE FROM ' END, table_name) AS removal FROM duckdb_tables()
    UNION ALL SELECT concat('DROP VIEW ', view_name) FROM duckdb_views() WHERE temporary AND NOT internal`,
  );
  await store.connection.run(leftovers.map(({ removal }) => String(removal)).join(';'));
  return store;
}

async function sharedStore(): Promise<InteractionStore> {
  const folder = await mkdtemp(join(tmpdir(), 'metrics-'));
  const store = await InteractionStore.open({ folder, memoryMegabytes: 256, threads: 1 });
  atEndOfFile(async () => {
    shared = undefined;
    store.close();
    await rm(folder, { recursive: true });
  });
  return store;
}

function matchingOf(window: ReportWindow): Matching {
  return { window, offsets: zoneOffsets(window), parties: testParties(), pseudonyms: testPseudonyms };
}

/** By this number the store tells copies of a mail apart that disagree. */
export function contentOf(item: MailItem): bigint {
  const window = reportWindow(item.receivedAt + 1, 'UTC');
  const [email] = matchMailPage([item], 0n, undefined, matchingOf(window)).emails;
  if (email === undefined) throw new Error('The mail is left out');
  return email.content;
}

async function fill(store: InteractionStore, { mail = {}, meetings = {} }: TestMailboxes, matching: Matching): Promise<void> {
  const slice: Slice = { from: matching.window.startAt, to: matching.window.asOf, readAsOf: matching.window.asOf, next: undefined, isDone: true };
  for (const person of people) {
    const mailbox = testPseudonyms.mailbox(person);
    await store.write({ mailbox, kind: 'mail', slice, replaces: false, ...matchMailPage(mail[person] ?? [], mailbox, 'junk', matching) });
    await store.write({ mailbox, kind: 'meetings', slice, replaces: false, ...matchMeetingPage(meetings[person] ?? [], mailbox, matching) });
  }
  await store.flush();
}

function dimensionsOf(window: ReportWindow): Dimensions {
  const named = (email: string) => testPseudonyms.address(addressOf(email));
  return {
    window,
    people: people.map((person) => ({ mailbox: testPseudonyms.mailbox(person), addresses: [named(`${person}@contoso.com`)] })),
    contacts: contacts.map(({ email, accountId, contactId }) => ({ address: named(email), accountId, contactId })),
  };
}

/** The rows of a query, with plain numbers, and dates as ISO text. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<Record<string, Plain>[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjects().map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
}

function plain(value: DuckDBValue): Plain {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof DuckDBDateValue) return value.toString();
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  throw new Error('A test asked for a value that is not plain');
}

/** A database of its own, for steps that are tested over tables made by hand. */
export async function connectToNothing(): Promise<DuckDBConnection> {
  return (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
}
