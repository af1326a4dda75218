import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addressKey, Objectors, userKey } from '../../engine/contacts/objectors.ts';
import { InteractionStore } from '../../engine/interactions/store.ts';
import { addressOf as parsed } from '../../engine/interactions/testItems.ts';
import { runInProcess, withTenant } from './inProcess.ts';
import { expectAsTheOracle } from './results.ts';
import { scratchFolder } from './scratchFolder.ts';
import { addressOf, contact, deliver, idOf, invite, writeSmallTenant, type SmallTenant } from './smallTenant.ts';

const hour = 3_600_000;
const asOf = Date.parse('2026-11-20T12:00:00Z');
const report = { members: [addressOf('sales')], asOf, timeZone: 'Europe/Warsaw' };
const scratch = await scratchFolder();

const [eve, fay] = ['eve@fabrikam.example', 'fay@fabrikam.example'];
const alias = 'bob@agency.example';

/**
 * Bob and Eve are in every kind of mail and meeting, on either side of it, with others and alone. `isWhole` false: as strangers, Eve only where
 * she is not `kept`. All of it is `daysAgo`.
 */
function tenantOf(isWhole: boolean, { isEveKept = isWhole, daysAgo = 0 }: { readonly isEveKept?: boolean; readonly daysAgo?: number } = {}): SmallTenant {
  const end = asOf - daysAgo * 24 * hour;
  const bob = isWhole ? addressOf('bob') : 'stranger.1@elsewhere.example';
  const bobsAlias = isWhole ? alias : 'stranger.2@elsewhere.example';
  const eves = isEveKept ? eve : 'stranger.3@elsewhere.example';
  const names = isWhole ? ['ann', 'bob', 'cid'] : ['ann', 'cid'];
  const tenant: SmallTenant = {
    countryLetterCode: 'PL',
    users: names.map((name) => ({ name, ...(name === 'bob' && { aliases: [alias] }) })),
    groups: [{ name: 'sales', members: names }],
    accounts: [{ AccountId: 'F', Name: 'Fabrikam' }],
    contacts: [...(isEveKept ? [contact('1', 'F', eve)] : []), contact('2', 'F', fay)],
    mails: {},
    meetings: {},
  };
  const mail = (id: string, parts: { readonly from: string; readonly to: readonly string[]; readonly cc?: string[] }, ...holders: string[]) =>
    deliver(tenant, holders.filter((name) => names.includes(name)), { id, sentAt: end - (id.charCodeAt(0) - 80) * hour, ...parts, to: [...parts.to] });
  mail('a', { from: addressOf('ann'), to: [eves] }, 'ann');
  mail('b', { from: addressOf('ann'), to: [eves, fay], cc: [bob] }, 'ann', 'bob');
  mail('c', { from: bob, to: [fay], cc: [addressOf('cid')] }, 'bob', 'cid');
  mail('d', { from: eves, to: [addressOf('ann'), bobsAlias] }, 'ann', 'bob');
  mail('e', { from: fay, to: [bobsAlias, addressOf('cid')], cc: [eves] }, 'bob', 'cid');
  const meeting = (id: string, organizer: string, attendees: readonly string[], ...holders: string[]) =>
    invite(tenant, holders.filter((name) => names.includes(name)), { id, organizer, startAt: end - (id.charCodeAt(0) - 80) * hour, attendees: attendees.map((address) => ({ address, response: 'accepted' })) });
  meeting('f', bob, [fay, addressOf('ann')], 'bob', 'ann');
  meeting('g', eves, [addressOf('ann'), bob], 'ann', 'bob');
  meeting('h', eves, [addressOf('cid'), fay], 'cid');
  meeting('i', addressOf('cid'), [eves, fay, bobsAlias], 'cid', 'bob');
  return tenant;
}

/** By the user id alone, as of somebody who has been given addresses since; and by address. */
const secret = new Uint8Array(32).fill(9);
const objectors = new Objectors(secret, [userKey(secret, idOf('bob').toUpperCase()), addressKey(secret, parsed(eve))]);

test('those who object count as strangers, their mailbox is not asked for, and all is as before once they no longer do', async () => {
  const folders = { whole: join(scratch, 'whole'), without: join(scratch, 'without') };
  await writeSmallTenant(folders.whole, tenantOf(true));
  await writeSmallTenant(folders.without, tenantOf(false));
  const dataFolder = join(scratch, 'data');
  await withTenant(folders.whole, async (tenant) => {
    const run = (name: string, who?: Objectors) => runInProcess(tenant, report, { dataFolder, outputFolder: join(scratch, name), objectors: who });
    const before = await run('before');
    await expectAsTheOracle(before, folders.whole, report);

    const meanwhile = await run('meanwhile', objectors);
    expect(meanwhile.requests.filter(({ mailbox }) => mailbox === idOf('bob'))).toEqual([]);
    const { addressesSelected, addressesProcessed, addressesSkipped, ...overview } = meanwhile.overview;
    expect({ addressesSelected, addressesProcessed, addressesSkipped }).toEqual({ addressesSelected: 3, addressesProcessed: 2, addressesSkipped: [{ reason: 'objected', count: 1 }] });
    await expectAsTheOracle({ rows: meanwhile.rows, overview: { ...overview, addressesSelected: 2, addressesProcessed: 2, addressesSkipped: [] } }, folders.without, report);
    const store = await InteractionStore.open({ folder: dataFolder });
    expect((await store.slices()).length).toBe(4);
    store.close();

    expect((await run('after')).csv).toBe(before.csv);
  });
});

test('what earlier runs have read long ago is read anew where an employee alone objects', async () => {
  const folders = { whole: join(scratch, 'old-whole'), without: join(scratch, 'old-without') };
  await writeSmallTenant(folders.whole, tenantOf(true, { daysAgo: 100 }));
  await writeSmallTenant(folders.without, tenantOf(false, { isEveKept: true, daysAgo: 100 }));
  await withTenant(folders.whole, async (tenant) => {
    const run = (name: string, who?: Objectors) => runInProcess(tenant, report, { dataFolder: join(scratch, 'old-data'), outputFolder: join(scratch, name), objectors: who });
    await run('old-before');
    const { rows, overview } = await run('old-meanwhile', new Objectors(secret, [userKey(secret, idOf('bob'))]));
    await expectAsTheOracle({ rows, overview: { ...overview, addressesSelected: 2, addressesProcessed: 2, addressesSkipped: [] } }, folders.without, report);
  });
});

test('with fewer than two people left there is no report: its figures would be one person’s', async () => {
  const folder = join(scratch, 'two');
  const tenant = tenantOf(true);
  await writeSmallTenant(folder, { ...tenant, groups: [{ name: 'sales', members: ['ann', 'bob'] }] });
  await withTenant(folder, async (served) => {
    const run = runInProcess(served, report, { dataFolder: join(scratch, 'two-data'), outputFolder: join(scratch, 'two-out'), objectors });
    await expect(run).rejects.toMatchObject({ code: 'peopleTooFew', message: expect.stringContaining('1 more was erased on request') as string });
  });
});
