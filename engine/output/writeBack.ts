import { dataverseExchange } from '../contacts/dataverseClient.ts';
import type { DataverseAccess, DataverseReply } from '../contacts/dataverseClient.ts';
import { outputColumns } from '../model/outputColumns.ts';
import type { OutputColumnName } from '../model/outputColumns.ts';
import { batchBody, batchContentType, errorOf, firstRefusal, writtenCount } from './batch.ts';
import type { Upsert } from './batch.ts';

/** A row of the output table; days as YYYY-MM-DD. */
export type OutputRow = Readonly<Record<OutputColumnName, string | number | null>>;

/**
 * Logical names of Dataverse by columns of the output table, all but the key's. The key is the customer, not `PrimaryKey`: that of a Year row has
 * its first day in it, so that the table would grow by a row for each customer and day.
 */
export type ColumnNames = Readonly<Partial<Record<Exclude<OutputColumnName, 'CustomerId'>, string>>>;

export interface WriteBackOptions {
  readonly access: DataverseAccess;
  /** The entity set name of the table, such as `contoso_accountengagements`. */
  readonly tableSetName: string;
  /** Logical name of the column that holds `CustomerId`; an alternate key of the table must consist of it alone. */
  readonly keyColumn: string;
  /** Which columns are written, and under which names; those that are not named are left out. Default: `defaultColumnNames`. */
  readonly columns?: ColumnNames | undefined;
  readonly rows: AsyncIterable<OutputRow>;
}

/** A transaction of a hundred rows is held for a second or so: long enough to pay for itself, short enough to be in nobody's way. */
const changeSetSize = 100;

/** Dataverse takes 1,000 at a time, but gives up after two minutes; a row may take a tenth of a second where the table has business rules. */
const batchSize = 500;

/** In alternate keys these do not work. https://learn.microsoft.com/power-apps/developer/data-platform/use-alternate-key-reference-record */
const unusableInKeys = /[/<>*%&:\\?+]/;

/**
 * The names that columns have unless the caller gives others: the column's own in lower case, behind the publisher's prefix, which is that of
 * the key column: with `contoso_customerid`, `EngagementScore` is `contoso_engagementscore`.
 */
export function defaultColumnNames(keyColumn: string): ColumnNames {
  const prefix = keyColumn.slice(0, keyColumn.indexOf('_') + 1);
  return Object.fromEntries(outputColumns.filter(({ name }) => name !== 'CustomerId').map(({ name }) => [name, `${prefix}${name.toLowerCase()}`]));
}

/**
 * Writes rows of the output table into a table of Dataverse. Each is created or updated by its alternate key, so writing the same rows again
 * changes nothing. Rows that are in the table and not among `rows` stay. Reads `rows` as it writes, 500 at a time, and tries again as
 * `dataverseExchange` does.
 * @throws EngagementFailure `writeBackRefused` where Dataverse does not take them, with what is missing; rows before the refused ones are then
 * written.
 */
export async function writeBack(options: WriteBackOptions): Promise<{ readonly rowsWritten: number }> {
  const { access, tableSetName, keyColumn, columns = defaultColumnNames(keyColumn), rows } = options;
  const { base, failure, send } = dataverseExchange(access, { failureCode: 'writeBackRefused', undone: 'The results cannot be written to' });

  function upsertOf(row: OutputRow): Upsert {
    const key = String(row.CustomerId);
    if (unusableInKeys.test(key)) throw failure('an account id holds one of the characters / < > * % & : \\ ? +, which no key of Dataverse can hold. Take ids without them.');
    const path = `${base.pathname}${tableSetName}(${keyColumn}='${encodeURIComponent(key.replaceAll("'", "''"))}')`;
    // The key column is set from the path: in the values too, Dataverse refuses it.
    return { path, values: Object.fromEntries(Object.entries(columns).map(([column, name]) => [name, row[column as keyof ColumnNames]])) };
  }

  async function write(upserts: readonly Upsert[]): Promise<void> {
    const request = { url: new URL('$batch', base), method: 'POST', headers: { 'Content-Type': batchContentType, Accept: 'multipart/mixed' }, body: batchBody(upserts, changeSetSize) } as const;
    const reply = await send(request, firstRefusal);
    if (reply.status !== 200) throw failure(adviceFor(reply, { tableSetName, keyColumn, columns }));
    if (writtenCount(reply) !== upserts.length) throw failure('its answer is not that of a batch. Check the base address of the Web API (…/api/data/v9.2).');
  }

  let rowsWritten = 0;
  let upserts: Upsert[] = [];
  const flush = async (): Promise<void> => {
    await write(upserts);
    rowsWritten += upserts.length;
    upserts = [];
  };
  for await (const row of rows) {
    upserts.push(upsertOf(row));
    if (upserts.length === batchSize) await flush();
  }
  if (upserts.length > 0) await flush();
  return { rowsWritten };
}

/** What is missing, by status and Dataverse's own words; without them, since they may quote a row. */
function adviceFor(reply: DataverseReply, { tableSetName, keyColumn, columns }: Required<Pick<WriteBackOptions, 'tableSetName' | 'keyColumn'>> & { readonly columns: ColumnNames }): string {
  const { status } = reply;
  const { code, message } = errorOf(reply);
  if (status === 401) return 'it does not accept our token, not even a fresh one. Check that the app is an application user of this environment.';
  if (status === 403) return `the application user may not write into ${tableSetName}. Give it a security role that may create, read and write rows of this table.`;
  if (status === 404) return `there is no table with the set name "${tableSetName}". Check the name and the base address of the Web API (…/api/data/v9.2).`;
  const column = Object.values(columns).find((name) => message.includes(`'${name}'`));
  if (column !== undefined && /does not exist|undeclared|could not find/i.test(message)) {
    return `the table ${tableSetName} has no column "${column}". Add it, with the type that the output table has.`;
  }
  if (column !== undefined) return `the column "${column}" of ${tableSetName} does not take a value (code ${code}). Give it the type and the range of the output table.`;
  if (code === '0x8006088a' || /\bkeys?\b/i.test(message)) {
    return `the table ${tableSetName} has no alternate key of the column "${keyColumn}" alone. Define one, and wait until its index is active.`;
  }
  const named = code === '' ? `status ${status}` : `status ${status}, code ${code}`;
  return `it does not take the rows (${named}). Check that the columns of ${tableSetName} have the types of the output table.`;
}
