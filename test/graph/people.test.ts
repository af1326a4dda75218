import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGraph, type Graph } from '../../engine/graph/client.ts';
import { globalAdministratorIds, isGlobalAdministrator } from '../../engine/graph/globalAdministrators.ts';
import { isMember } from '../../engine/graph/membership.ts';
import { leapingClock } from '../../engine/graph/testServer.ts';
import { clientCredentialTokens } from '../../engine/graph/tokens.ts';
import { type LocalTenant, startLocalTenant } from '../../infra/local-tenant/index.ts';

const globalAdministrator = ['62e90394-69f5-4237-9190-012177145e10'];
const userAdministrator = ['fe930be7-5e62-47db-91af-98c3a49a38b1'];

const people = {
  direct: 'AAAAAAAA-0000-4000-8000-000000000001',
  throughGroup: 'aaaaaaaa-0000-4000-8000-000000000002',
  throughNestedGroup: 'aaaaaaaa-0000-4000-8000-000000000003',
  directAndDisabled: 'aaaaaaaa-0000-4000-8000-000000000004',
  throughGroupAndDisabled: 'aaaaaaaa-0000-4000-8000-000000000005',
  ofAnotherRole: 'aaaaaaaa-0000-4000-8000-000000000006',
  ofNoRole: 'aaaaaaaa-0000-4000-8000-000000000007',
  guest: 'aaaaaaaa-0000-4000-8000-000000000008',
} as const;
const administrators = [people.direct, people.throughGroup, people.throughNestedGroup];
const groups = { holders: 'bbbbbbbb-0000-4000-8000-000000000001', nested: 'bbbbbbbb-0000-4000-8000-000000000002', others: 'bbbbbbbb-0000-4000-8000-000000000003' } as const;

let folder: string;
let tenant: LocalTenant;
let graph: Graph;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'administrators-'));
  const user = (id: string, directoryRoles: readonly string[] = [], accountEnabled = true) => ({ id, userPrincipalName: `${id}@contoso.example`, accountEnabled, directoryRoles });
  const users = [
    user(people.direct, globalAdministrator),
    user(people.throughGroup),
    user(people.throughNestedGroup, userAdministrator),
    user(people.directAndDisabled, globalAdministrator, false),
    user(people.throughGroupAndDisabled, [], false),
    user(people.ofAnotherRole, userAdministrator),
    user(people.ofNoRole),
    { ...user(people.guest), userType: 'Guest' },
  ];
  const tenantGroups = [
    // The nested group leads back to the first: nobody may run in circles.
    { id: groups.holders, members: [people.throughGroup, people.throughGroupAndDisabled, groups.nested], directoryRoles: globalAdministrator },
    { id: groups.nested, members: [people.throughNestedGroup, people.direct, groups.holders] },
    { id: groups.others, members: [people.ofNoRole], directoryRoles: userAdministrator },
  ];
  await writeFile(join(folder, 'organization.json'), JSON.stringify({ id: 'cccccccc-0000-4000-8000-000000000001', verifiedDomains: [{ name: 'contoso.example' }] }));
  await writeFile(join(folder, 'users.json'), JSON.stringify(users));
  await writeFile(join(folder, 'groups.json'), JSON.stringify(tenantGroups));
  await writeFile(join(folder, 'accounts.csv'), 'AccountId,Name\r\n');
  await writeFile(join(folder, 'contacts.csv'), 'ContactId,AccountId,FullName,Email\r\n');
  const clock = leapingClock();
  tenant = await startLocalTenant(folder, { clock });
  const tokens = clientCredentialTokens({ ...tenant, scope: 'https://graph.microsoft.com/.default', clock });
  graph = createGraph({ baseUrl: tenant.graphUrl, tokens, clock, random: () => 0.5 });
});

afterAll(async () => {
  await graph.close();
  await tenant.close();
  await rm(folder, { recursive: true });
});

describe('Global Administrators', () => {
  test.each(Object.entries(people))('%s: told as such only if the role is held, by assignment or by any group, and the account is enabled', async (_, id) => {
    const expected = administrators.some((administrator) => administrator === id);
    expect(await isGlobalAdministrator(graph, id)).toBe(expected);
    expect(await isGlobalAdministrator(graph, id.toUpperCase())).toBe(expected);
  });

  test('somebody whom the directory does not know, or a group, is none', async () => {
    expect(await isGlobalAdministrator(graph, 'dddddddd-0000-4000-8000-000000000001')).toBe(false);
    expect(await isGlobalAdministrator(graph, groups.holders)).toBe(false);
    expect(await isGlobalAdministrator(graph, `${people.ofNoRole}/../${people.direct}`)).toBe(false);
  });

  test('are all listed, each once, by ids in lower case', async () => {
    expect(await globalAdministratorIds(graph)).toEqual(administrators.map((id) => id.toLowerCase()));
  });

  test('cannot be told while the app may not read roles', async () => {
    tenant.revoke('RoleManagement.Read.Directory');
    await graph.grantedRoles();
    await expect(isGlobalAdministrator(graph, people.direct)).rejects.toMatchObject({ code: 'consentMissing', message: expect.stringContaining('RoleManagement.Read.Directory') as string });
    await expect(globalAdministratorIds(graph)).rejects.toMatchObject({ code: 'consentMissing' });
    tenant.grant('RoleManagement.Read.Directory');
    await graph.grantedRoles();
    expect(await isGlobalAdministrator(graph, people.direct)).toBe(true);
  });
});

test('a member is somebody of the organisation whose account is enabled: no guest, and nobody whom it does not know', async () => {
  const isOne = (id: string) => isMember(graph, id);
  expect(await Promise.all([people.ofNoRole, people.direct].map(isOne))).toEqual([true, true]);
  expect(await Promise.all([people.guest, people.directAndDisabled, 'aaaaaaaa-0000-4000-8000-0000000000ff'].map(isOne))).toEqual([false, false, false]);
});
