import { BIGINT, INTEGER, VARCHAR, type DuckDBConnection, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import { Rows } from '../interactions/rows.ts';
import { dayMilliseconds, localDay, zoneOffsets, type ReportWindow } from '../model/window.ts';
import { windowFunctions } from './dialect.ts';

/** Who is who, in pseudonyms: what turns interactions into figures of accounts. Small beside the interactions, and made anew for each run. */
export interface Dimensions {
  readonly window: ReportWindow;
  /** Sorted by directory id: where copies disagree, the first mailbox decides. */
  readonly people: readonly { readonly mailbox: bigint; readonly addresses: readonly bigint[] }[];
  /** Effective contacts: for each account and address one contact. */
  readonly contacts: readonly { readonly address: bigint; readonly accountId: string; readonly contactId: string }[];
}

/**
 * Leaves the temporary tables that the steps join, and the functions of the window (dialect.ts):
 * - `account`, `contact_address`, and `person_name`: what a listed person is called, by mailbox and by address;
 * - `span` and `calendar`: days in one month and one week are one span; each span lies in one period of each level. Figures are gathered by
 *   span, of which a year has some 64. The year's last day is that of `asOf`; a month or week that goes on ends behind it.
 */
export async function loadDimensions(connection: DuckDBConnection, { window, people, contacts }: Dimensions): Promise<void> {
  for (const statement of windowFunctions(window)) await connection.run(statement);
  const offsets = zoneOffsets(window);
  const asOfDay = localDay(window.asOf, offsets);

  const accounts = new Map<string, number>();
  const contactNumbers = new Map<string, number>();
  const contactRows = contacts.map(({ address, accountId, contactId }) => [address, numberOf(accounts, accountId), numberOf(contactNumbers, contactId)]);
  await load(connection, 'account', { account: INTEGER, customer_id: VARCHAR }, [...accounts].map(([accountId, account]) => [account, accountId]));
  await load(connection, 'contact_address', { address: BIGINT, account: INTEGER, contact: INTEGER }, contactRows);
  const personRows = people.flatMap(({ mailbox, addresses }, person) => [mailbox, ...addresses].map((name) => [name, person]));
  await load(connection, 'person_name', { name: BIGINT, person: INTEGER }, personRows);

  const { days, periods } = spansOf(localDay(window.startAt, offsets), asOfDay);
  await load(connection, 'span', { day: INTEGER, span: INTEGER }, days);
  await load(connection, 'calendar', { span: INTEGER, level: VARCHAR, start_day: INTEGER, last_day: INTEGER }, periods);
}

/** The span of each day, and the periods of each span. */
function spansOf(startDay: number, asOfDay: number): { days: [number, number][]; periods: [number, string, number, number][] } {
  const days: [number, number][] = [];
  const periods: [number, string, number, number][] = [];
  const spans = new Map<string, number>();
  for (let day = startDay; day <= asOfDay; day += 1) {
    const date = new Date(day * dayMilliseconds);
    const monthStart = day - (date.getUTCDate() - 1);
    const monthEnd = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / dayMilliseconds - 1;
    const monday = day - ((date.getUTCDay() + 6) % 7);
    const known = spans.size;
    const span = numberOf(spans, `${monthStart} ${monday}`);
    days.push([day, span]);
    if (span === known) periods.push([span, 'Year', startDay, asOfDay], [span, 'Month', monthStart, monthEnd], [span, 'Week', monday, monday + 6]);
  }
  return { days, periods };
}

function numberOf(numbers: Map<string, number>, id: string): number {
  const known = numbers.get(id);
  if (known !== undefined) return known;
  numbers.set(id, numbers.size);
  return numbers.size - 1;
}

/** Makes a temporary table of these rows. */
export async function load(connection: DuckDBConnection, table: string, columns: Readonly<Record<string, DuckDBType>>, rows: readonly (readonly DuckDBValue[])[]): Promise<void> {
  const declarations = Object.entries(columns).map(([name, type]) => `${name} ${type.toString()}`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${table} (${declarations.join(', ')})`);
  const appender = await connection.createAppender(table, undefined, 'temp');
  const buffer = new Rows(columns);
  const names = Object.keys(columns);
  for (const row of rows) buffer.push(Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])));
  buffer.appendTo(appender);
  appender.closeSync();
}
