import { csvRows } from './csvRows.ts';
import type { ContactColumns, ContactSource } from './source.ts';

/**
 * Accounts and contacts from two CSV files (RFC 4180, UTF-8 with or without a byte order mark), streamed.
 * `columns.account` names the account id in both files; defaults: AccountId, Email, ContactId and, in accounts, Name.
 * Fails with `fileUnreadable`, `columnMissing` or `csvBroken`.
 */
export function csvContactSource(options: { readonly accountsPath: string; readonly contactsPath: string; readonly columns?: ContactColumns }): ContactSource {
  const { account = 'AccountId', email = 'Email', contact = 'ContactId', name = 'Name' } = options.columns ?? {};
  return {
    accounts: () => csvRows(options.accountsPath, { accountId: account, name }),
    contacts: () => csvRows(options.contactsPath, { contactId: contact, accountId: account, email }),
  };
}
