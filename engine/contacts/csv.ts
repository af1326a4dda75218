import type { Account, Contact } from '../model/contact.ts';
import { accountIdColumn } from './columnGuess.ts';
import { csvRows } from './csvRows.ts';
import { csvFileAt } from './csvText.ts';
import type { CsvFile } from './csvText.ts';
import { openSealed } from './sealedFile.ts';
import type { ContactColumns, ContactSource } from './source.ts';

/** The files of a CSV data set. */
interface CsvPaths {
  /** Without it, the accounts are those that the contacts name. */
  readonly accountsPath?: string | undefined;
  readonly contactsPath: string;
}

/**
 * Accounts and contacts from CSV files (RFC 4180; separated by comma, semicolon or tab; UTF-8, or UTF-16 with a byte order mark), streamed.
 * `columns.account` names the account id in both files; where accounts has no such column, its id is recognised by name (columnGuess.ts).
 * Defaults: AccountId, Email, ContactId and, in accounts, Name.
 * Without a file of accounts, `columns.name` is the column of contacts that holds the account's name; without that too, the id is the name.
 * Fails with `fileUnreadable`, `columnMissing` or `csvBroken`.
 */
export function csvContactSource({ accountsPath, contactsPath, columns }: CsvPaths & { readonly columns?: ContactColumns | undefined }): ContactSource {
  return sourceOf(accountsPath === undefined ? undefined : csvFileAt(accountsPath), csvFileAt(contactsPath), columns);
}

/** As `csvContactSource`, over files that `receiveCsv` has sealed with `key`. */
export function sealedCsvContactSource(
  options: CsvPaths & { readonly key: Uint8Array; readonly columns?: ContactColumns | undefined },
): ContactSource {
  const { accountsPath, contactsPath, key, columns } = options;
  return sourceOf(accountsPath === undefined ? undefined : sealedCsv('accounts', accountsPath, key), sealedCsv('contacts', contactsPath, key), columns);
}

/** A sealed file as CSV; in failures it is called after what it holds, not after its place on disk. */
export function sealedCsv(name: 'accounts' | 'contacts', path: string, key: Uint8Array): CsvFile {
  return { name: `${name}.csv`, read: () => openSealed(path, key) };
}

function sourceOf(accounts: CsvFile | undefined, contacts: CsvFile, columns: ContactColumns = {}): ContactSource {
  const { account = 'AccountId', email = 'Email', contact = 'ContactId', name } = columns;
  return {
    accounts: () =>
      accounts === undefined
        ? accountsNamedIn(contacts, account, name)
        : csvRows(accounts, { accountId: (header) => accountIdColumn(account, header), name: name ?? 'Name' }),
    contacts: (): AsyncIterable<Contact> => csvRows(contacts, { contactId: contact, accountId: account, email }),
  };
}

/** Each account once, with the first name that stands beside its id. "Name" in a file of contacts would be a person's: there is no default. */
async function* accountsNamedIn(contacts: CsvFile, account: string, name = account): AsyncGenerator<Account> {
  const names = new Map<string, string>();
  for await (const row of csvRows(contacts, { accountId: account, name })) {
    if (row.accountId !== '' && !names.get(row.accountId)) names.set(row.accountId, row.name);
  }
  for (const [accountId, found] of names) yield { accountId, name: found === '' ? accountId : found };
}
