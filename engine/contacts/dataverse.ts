import { z } from 'zod';
import type { Contact } from '../model/contact.ts';
import { EngagementFailure } from '../model/failure.ts';
import { dataverseClient } from './dataverseClient.ts';
import type { DataverseAccess } from './dataverseClient.ts';
import type { ContactColumns, ContactSource } from './source.ts';

/** The most rows that Dataverse gives in a page. https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/page-results */
const pageSizeMax = 5_000;

/** The names that our CSV files have for columns of contacts, where Dataverse has others. */
const ownNames: ReadonlyMap<string, string> = new Map([
  ['accountid', '_parentcustomerid_value'],
  ['email', 'emailaddress1'],
]);

/** The annotation of a lookup that says into which table it points. */
const lookupTable = 'Microsoft.Dynamics.CRM.lookuplogicalname';

type Row = Readonly<Record<string, string | null | undefined>>;

/**
 * Accounts and contacts from the Dataverse Web API (`baseUrl`: …/api/data/v9.2), streamed page by page.
 * `columns` names columns of the contact table, and `columns.name` of the account table, in place of Dataverse's own; they are asked for in
 * lower case. Accounts always have their own key, `accountid`. `pageSize`: rows in a page, at most and by default 5,000.
 * Fails with `contactsUnreadable`, and with `columnMissing` where Dataverse knows no such column.
 */
export function dataverseContactSource(
  options: DataverseAccess & { readonly pageSize?: number | undefined; readonly columns?: ContactColumns | undefined },
): ContactSource {
  const { pageSize = pageSizeMax } = options;
  const { account, contact, email, name } = dataverseColumns(options.columns);
  const client = dataverseClient(options, { Prefer: `odata.maxpagesize=${pageSize}, odata.include-annotations="${lookupTable}"` });

  async function* rows(table: string, asked: readonly string[]): AsyncGenerator<Row> {
    const page = pageSchema(asked);
    let url: URL | undefined = client.url(`${table}?$select=${asked.map(encodeURIComponent).join(',')}`);
    while (url) {
      const answer = await client.get(url);
      if (answer.kind === 'badRequest') throw badRequest(table, asked, answer.message);
      const parsed = page.safeParse(answer.body);
      if (!parsed.success) throw new EngagementFailure('contactsUnreadable', `What Dataverse answered for ${table} is no page of rows; is the base address that of its Web API?`);
      yield* parsed.data.value;
      const next: string | undefined = parsed.data['@odata.nextLink'];
      url = next === undefined ? undefined : client.nextUrl(next, url);
    }
  }

  return {
    async *accounts() {
      for await (const row of rows('accounts', ['accountid', name])) yield { accountId: row['accountid'] ?? '', name: row[name] ?? '' };
    },
    async *contacts(): AsyncGenerator<Contact> {
      for await (const row of rows('contacts', [contact, account, email])) {
        // A contact's parent may also be another contact, whose id is no account id.
        const hasAccount = (row[`${account}@${lookupTable}`] ?? 'account') === 'account';
        yield { contactId: row[contact] ?? '', accountId: hasAccount ? (row[account] ?? '') : '', email: row[email] ?? undefined };
      }
    },
  };
}

/** The columns that are asked for: those of the contact table, and `name` of the account table. */
export function dataverseColumns({ account = 'accountid', contact = 'contactid', email = 'email', name = 'name' }: ContactColumns = {}): Required<Record<keyof ContactColumns, string>> {
  const logical = (column: string): string => ownNames.get(column.toLowerCase()) ?? column.toLowerCase();
  return { account: logical(account), contact: logical(contact), email: logical(email), name: name.toLowerCase() };
}

/** Only the columns asked for, and their annotations, are looked at: thirty times faster than a schema of arbitrary keys. */
function pageSchema(columns: readonly string[]) {
  const names = columns.flatMap((column) => [column, `${column}@${lookupTable}`]);
  return z.object({
    value: z.array(z.object(Object.fromEntries(names.map((name) => [name, z.string().nullish()])))),
    '@odata.nextLink': z.string().optional(),
  });
}

/** Dataverse has one code (0x80060888) for all that is wrong with a query, so the message must tell: "Could not find a property named 'x' on type …". */
function badRequest(table: string, asked: readonly string[], message: string): EngagementFailure {
  const column = asked.find((name) => message.toLowerCase().includes(`'${name}'`));
  if (column === undefined) return new EngagementFailure('contactsUnreadable', `Dataverse refuses to list ${table}: it does not understand the request (status 400).`);
  return new EngagementFailure('columnMissing', `The table ${table} of Dataverse has no column "${column}"; give the logical name of one that it has.`);
}
