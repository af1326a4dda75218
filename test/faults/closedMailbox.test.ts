import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { SkipReason } from '../../engine/model/skipReason.ts';
import type { Fault } from '../../infra/local-tenant/faults.ts';
import { startLocalTenant } from '../../infra/local-tenant/index.ts';
import { day, widerReport, nordwind } from '../end-to-end/nordwind.ts';
import { expectAsTheOracle, readResults } from '../end-to-end/results.ts';
import { scratchFolder } from '../end-to-end/scratchFolder.ts';
import { idOf, writeSmallTenant } from '../end-to-end/smallTenant.ts';
import { expectedOf } from '../oracle/expected.ts';
import { differences } from '../oracle/outputTable.ts';
import { outputFolder, runEngine } from './engineRun.ts';
import { quietClock } from './quietClock.ts';
import { keptRows } from './keptRows.ts';
import { withoutMailboxes } from './tenantFolders.ts';

const anna = idOf('anna');
const secondReport = { ...widerReport, asOf: widerReport.asOf + 3 * day };

let root: string;
let tenantFolder: string;
let withoutAnna: string;

beforeAll(async () => {
  root = await scratchFolder();
  tenantFolder = join(root, 'tenant');
  await mkdir(tenantFolder);
  await writeSmallTenant(tenantFolder, nordwind());
  withoutAnna = await withoutMailboxes(tenantFolder, [anna]);
  await run(join(root, 'first'), widerReport);
});

/** A folder as the first run has left it. */
async function afterFirstRun(name: string): Promise<string> {
  const folder = join(root, name);
  await cp(join(root, 'first'), folder, { recursive: true });
  return folder;
}

async function run(folder: string, report: typeof widerReport, fault?: Fault): Promise<void> {
  const clock = quietClock(secondReport.asOf + day);
  const tenant = await startLocalTenant(tenantFolder, { clock });
  if (fault !== undefined) tenant.faults.fail({ ...fault, mailbox: anna });
  try {
    await runEngine({ report, tenant, clock, folder });
  } finally {
    await tenant.close();
  }
}

const closed: readonly { readonly reason: SkipReason; readonly fault: Fault }[] = [
  { reason: 'accessDenied', fault: { status: 403, error: { code: 'ErrorAccessDenied', message: 'Access to OData is disabled.' } } },
  { reason: 'noMailbox', fault: { status: 404, error: { code: 'MailboxNotEnabledForRESTAPI', message: '' } } },
  { reason: 'gone', fault: { status: 404, error: { code: 'ErrorInvalidUser', message: '' } } },
];

test.each(closed.map(({ reason, fault }) => [reason, fault] as const))('of a mailbox that the tenant has closed since the last run (%s), everything that was kept is erased', async (reason, fault) => {
  const folder = await afterFirstRun(reason);
  expect(Math.min(...Object.values(await keptRows(folder, anna)))).toBeGreaterThan(0);

  await run(folder, secondReport, fault);
  expect(await keptRows(folder, anna)).toEqual({ email_copy: 0, meeting_copy: 0, ledger: 0, slice: 0 });
  const results = await readResults(outputFolder(folder));
  const { rows, overview } = await expectedOf(withoutAnna, secondReport);
  expect(differences(results.rows, rows)).toEqual([]);
  // Emil has no mailbox, Anna's is closed, Bert's and Dora's were read.
  expect(results.overview).toEqual({ ...overview, addressesSkipped: reason === 'noMailbox' ? [{ reason, count: 2 }] : [{ reason: 'noMailbox', count: 1 }, { reason, count: 1 }] });
});

const busy: readonly { readonly reason: SkipReason; readonly fault: Fault }[] = [
  { reason: 'moved', fault: { status: 503, error: { code: 'ErrorMailboxMoveInProgress', message: '' } } },
  { reason: 'unavailable', fault: { status: 500 } },
];

test.each(busy.map(({ reason, fault }) => [reason, fault] as const))('of a mailbox that is only busy (%s), everything that was kept stays and counts, and the run after it reads the rest', async (reason, fault) => {
  const folder = await afterFirstRun(reason);
  const { email_copy: emails, meeting_copy: meetings } = await keptRows(folder, anna);

  await run(folder, secondReport, fault);
  const { rows, overview } = await expectedOf(tenantFolder, secondReport);
  const results = await readResults(outputFolder(folder));
  expect(differences(results.rows, rows)).toEqual([]);
  expect(results.overview).toMatchObject({ addressesProcessed: 2, addressesSkipped: [{ reason: 'noMailbox', count: 1 }, { reason, count: 1 }], emailsProcessed: overview.emailsProcessed });
  expect(await keptRows(folder, anna)).toMatchObject({ email_copy: emails, meeting_copy: meetings });

  await run(folder, secondReport);
  await expectAsTheOracle(await readResults(outputFolder(folder)), tenantFolder, secondReport);
});
