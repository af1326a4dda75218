import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAppRoles } from '../../engine/graph/appRoles.ts';
import { createGraph, type WritableGraph } from '../../engine/graph/client.ts';
import { readDisplayNames } from '../../engine/graph/displayName.ts';
import { installTeamsApp } from '../../engine/graph/teamsApp.ts';
import { leapingClock } from '../../engine/graph/testServer.ts';
import { clientCredentialTokens } from '../../engine/graph/tokens.ts';
import { type LocalTenant, startLocalTenant } from '../../infra/local-tenant/index.ts';

const [admin, viewer, nobody] = ['AAAAAAAA-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000002', 'aaaaaaaa-0000-4000-8000-000000000003'] as const;
const stranger = 'aaaaaaaa-0000-4000-8000-0000000000ff';

let folder: string;
let tenant: LocalTenant;
let graph: WritableGraph;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'teams-'));
  const user = (id: string, displayName: string, appRoles: readonly string[] = []) => ({ id, displayName, userPrincipalName: `${id}@contoso.example`, appRoles });
  await writeFile(join(folder, 'organization.json'), JSON.stringify({ id: 'cccccccc-0000-4000-8000-000000000001', verifiedDomains: [{ name: 'contoso.example' }] }));
  await writeFile(join(folder, 'users.json'), JSON.stringify([user(admin, 'Zoë', ['Engagement.Admin', 'Engagement.Viewer']), user(viewer, 'Vic', ['Engagement.Viewer']), user(nobody, 'Nob')]));
  await writeFile(join(folder, 'groups.json'), '[]');
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

test('the directory tells who holds which role of the app, and how people are called', async () => {
  const roles = await readAppRoles(graph, tenant.clientId);
  expect([...roles].map(([id, values]) => [id, [...values].sort()])).toEqual([
    [admin.toLowerCase(), ['Engagement.Admin', 'Engagement.Viewer']],
    [viewer, ['Engagement.Viewer']],
  ]);
  expect([...(await readDisplayNames(graph, [viewer, admin, stranger, viewer.toUpperCase()]))].sort()).toEqual([[admin.toLowerCase(), 'Zoë'], [viewer, 'Vic']]);
});

describe('the Teams app', () => {
  const grant = (...roles: string[]) => {
    tenant.grant(...roles);
    return graph.grantedRoles();
  };

  test('cannot be installed before the organisation has granted both permissions', async () => {
    await expect(installTeamsApp(graph, tenant.clientId, viewer)).rejects.toMatchObject({ code: 'consentMissing', message: expect.stringContaining('AppCatalog.Read.All') as string });
    await grant('AppCatalog.Read.All');
    await expect(installTeamsApp(graph, tenant.clientId, viewer)).rejects.toMatchObject({ code: 'consentMissing', message: expect.stringContaining('TeamsAppInstallation.ReadWriteSelfForUser.All') as string });
  });

  test('is installed once for each person, and only an app that the catalogue has, for somebody who is there', async () => {
    await grant('AppCatalog.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All');
    const install = (userId: string, appId = tenant.clientId) => installTeamsApp(graph, appId, userId);
    expect([await install(viewer), await install(viewer), await install(stranger), await install(nobody, stranger)]).toEqual(['installed', 'alreadyInstalled', 'unknown', 'unknown']);
    expect(tenant.installedApps()).toEqual([{ userId: viewer, externalId: tenant.clientId }]);
  });
});
