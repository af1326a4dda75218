import { expect, test } from 'vitest';
import { leaderOf } from './leaders.ts';

test('whoever is ahead by a tenth of the points at least leads', () => {
  expect(leaderOf([5, 9, 8], 10)).toBe(1);
  expect(leaderOf([20, undefined, 3], 20)).toBe(0);
});

test('nobody leads by less, by a tie, or alone', () => {
  expect(leaderOf([5, 8.5, 8], 10)).toBeUndefined();
  expect(leaderOf([7, 7], 10)).toBeUndefined();
  expect(leaderOf([7], 10)).toBeUndefined();
  expect(leaderOf([undefined, undefined], 10)).toBeUndefined();
});
