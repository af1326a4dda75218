import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sidesOf } from '../oracle/sides.ts';
import { readTenantFolder } from '../oracle/tenantFolder.ts';

/** The user ids of the listed persons who have a mailbox. */
export async function mailboxesOf(tenantFolder: string, members: readonly string[]): Promise<string[]> {
  const { listedPersons } = sidesOf(await readTenantFolder(tenantFolder), members);
  return listedPersons.filter(({ hasMailbox }) => hasMailbox).map(({ userId }) => userId);
}

const users = z.array(z.looseObject({ id: z.string() }));

/** A copy of the tenant folder in which these users have no mailbox. */
export async function withoutMailboxes(tenantFolder: string, userIds: readonly string[]): Promise<string> {
  const copy = `${tenantFolder}-without`;
  await cp(tenantFolder, copy, { recursive: true });
  const path = join(copy, 'users.json');
  const content = users.parse(JSON.parse(await readFile(path, 'utf8')));
  await writeFile(path, JSON.stringify(content.map((user) => (userIds.includes(user.id) ? { ...user, mailbox: false } : user))));
  return copy;
}
