import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Objectors, userKey } from '../../engine/contacts/objectors.ts';
import { enrichHere, reportArguments } from './enrich.ts';
import { runInProcess, runInto, withTenant } from './inProcess.ts';
import { expectAsTheOracle } from './results.ts';
import { scratchFolder } from './scratchFolder.ts';
import { addressOf, contact, deliver, idOf, writeSmallTenant, type SmallTenant } from './smallTenant.ts';

const day = 86_400_000;
const asOf = Date.parse('2026-11-20T12:00:00Z');
const report = { members: [addressOf('sales')], asOf, timeZone: 'Europe/Warsaw' };
const scratch = await scratchFolder();

/** Ann has a year of mail, Bob has an empty mailbox, Zed has none. */
async function tenantOf(folder: string, ...names: readonly ('ann' | 'bob' | 'zed')[]): Promise<string> {
  const tenant: SmallTenant = {
    countryLetterCode: 'PL',
    users: names.map((name) => ({ name, ...(name === 'zed' && { more: { mailbox: false } }) })),
    groups: [{ name: 'sales', members: [...names] }],
    accounts: [{ AccountId: 'F', Name: 'Fabrikam' }],
    contacts: [contact('1', 'F', 'eve@fabrikam.example')],
    mails: {},
    meetings: {},
  };
  for (let number = 0; number < 12; number += 1) deliver(tenant, ['ann'], { id: `mail${number}`, sentAt: asOf - number * 30 * day - day, to: ['eve@fabrikam.example'] });
  const path = join(scratch, folder);
  await writeSmallTenant(path, tenant);
  return path;
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

test('where the mailbox of one person alone can be read there is no report, not of a month either: its figures would be that person’s', async () => {
  const folder = await tenantOf('one', 'ann', 'zed');
  const [output, published] = [join(scratch, 'one publications'), [] as unknown[]];
  const refusal = { code: 'peopleTooFew', message: 'Of the 2 chosen people, the mailboxes of 1 could be read (skipped: 1 noMailbox); a report covers at least 2. Choose more people or a larger group.' };
  await withTenant(folder, async (tenant) => {
    const run = runInto({ kind: 'publications', folder: output, publishesMonthly: true, onPublished: (one) => published.push(one) }, tenant, report, { dataFolder: join(scratch, 'one data'), pageSize: 2 });
    await expect(run).rejects.toMatchObject(refusal);
  });
  expect([published, await namesIn(output)]).toEqual([[], []]);

  const out = join(scratch, 'one out');
  const { status, stdout, stderr } = await enrichHere(['--tenant', folder, ...reportArguments(report), '--out', out]);
  expect([status, stdout, stderr.trimEnd().split('\n').at(-1), await namesIn(out)]).toEqual([2, '', expect.stringContaining(refusal.message), []]);
});

test('somebody who objects is none of the two', async () => {
  const folder = await tenantOf('objecting', 'ann', 'bob', 'zed');
  const secret = new Uint8Array(32).fill(9);
  await withTenant(folder, async (tenant) => {
    const run = (objectors?: Objectors) => runInProcess(tenant, report, { dataFolder: join(scratch, 'objecting data'), outputFolder: join(scratch, 'objecting out'), objectors });
    await expect(run(new Objectors(secret, [userKey(secret, idOf('bob'))]))).rejects.toMatchObject({ code: 'peopleTooFew', message: expect.stringContaining('(skipped: 1 noMailbox, 1 objected)') as string });
    await expectAsTheOracle(await run(), folder, report);
  });
});

test('a mailbox that is empty was read', async () => {
  const folder = await tenantOf('empty', 'ann', 'bob');
  await withTenant(folder, async (tenant) => {
    await expectAsTheOracle(await runInProcess(tenant, report, { dataFolder: join(scratch, 'empty data'), outputFolder: join(scratch, 'empty out') }), folder, report);
  });
});

test('a mailbox that is busy at the moment counts with what was kept of it, and a first run that cannot read it gives no report', async () => {
  const folder = await tenantOf('busy', 'ann', 'bob');
  const outputFolder = join(scratch, 'busy out');
  await withTenant(folder, async (tenant) => {
    const options = { dataFolder: join(scratch, 'busy data'), outputFolder };
    const move = () => tenant.faults.fail({ status: 503, error: { code: 'ErrorMailboxMoveInProgress', message: '' }, mailbox: idOf('bob') });
    move();
    await expect(runInProcess(tenant, report, options)).rejects.toMatchObject({ code: 'peopleTooFew' });
    expect(await namesIn(outputFolder)).toEqual([]);
    tenant.faults.clear();
    const { csv } = await runInProcess(tenant, report, options);
    move();
    const meanwhile = await runInProcess(tenant, report, options);
    expect([meanwhile.csv, meanwhile.overview]).toMatchObject([csv, { addressesProcessed: 1, addressesSkipped: [{ reason: 'moved', count: 1 }] }]);
  });
});
