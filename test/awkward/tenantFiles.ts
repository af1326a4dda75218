import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A made-up tenant, ready to be written as a tenant folder; everything as Graph and Dataverse would give it. */
export interface TenantFiles {
  readonly organization: object;
  readonly users: readonly object[];
  readonly groups: readonly object[];
  /** By user id. */
  readonly messages: ReadonlyMap<string, readonly object[]>;
  readonly events: ReadonlyMap<string, readonly object[]>;
  readonly accounts: readonly AccountRow[];
  readonly contacts: readonly ContactRow[];
  readonly csv?: CsvStyle;
}

export interface AccountRow {
  readonly AccountId: string;
  readonly Name: string;
}

export interface ContactRow {
  readonly ContactId: string;
  readonly AccountId: string;
  readonly FullName: string;
  readonly Email: string;
}

export interface CsvStyle {
  readonly bom: boolean;
  readonly lineEnd: '\n' | '\r\n';
}

export async function writeTenantFolder(folder: string, tenant: TenantFiles): Promise<void> {
  const csv = tenant.csv ?? { bom: false, lineEnd: '\r\n' };
  await mkdir(join(folder, 'messages'), { recursive: true });
  await mkdir(join(folder, 'events'), { recursive: true });
  await writeFile(join(folder, 'organization.json'), JSON.stringify(tenant.organization, null, 1));
  await writeFile(join(folder, 'users.json'), JSON.stringify(tenant.users, null, 1));
  await writeFile(join(folder, 'groups.json'), JSON.stringify(tenant.groups, null, 1));
  await writeFile(join(folder, 'accounts.csv'), csvOf(tenant.accounts.map(({ AccountId, Name }) => ({ AccountId, Name })), ['AccountId', 'Name'], csv));
  await writeFile(join(folder, 'contacts.csv'), csvOf(tenant.contacts, ['ContactId', 'AccountId', 'FullName', 'Email'], csv));
  for (const [userId, items] of tenant.messages) await writeFile(join(folder, 'messages', `${userId}.ndjson`), linesOf(items));
  for (const [userId, items] of tenant.events) await writeFile(join(folder, 'events', `${userId}.ndjson`), linesOf(items));
}

function linesOf(items: readonly object[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join('');
}

function csvOf<Column extends string>(rows: readonly Readonly<Record<Column, string>>[], columns: readonly Column[], { bom, lineEnd }: CsvStyle): string {
  const quoted = (field: string): string => (/[",\r\n]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return (bom ? '\uFEFF' : '') + lines.map((fields) => fields.map(quoted).join(',') + lineEnd).join('');
}
