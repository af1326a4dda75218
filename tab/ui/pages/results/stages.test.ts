import { expect, test } from 'vitest';
import { stagesOf } from './stages.ts';

const statesOf = (...input: Parameters<typeof stagesOf>) => stagesOf(...input).map(({ state }) => state);

test('stages before the one under way are done, those after it are to come', () => {
  expect(statesOf({ outcome: undefined }, 'aggregate')).toEqual(['done', 'done', 'current', 'waiting', 'waiting']);
});

test('a run that waits its turn has all of them before it', () => {
  expect(new Set(statesOf({ outcome: undefined }, undefined))).toEqual(new Set(['waiting']));
});

test('a run that has ended has done all of them, or none that is known', () => {
  expect(new Set(statesOf({ outcome: 'succeededWithWarnings' }, undefined))).toEqual(new Set(['done']));
  expect(new Set(statesOf({ outcome: 'failed' }, undefined))).toEqual(new Set(['stopped']));
});
