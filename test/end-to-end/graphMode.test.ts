import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLocalTenant, type LocalTenant } from '../../infra/local-tenant/index.ts';
import { credentialsOf, enrichHere, reportArguments, type Enriched } from './enrich.ts';
import { firstReport, nordwind } from './nordwind.ts';
import { expectAsTheOracle, readResults } from './results.ts';
import { scratchFolder } from './scratchFolder.ts';
import { writeSmallTenant } from './smallTenant.ts';

const scratch = await scratchFolder();
const tenantFolder = join(scratch, 'tenant');
let tenant: LocalTenant;

beforeAll(async () => {
  await writeSmallTenant(tenantFolder, nordwind());
  tenant = await startLocalTenant(tenantFolder);
});
afterAll(() => tenant.close());

/** A run in a folder of its own, which is told the environment beside the credentials. */
async function runGraph(name: string, environment: Record<string, string> = {}): Promise<Enriched> {
  const place = join(scratch, name);
  tenant.requests.clear();
  const args = ['--graph', tenant.graphUrl, ...reportArguments(firstReport), '--data', join(place, 'data'), '--out', join(place, 'out')];
  return enrichHere(args, { environment: { ...credentialsOf(tenant), ...environment } });
}

test('a tenant that is reached by its address and credentials gives the same table, and the client offends against no rule', async () => {
  const { status, stderr } = await runGraph('whole');
  expect(status, stderr).toBe(0);
  await expectAsTheOracle(await readResults(join(scratch, 'whole', 'out')), tenantFolder, firstReport);
  expect(tenant.requests.offences()).toEqual([]);
});

test('a wrong secret fails the run with what to check, and the secret is not repeated', async () => {
  const { status, stdout, stderr } = await runGraph('secret', { GRAPH_CLIENT_SECRET: 'not-the-secret' });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toBe('Microsoft Entra ID gave the app no token (AADSTS7000215). Check the client secret: it is not the right one (its value is needed, not its id).\n');
  expect(await readdir(scratch)).not.toContain('secret');
});

test.each([
  [['Mail.ReadBasic.All'], 'Mail.ReadBasic.All. A Global Administrator can grant it in Microsoft Entra ID (admin consent).'],
  [['Calendars.ReadBasic.All', 'GroupMember.Read.All'], 'Calendars.ReadBasic.All, GroupMember.Read.All. A Global Administrator can grant them in Microsoft Entra ID (admin consent).'],
])('without the permissions %j the run fails at once, before anything of the tenant is read, and names them', async (roles, named) => {
  tenant.revoke(...roles);
  const { status, stdout, stderr } = await runGraph('consent');
  tenant.grant(...roles);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toBe(`The organisation has not granted this app ${named}\n`);
  expect(tenant.requests.all().filter(({ path }) => !path.endsWith('/token'))).toEqual([]);
  expect(await readdir(scratch)).not.toContain('consent');
});
