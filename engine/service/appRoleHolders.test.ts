import { expect, test } from 'vitest';
import { EngagementFailure } from '../model/failure.ts';
import { ManualClock } from '../model/manualClock.ts';
import { AppRoleHolders } from './appRoleHolders.ts';

/** Over a directory that the test rules. */
function holders() {
  const world = { roles: new Map([['ann', new Set(['Engagement.Viewer', 'Engagement.Admin'])], ['vic', new Set(['Engagement.Viewer', 'Something.Else'])]]), reads: 0, failure: undefined as Error | undefined };
  const clock = new ManualClock(0);
  const found = new AppRoleHolders(clock, () => {
    world.reads += 1;
    return world.failure === undefined ? Promise.resolve(world.roles) : Promise.reject(world.failure);
  });
  return { world, clock, rolesOf: (userId: string) => found.rolesOf(userId) };
}

test('people have the roles of this product that the directory says, and others have none', async () => {
  const { rolesOf } = holders();
  expect(await Promise.all(['ANN', 'vic', 'mia'].map(rolesOf))).toEqual([['admin', 'viewer'], ['viewer'], []]);
});

test('the list is read once for all who ask within a minute, and for those who ask at once', async () => {
  const { world, clock, rolesOf } = holders();
  await Promise.all(['ann', 'vic', 'mia'].map(rolesOf));
  world.roles = new Map();
  clock.advance(59_999);
  expect([await rolesOf('ann'), world.reads]).toEqual([['admin', 'viewer'], 1]);
  clock.advance(1);
  expect([await rolesOf('ann'), world.reads]).toEqual([[], 2]);
});

test('a failure is told to all who wait for it, and remembered by nobody', async () => {
  const { world, rolesOf } = holders();
  world.failure = new EngagementFailure('graphUnavailable', 'told by the test');
  const answers = await Promise.allSettled(['ann', 'vic'].map(rolesOf));
  expect([answers.map(({ status }) => status), world.reads]).toEqual([['rejected', 'rejected'], 1]);
  world.failure = undefined;
  expect(await rolesOf('ann')).toEqual(['admin', 'viewer']);
});
