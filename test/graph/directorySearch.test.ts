import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraph, type Graph } from '../../engine/graph/client.ts';
import { searchDirectory } from '../../engine/graph/directorySearch.ts';
import { leapingClock } from '../../engine/graph/testServer.ts';
import { clientCredentialTokens } from '../../engine/graph/tokens.ts';
import { type LocalTenant, startLocalTenant } from '../../infra/local-tenant/index.ts';

let folder: string;
let tenant: LocalTenant;
let graph: Graph;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'directory-search-'));
  const user = (name: string, more: object = {}) => {
    const mail = `${name.toLowerCase().replace(/\W+/g, '.')}@contoso.example`;
    return { id: mail, displayName: name, mail, userPrincipalName: mail, accountEnabled: true, userType: 'Member', ...more };
  };
  const crowd = Array.from({ length: 60 }, (_, number) => user(`Crowd ${number}`));
  const users = [user('Anna McDonald'), user('Jo "Annie" O\'Neil'), user('Żaneta', { mail: 'ann.z@contoso.example', userType: null }), user('Anna Gone', { accountEnabled: false }), user('Anna Guest', { userType: 'Guest' }), user('Anna Room', { mail: null }), ...crowd];
  const group = (name: string, more: object = {}) => ({ id: name, displayName: name, mail: `${name.toLowerCase()}@contoso.example`, mailEnabled: true, members: [], ...more });
  const groups = [group('Announcements'), group('AnnSecurity', { mailEnabled: false }), group('AnnDynamic', { isDynamicDistribution: true })];
  await writeFile(join(folder, 'organization.json'), JSON.stringify({ id: 'cccccccc-0000-4000-8000-000000000001', verifiedDomains: [{ name: 'contoso.example' }] }));
  await writeFile(join(folder, 'users.json'), JSON.stringify(users));
  await writeFile(join(folder, 'groups.json'), JSON.stringify(groups));
  await writeFile(join(folder, 'accounts.csv'), 'AccountId,Name\r\n');
  await writeFile(join(folder, 'contacts.csv'), 'ContactId,AccountId,FullName,Email\r\n');
  const clock = leapingClock();
  tenant = await startLocalTenant(folder, { clock, paging: { shortShare: 1, emptyShare: 0.3 } });
  graph = createGraph({ baseUrl: tenant.graphUrl, tokens: clientCredentialTokens({ ...tenant, scope: 'https://graph.microsoft.com/.default', clock }), clock, random: () => 0.5 });
});

afterAll(async () => {
  await graph.close();
  await tenant.close();
  await rm(folder, { recursive: true });
});

test.each([
  ['ann', ['Anna McDonald', 'Announcements', 'Żaneta', 'Jo "Annie" O\'Neil']],
  ['mcdonald', ['Anna McDonald']],
  ['donald ANN', ['Anna McDonald']],
  ['"annie"', ['Jo "Annie" O\'Neil']],
  ["o'neil", ['Jo "Annie" O\'Neil']],
  ['announcements@contoso', ['Announcements']],
  ['żan', ['Żaneta']],
  ['nna', []],
  ['contoso', []],
])('the text %j finds people and groups who can be chosen: %j', async (text, expected) => {
  expect((await searchDirectory(graph, text, 10)).map(({ name }) => name)).toEqual(expected);
});

test('no more are asked for than wanted, however short the pages come', async () => {
  expect(await searchDirectory(graph, 'crowd', 7)).toHaveLength(7);
});
