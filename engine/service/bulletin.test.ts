import { describe, expect, test } from 'vitest';
import { testId } from '../enrichments/testEnrichment.ts';
import { EngagementFailure } from '../model/failure.ts';
import { openTestService, people } from './testService.ts';
import { allRoles } from './testDirectory.ts';

const id = testId(1);
const down = new EngagementFailure('graphUnavailable', 'told by the test');
const account = (emailsTo: number) => ({ name: 'Adatum', figures: [{ emailsTo, daysSinceEmail: 1 }] });

test('it tells everything that is on record, drafts and chosen addresses too, and how far a run has come', async () => {
  const given = await openTestService();
  const { service } = given;
  await service.enrichments.create(people.ann, { name: 'New' });
  const publication = await given.publish(id, { accounts: { a: account(1) } });
  expect(service.bulletin.enrichments()).toMatchObject([
    { enrichment: { settings: { addresses: ['sales@contoso.com'] } }, state: 'ready', consent: { status: 'granted' }, publication },
    { enrichment: { draft: { name: 'New' } }, state: 'draft' },
  ]);
  expect([service.bulletin.runs().length, service.bulletin.publications(), service.bulletin.progress(id)]).toEqual([1, [publication], undefined]);
  const receipt = await service.consents.withdraw(people.gail, id);
  expect([service.bulletin.receipts(), service.bulletin.consents().map(({ status }) => status)]).toEqual([[receipt], ['withdrawn']]);
});

test('its views are made once for each state', async () => {
  const { service } = await openTestService();
  const views = service.bulletin.enrichments();
  expect(service.bulletin.enrichments()).toBe(views);
  await service.enrichments.setActive(people.ann, id, false);
  expect(service.bulletin.enrichments()).toMatchObject([{ state: 'inactive' }]);
});

test('of results that are gone, or never were, there are no movers', async () => {
  const { service } = await openTestService();
  for (const one of [id, testId(7)]) expect(await service.bulletin.movers(one, 5)).toEqual({ up: [], down: [] });
});

test('each change is told when the bulletin has it already', async () => {
  const given = await openTestService();
  const count = () => given.events.filter(({ kind }) => kind === 'changed').length;
  await given.service.enrichments.setActive(people.ann, id, false);
  const before = count();
  expect(before).toBeGreaterThan(0);
  await given.service.enrichments.list(people.ann);
  expect(count()).toBe(before);
});

describe('of people', () => {
  test('it tells who the administrators are and how somebody is called, as the directory says now', async () => {
    const { service, directory } = await openTestService();
    directory.administrators = ['GAIL', 'georg'];
    expect(await service.bulletin.globalAdministratorIds()).toEqual(['gail', 'georg']);
    expect(await service.bulletin.displayName('ann')).toBe("ann's name");
  });

  test('it tells nothing where the directory may not be asked, and that it is down where it is', async () => {
    const { service, directory } = await openTestService();
    directory.roles = [];
    expect([await service.bulletin.globalAdministratorIds(), await service.bulletin.displayName('ann')]).toEqual([undefined, undefined]);
    directory.failure = down;
    await expect(service.bulletin.globalAdministratorIds()).rejects.toBe(down);
    await expect(service.bulletin.displayName('ann')).rejects.toBe(down);
  });
});

describe('the Teams app', () => {
  const optional = ['AppCatalog.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All'];

  test('is installed once for somebody, where the organisation permits it and has the app', async () => {
    const { service, directory } = await openTestService({ teamsAppId: 'manifest' });
    directory.roles = [...allRoles, ...optional];
    directory.catalogue = { manifest: 'entry' };
    expect(await service.bulletin.installApp('gail')).toBe('installed');
    expect(await service.bulletin.installApp('gail')).toBe('alreadyInstalled');
    expect([...directory.installed]).toEqual([['/users/gail/teamwork/installedApps', { 'teamsApp@odata.bind': 'https://graph.example/v1.0/appCatalogs/teamsApps/entry' }]]);
  });

  test.each([
    ['there is none', undefined, optional, 'entry'],
    ['the catalogue may not be read', 'manifest', optional.slice(1), 'entry'],
    ['the catalogue does not have it', 'manifest', optional, undefined],
    ['it may not be installed', 'manifest', optional.slice(0, 1), 'entry'],
  ])('is not installed where %s, and that is said', async (_, teamsAppId, roles, entry) => {
    const { service, directory } = await openTestService({ ...(teamsAppId !== undefined && { teamsAppId }) });
    directory.roles = [...allRoles, ...roles];
    directory.catalogue = entry === undefined ? {} : { manifest: entry };
    expect([await service.bulletin.installApp('gail'), directory.installed.size]).toEqual(['notPermitted', 0]);
  });
});

describe('the actor', () => {
  test('is who the directory says, with the roles that it gives directly and by groups', async () => {
    const { service, directory } = await openTestService();
    directory.appRoles = [
      { value: 'Engagement.Admin', principalId: 'Ann', principalType: 'User' },
      { value: 'Engagement.Viewer', principalId: 'sales@contoso.com', principalType: 'Group' },
    ];
    expect(await service.actorOf('ANN')).toEqual({ tenantId: 'contoso', userId: 'ann', appRoles: ['admin', 'viewer'] });
    expect(await service.actorOf('bob')).toEqual({ tenantId: 'contoso', userId: 'bob', appRoles: ['viewer'] });
    expect(await service.actorOf('mia')).toEqual({ tenantId: 'contoso', userId: 'mia', appRoles: [] });
    expect(directory.reads.get('servicePrincipals')).toBe(1);
  });

  test('has no role where the directory may not be asked; where it is down, that is said', async () => {
    const { service, directory, clock } = await openTestService();
    directory.roles = [];
    expect((await service.actorOf('ann')).appRoles).toEqual([]);
    directory.failure = down;
    clock.advance(60_000);
    await expect(service.actorOf('ann')).rejects.toBe(down);
  });
});
