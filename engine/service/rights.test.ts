import { describe, expect, test } from 'vitest';
import { EngagementFailure } from '../model/failure.ts';
import { ManualClock } from '../model/manualClock.ts';
import { actions, type Action, type Actor } from './actions.ts';
import { Rights } from './rights.ts';

const tenantId = 'contoso';
const gail = 'gail';

const actors = {
  globalAdministrator: { tenantId, userId: gail, appRoles: [] },
  admin: { tenantId, userId: 'ann', appRoles: ['admin'] },
  viewer: { tenantId, userId: 'vic', appRoles: ['viewer'] },
  member: { tenantId, userId: 'mia', appRoles: [] },
} as const satisfies Record<string, Actor>;
type Kind = keyof typeof actors;

/** The directory as the test rules it, and how often it was asked. */
interface World {
  isOpenToMembers: boolean;
  administrators: readonly string[];
  failure: Error | undefined;
  asked: number;
}

function rightsIn(changes: Partial<World> = {}) {
  const world: World = { isOpenToMembers: false, administrators: [gail], failure: undefined, asked: 0, ...changes };
  const clock = new ManualClock(0);
  const rights = new Rights({
    tenantId,
    clock,
    isOpenToMembers: () => world.isOpenToMembers,
    isMember: (userId) => Promise.resolve(userId !== 'guest'),
    isGlobalAdministrator: (userId) => {
      world.asked += 1;
      return world.failure === undefined ? Promise.resolve(world.administrators.includes(userId)) : Promise.reject(world.failure);
    },
  });
  return { rights, world, clock };
}

/** Said once more, and by hand: a change of the table that nobody meant shows here. G: Global Administrator, A: admin, V: viewer, M: member. */
const table: Readonly<Record<Action, { readonly closed: string; readonly open: string }>> = {
  readOwnRights: { closed: 'GAVM', open: 'GAVM' },
  readResults: { closed: 'AV', open: 'GAVM' },
  exportResults: { closed: 'AV', open: 'AV' },
  subscribeConversations: { closed: 'AV', open: 'AV' },
  readEnrichments: { closed: 'GAV', open: 'GAVM' },
  editEnrichments: { closed: 'A', open: 'A' },
  runEnrichments: { closed: 'A', open: 'A' },
  editSegments: { closed: 'AV', open: 'AV' },
  writeBack: { closed: 'A', open: 'A' },
  readDirectory: { closed: 'A', open: 'A' },
  editContactDataSets: { closed: 'A', open: 'A' },
  readConsent: { closed: 'GA', open: 'GA' },
  answerConsent: { closed: 'G', open: 'G' },
  withdrawConsent: { closed: 'G', open: 'G' },
  readAudit: { closed: 'GA', open: 'GA' },
  editVisibility: { closed: 'A', open: 'A' },
  erasePeople: { closed: 'GA', open: 'GA' },
};
const letters: Readonly<Record<Kind, string>> = { globalAdministrator: 'G', admin: 'A', viewer: 'V', member: 'M' };
const kinds = Object.keys(actors) as Kind[];

describe.each(actions.flatMap((action) => (['closed', 'open'] as const).map((openness) => [action, openness] as const)))('%s, results %s to members', (action, openness) => {
  const isOpenToMembers = openness === 'open';

  test.each(kinds)('%s', async (kind) => {
    const { rights } = rightsIn({ isOpenToMembers });
    const isAllowed = table[action][openness].includes(letters[kind]);
    expect(await rights.has(actors[kind], action)).toBe(isAllowed);
    const asserted = rights.assert(actors[kind], action);
    await (isAllowed ? expect(asserted).resolves.toBeUndefined() : expect(asserted).rejects.toMatchObject({ code: 'notAllowed' }));
    expect((await rights.of(actors[kind])).actions.includes(action)).toBe(isAllowed);
  });

  test('nobody of another tenant, whatever their roles, and the directory is not even asked', async () => {
    const { rights, world } = rightsIn({ isOpenToMembers });
    for (const kind of kinds) expect(await rights.has({ ...actors[kind], tenantId: 'fabrikam' }, action)).toBe(false);
    expect(world.asked).toBe(0);
  });
});

test('roles add up: a Global Administrator who is a viewer may do what either may', async () => {
  const both: Actor = { ...actors.globalAdministrator, appRoles: ['viewer'] };
  const { roles, actions: held } = await rightsIn().rights.of(both);
  expect(roles).toEqual(['globalAdministrator', 'viewer', 'member']);
  expect(held).toEqual(expect.arrayContaining(['answerConsent', 'readResults', 'editSegments']));
  expect(held).not.toContain('editEnrichments');
});

describe('the proof of a Global Administrator', () => {
  test('is asked for anew for each answer to a consent request and each withdrawal', async () => {
    const { rights, world } = rightsIn();
    expect(await rights.has(actors.globalAdministrator, 'readConsent')).toBe(true);
    world.administrators = [];
    expect(await rights.has(actors.globalAdministrator, 'withdrawConsent')).toBe(false);
    expect(await rights.has(actors.globalAdministrator, 'answerConsent')).toBe(false);
    expect(world.asked).toBe(3);
  });

  test('is asked for anew for each person who is erased or taken off that list: it cannot be undone', async () => {
    const { rights, world } = rightsIn();
    await rights.has(actors.globalAdministrator, 'readConsent');
    world.administrators = [];
    expect(await rights.has(actors.globalAdministrator, 'erasePeople')).toBe(false);
  });

  test('serves reads for a minute, and no longer', async () => {
    const { rights, world, clock } = rightsIn();
    expect(await rights.has(actors.globalAdministrator, 'readAudit')).toBe(true);
    world.administrators = [];
    clock.advance(59_999);
    expect(await rights.has(actors.globalAdministrator, 'readAudit')).toBe(true);
    expect(world.asked).toBe(1);
    clock.advance(1);
    expect(await rights.has(actors.globalAdministrator, 'readAudit')).toBe(false);
    expect(world.asked).toBe(2);
  });

  test('of one person is no proof of another', async () => {
    const { rights } = rightsIn();
    expect(await rights.has(actors.globalAdministrator, 'readAudit')).toBe(true);
    expect(await rights.has(actors.member, 'readAudit')).toBe(false);
  });

  test('is not asked for where an app role is enough', async () => {
    const { rights, world } = rightsIn();
    expect(await rights.has(actors.admin, 'readConsent')).toBe(true);
    expect(world.asked).toBe(0);
  });
});

describe('while the directory cannot be asked', () => {
  const down = new EngagementFailure('graphUnavailable', 'told by the test');

  test('nobody is proven to be a Global Administrator, and others go on with what needs no proof', async () => {
    const { rights } = rightsIn({ failure: down });
    expect(await rights.has(actors.globalAdministrator, 'readConsent')).toBe(false);
    expect(await rights.has(actors.viewer, 'readConsent')).toBe(false);
    expect((await rights.of(actors.viewer)).roles).toEqual(['viewer', 'member']);
  });

  test('whoever answers or withdraws a consent is told so', async () => {
    const { rights } = rightsIn({ failure: down });
    await expect(rights.assert(actors.globalAdministrator, 'withdrawConsent')).rejects.toBe(down);
  });

  test('it is not asked by each read, so that none of them waits for it', async () => {
    const { rights, world } = rightsIn({ failure: down });
    for (let reads = 0; reads < 5; reads += 1) await rights.has(actors.viewer, 'readConsent');
    expect(world.asked).toBe(1);
  });

  test('a fault of the program stays a fault', async () => {
    const { rights } = rightsIn({ failure: new TypeError('told by the test') });
    await expect(rights.has(actors.viewer, 'readConsent')).rejects.toThrow(TypeError);
  });
});

test('what is open to all is open to members of the organisation, not to its guests', async () => {
  const { rights } = rightsIn({ isOpenToMembers: true });
  const guest: Actor = { tenantId, userId: 'guest', appRoles: [] };
  expect(await rights.has(actors.member, 'readResults')).toBe(true);
  expect(await rights.has(guest, 'readResults')).toBe(false);
  expect((await rights.of(guest)).actions).toEqual(['readOwnRights']);
  expect(await rights.has({ ...guest, appRoles: ['viewer'] }, 'readResults')).toBe(true);
});
