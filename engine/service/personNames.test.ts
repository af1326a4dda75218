import { expect, test } from 'vitest';
import { EngagementFailure } from '../model/failure.ts';
import { ManualClock } from '../model/manualClock.ts';
import { personNames } from './personNames.ts';
import { TestDirectory } from './testDirectory.ts';

const clock = new ManualClock(0);

function directory(prepare: (directory: TestDirectory) => void = () => undefined): { readonly options: Parameters<typeof personNames>[0]['options']; readonly asked: TestDirectory } {
  const asked = new TestDirectory();
  prepare(asked);
  return { options: { connect: () => asked, clock }, asked };
}

test('each person is asked for once, and those whom the directory does not know are left out', async () => {
  const { options, asked } = directory(({ strangers }) => strangers.add('bob'));
  expect(await personNames({ options }, ['ann', undefined, 'Ann', 'bob'])).toEqual([{ userId: 'ann', displayName: "ann's name" }]);
  expect(asked.reads.get('users')).toBe(1);
});

test('nobody is asked for where nobody is named', async () => {
  const { options, asked } = directory();
  expect(await personNames({ options }, [undefined])).toEqual([]);
  expect(asked.reads.size).toBe(0);
});

test.each<[string, (directory: TestDirectory) => void]>([
  ['may not be asked', (asked) => (asked.roles = [])],
  ['does not know the app', (asked) => (asked.failure = new EngagementFailure('credentialsRefused', ''))],
  ['is down', (asked) => (asked.failure = new EngagementFailure('graphUnavailable', ''))],
])('there are no names where the directory %s', async (_, prepare) => {
  expect(await personNames(directory(prepare), ['ann'])).toEqual([]);
});

test('a directory that takes long is not waited for', async () => {
  const connect = (signal?: AbortSignal) => {
    const asked = new TestDirectory();
    asked.beforeAnswer = () =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(new EngagementFailure('interrupted', '')));
        clock.advance(3_000);
      });
    return asked;
  };
  expect(await personNames({ options: { connect, clock } }, ['ann'])).toEqual([]);
});

test('a fault of our own is not hidden', async () => {
  const { options } = directory((asked) => (asked.beforeAnswer = () => Promise.reject(new TypeError('told by the test'))));
  await expect(personNames({ options }, ['ann'])).rejects.toThrow(TypeError);
});
