import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createGraph } from '../../engine/graph/client.ts';
import { ownerOf } from '../../engine/graph/directory.ts';
import { clientCredentialTokens } from '../../engine/graph/tokens.ts';
import { addressOf as parsed } from '../../engine/interactions/testItems.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { withTenant } from '../end-to-end/inProcess.ts';
import { scratchFolder } from '../end-to-end/scratchFolder.ts';
import { addressOf, idOf, writeSmallTenant, type SmallUser } from '../end-to-end/smallTenant.ts';

const scratch = await scratchFolder();

test('somebody whose account was deleted is found by any address of then, with the permissions that the product asks for', async () => {
  const folder = join(scratch, 'tenant');
  const more = { deletedDateTime: '2026-11-01T08:00:00Z', mail: 'leo@old.example', userPrincipalName: `${idOf('leo').replaceAll('-', '')}${addressOf('leo')}`, proxyAddresses: ['SMTP:leo@old.example', 'smtp:l@old.example'] };
  const users: SmallUser[] = [{ name: 'ann' }, { name: 'leo', more }];
  await writeSmallTenant(folder, { countryLetterCode: 'PL', users, groups: [], accounts: [], contacts: [], mails: {}, meetings: {} });
  await withTenant(folder, async (tenant) => {
    const tokens = clientCredentialTokens({ ...tenant, scope: 'https://graph.microsoft.com/.default', clock: systemClock });
    const graph = createGraph({ baseUrl: tenant.graphUrl, tokens, clock: systemClock, random: () => 0.5 });
    const addresses = ['leo@old.example', 'l@old.example', addressOf('leo')];
    for (const address of addresses) expect(await ownerOf(graph, parsed(address))).toEqual({ kind: 'person', userIds: [idOf('leo')], addresses: expect.arrayContaining(addresses.map(parsed)) as string[] });
    expect(await ownerOf(graph, parsed('nobody@old.example'))).toEqual({ kind: 'unknown' });
    await graph.close();
  });
});
