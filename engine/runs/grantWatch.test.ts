import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EngagementFailure } from '../model/failure.ts';
import { ManualClock } from '../model/manualClock.ts';
import { missingPermissions } from '../graph/permissions.ts';
import { GrantWatch } from './grantWatch.ts';

const allRoles = missingPermissions([]);
const second = 1000;

/** What the token service answers, one after the other; the last again and again. */
let answers: (readonly string[] | Error)[];
let asked: number;
let removed: number;
let faults: unknown[];
let isBusy: boolean;
let isNeeded: boolean;
let clock: ManualClock;
let watch: GrantWatch;
let watching: Promise<void> | undefined;

beforeEach(() => {
  [answers, asked, removed, faults, isBusy, isNeeded] = [[allRoles], 0, 0, [], false, true];
  clock = new ManualClock(0);
  watch = new GrantWatch({
    clock,
    grantedRoles: () => {
      asked += 1;
      const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    isBusy: () => isBusy,
    isNeeded: () => isNeeded,
    onRemoved: () => {
      removed += 1;
      return Promise.resolve();
    },
    onFault: (error) => faults.push(error),
  });
  watching = undefined;
});
afterEach(async () => {
  watch.stop();
  await watching;
});

/** Begins to watch; from then on `pass` lets time go by, and gives how often the token service was asked meanwhile. */
function begin(): (milliseconds: number) => Promise<number> {
  watching = watch.run();
  return async (milliseconds) => {
    const before = asked;
    clock.advance(milliseconds);
    await settled();
    return asked - before;
  };
}

/** Everything that follows without time going by has happened: it is all promises. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 50; turns += 1) await Promise.resolve();
}

describe('the permission is gone', () => {
  test.each(['Mail.ReadBasic.All', 'Calendars.ReadBasic.All'])('where two tokens one after the other lack %s', async (name) => {
    answers = [allRoles.filter((role) => role !== name)];
    await watch.check();
    expect([asked, removed]).toEqual([2, 1]);
  });

  test('only where the second token shows it too', async () => {
    answers = [[], allRoles];
    await watch.check();
    expect([asked, removed]).toEqual([2, 0]);
  });

  test('also where the directory is closed, without whose people no mailbox is found: of what Exchange grants nothing shows in a token', async () => {
    answers = [allRoles.filter((role) => role !== 'User.Read.All')];
    await watch.check();
    expect(removed).toBe(1);
  });

  test('not where another permission is missing, or a wider one was granted instead', async () => {
    answers = [['Mail.Read', 'Calendars.ReadWrite', 'Directory.Read.All']];
    await watch.check();
    expect([asked, removed]).toEqual([1, 0]);
  });

  test.each([
    ['the first', [new EngagementFailure('graphUnavailable', 'told by the test')]],
    ['the second', [[], new EngagementFailure('graphUnavailable', 'told by the test')]],
    ['the second, by a refusal', [[], new EngagementFailure('credentialsRefused', 'told by the test')]],
  ])('not where %s token cannot be had', async (_, given) => {
    answers = given;
    await expect(watch.check()).rejects.toThrow('told by the test');
    expect(removed).toBe(0);
  });
});

test('nothing is asked where there is no consent that could be withdrawn', async () => {
  isNeeded = false;
  await watch.check();
  expect(asked).toBe(0);
});

describe('watching', () => {
  test('looks every two seconds while mailboxes are read, so that a removal ends the reading within five', async () => {
    isBusy = true;
    const pass = begin();
    expect([await pass(2 * second - 1), await pass(1), await pass(2 * second)]).toEqual([0, 1, 1]);
    answers = [[]];
    await pass(2 * second);
    expect(removed).toBe(1);
  });

  test('looks every minute otherwise', async () => {
    const pass = begin();
    expect([await pass(60 * second - 1), await pass(1), await pass(60 * second)]).toEqual([0, 1, 1]);
  });

  test('looks at once, and then more often, when it is told that a run has begun', async () => {
    const pass = begin();
    await pass(10 * second);
    isBusy = true;
    watch.wake();
    await settled();
    expect(asked).toBe(1);
    expect(await pass(2 * second)).toBe(1);
  });

  test('goes on after a token service that was down, and tells of it', async () => {
    const down = new EngagementFailure('graphUnavailable', 'told by the test');
    answers = [down, allRoles];
    const pass = begin();
    expect([await pass(60 * second), await pass(60 * second)]).toEqual([1, 1]);
    expect([faults, removed]).toEqual([[down], 0]);
  });

  test('ends when it is stopped, without another look', async () => {
    begin();
    watch.stop();
    await watching;
    expect(asked).toBe(0);
  });
});
