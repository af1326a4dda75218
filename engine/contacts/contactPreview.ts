import type { ColumnMapping, ContactFileName } from '../model/contactDataSet.ts';
import { guessMapping } from './columnGuess.ts';
import type { ColumnSample } from './columnGuess.ts';
import { sealedCsv } from './csv.ts';
import { csvRecords } from './csvRows.ts';
import type { CsvFile } from './csvText.ts';
import { dataverseColumns, dataverseContactSource } from './dataverse.ts';
import type { DataverseAccess } from './dataverseClient.ts';
import type { ContactColumns } from './source.ts';

const rowsShown = 20;

/** Enough to know a column by; a field of a CSV file may have a megabyte. */
const charactersShown = 200;

/** What a person sees of a contact data set, to say which column holds what. */
export interface ContactPreview {
  readonly files: readonly {
    readonly name: ContactFileName;
    readonly columns: readonly string[];
    /** The first rows, as text; of contacts, who are people, just enough to know a column by (`a…@contoso.com`). */
    readonly rows: readonly (readonly string[])[];
  }[];
  readonly guess: ColumnMapping;
}

/**
 * The first 20 rows of the files that there are, which `receiveCsv` has sealed with `key`.
 * Fails with `fileUnreadable` or `csvBroken`.
 */
export async function previewCsv(options: {
  readonly accountsPath?: string | undefined;
  readonly contactsPath?: string | undefined;
  readonly key: Uint8Array;
}): Promise<ContactPreview> {
  const { accountsPath, contactsPath, key } = options;
  const accounts = accountsPath === undefined ? undefined : await sampleOf(sealedCsv('accounts', accountsPath, key));
  const contacts = contactsPath === undefined ? undefined : await sampleOf(sealedCsv('contacts', contactsPath, key));
  const guess = guessMapping({ accounts, contacts });
  const files = [...(accounts ? [{ name: 'accounts' as const, ...shown(accounts) }] : []), ...(contacts ? [{ name: 'contacts' as const, ...shown(veiled(contacts, [guess.account, guess.contact, accounts === undefined ? guess.name : undefined])) }] : [])];
  return { files, guess };
}

/**
 * The first 20 accounts and contacts of Dataverse, with the columns that would be read; one request for each table. The guess is these columns.
 * Fails as `dataverseContactSource`.
 */
export async function previewDataverse(access: DataverseAccess & { readonly columns?: ContactColumns | undefined }): Promise<ContactPreview> {
  const source = dataverseContactSource({ ...access, pageSize: rowsShown });
  const { account, contact, email, name } = dataverseColumns(access.columns);
  const accounts = await firstOf(source.accounts());
  const contacts = await firstOf(source.contacts());
  return {
    files: [
      { name: 'accounts', ...shown({ columns: ['accountid', name], rows: accounts.map((row) => [row.accountId, row.name]) }) },
      { name: 'contacts', ...shown(veiled({ columns: [contact, account, email], rows: contacts.map((row) => [row.contactId, row.accountId, row.email ?? '']) }, [contact, account])) },
    ],
    guess: { account, contact, email, name },
  };
}

async function sampleOf(file: CsvFile): Promise<ColumnSample> {
  const [columns = [], ...rows] = await firstOf(csvRecords(file), rowsShown + 1);
  return { columns, rows };
}

/** Contacts with what tells who they are taken away, in all columns but some (ids, and what names the account; the accounts' name column may be that of a person here): of an address the domain stays, of any other word the first letter. */
function veiled({ columns, rows }: ColumnSample, openColumns: readonly (string | undefined)[]): ColumnSample {
  const open = columns.map((column) => openColumns.includes(column));
  const veil = (value: string) => value.replaceAll(/([^\s@])[^\s@]*(@[^\s@]+)?/gu, (_word, first: string, domain = '') => `${first}…${String(domain)}`);
  return { columns, rows: rows.map((row) => row.map((value, place) => (open[place] === true && !value.includes('@') ? value : veil(value)))) };
}

function shown({ columns, rows }: ColumnSample): ColumnSample {
  return { columns, rows: rows.map((row) => row.map((value) => value.slice(0, charactersShown))) };
}

async function firstOf<Item>(items: AsyncIterable<Item>, count = rowsShown): Promise<Item[]> {
  const first: Item[] = [];
  for await (const item of items) {
    first.push(item);
    if (first.length === count) break;
  }
  return first;
}
