import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { LocalTenant } from '../../infra/local-tenant/index.ts';
import { startLocalTenant } from '../../infra/local-tenant/index.ts';
import { defaultGrantedRoles } from '../../infra/local-tenant/permissions.ts';
import { day, widerReport, nordwind } from '../end-to-end/nordwind.ts';
import { expectAsTheOracle, readResults } from '../end-to-end/results.ts';
import { scratchFolder } from '../end-to-end/scratchFolder.ts';
import { idOf, writeSmallTenant } from '../end-to-end/smallTenant.ts';
import { expectedOf } from '../oracle/expected.ts';
import { differences } from '../oracle/outputTable.ts';
import { outputFolder, runEngine } from './engineRun.ts';
import { keptRows } from './keptRows.ts';
import { quietClock } from './quietClock.ts';
import { withoutMailboxes } from './tenantFolders.ts';

const anna = idOf('anna');
/** Emil has no mailbox, in whatever scope. */
const [bert, dora, emil] = [idOf('bert'), idOf('dora'), idOf('emil')];
const clock = quietClock(widerReport.asOf + day);

let root: string;
let tenantFolder: string;

beforeAll(async () => {
  root = await scratchFolder();
  tenantFolder = join(root, 'tenant');
  await mkdir(tenantFolder);
  await writeSmallTenant(tenantFolder, nordwind());
});

/** A tenant that grants mailboxes in Exchange alone, for these people. */
async function inTenant(exchangeScope: readonly string[], use: (tenant: LocalTenant) => Promise<void>): Promise<void> {
  const grantedRoles = defaultGrantedRoles.filter((role) => !/^(Mail|Calendars)\./.test(role));
  const tenant = await startLocalTenant(tenantFolder, { clock, grantedRoles, exchangeScope });
  try {
    await use(tenant);
  } finally {
    await tenant.close();
  }
}

const run = (folder: string, tenant: LocalTenant) => runEngine({ report: widerReport, tenant, clock, folder, mailboxPermissions: 'exchange' });

test('mailboxes that Exchange grants for a scope are read like those that Entra grants, to the same table', () =>
  inTenant([anna, bert, dora, emil], async (tenant) => {
    const folder = join(root, 'open');
    await run(folder, tenant);
    await expectAsTheOracle(await readResults(outputFolder(folder)), tenantFolder, widerReport);
  }));

test('a mailbox outside of the scope is skipped, and what was kept of one that has left it is erased', () =>
  inTenant([anna, bert, dora, emil], async (tenant) => {
    const folder = join(root, 'left');
    await run(folder, tenant);
    tenant.openInExchange(bert, dora, emil);
    await run(folder, tenant);
    expect((await readResults(outputFolder(folder))).overview.addressesSkipped).toContainEqual({ reason: 'accessDenied', count: 1 });
    expect(await keptRows(folder, anna)).toEqual({ email_copy: 0, meeting_copy: 0, ledger: 0, slice: 0 });
    const { rows } = await expectedOf(await withoutMailboxes(tenantFolder, [anna]), widerReport);
    expect(differences((await readResults(outputFolder(folder))).rows, rows)).toEqual([]);
  }));

test('where Exchange opens none of the chosen mailboxes, the run ends and says where to look', () =>
  inTenant([], async (tenant) => {
    await expect(run(join(root, 'closed'), tenant)).rejects.toMatchObject({ code: 'everyMailboxDenied' });
  }));

test('the permissions of the directory are needed from Entra all the same', () =>
  inTenant([anna, bert, dora, emil], async (tenant) => {
    tenant.revoke('User.Read.All');
    await expect(run(join(root, 'revoked'), tenant)).rejects.toMatchObject({ code: 'consentMissing', message: expect.stringContaining('User.Read.All') as string });
  }));
