import { expect, test } from 'vitest';
import { labelledPlaces, wholeAxisEnd } from './ticks.ts';

test('labels stand as close as their width allows, and always at the last place', () => {
  expect(labelledPlaces(13, 600, 44)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(labelledPlaces(13, 240, 44)).toEqual([0, 3, 6, 9, 12]);
  expect(labelledPlaces(53, 600, 60).at(-1)).toBe(52);
  expect(labelledPlaces(53, 600, 60).length).toBeLessThanOrEqual(10);
  expect([labelledPlaces(0, 600, 44), labelledPlaces(3, 10, 44)]).toEqual([[], [2]]);
});

test.each([
  [0, 4],
  [3, 4],
  [5, 8],
  [9, 20],
  [37, 40],
  [41, 80],
  [97, 100],
  [1_016, 2_000],
])('an axis of four whole steps for values up to %i ends at %i', (valueMax, end) => {
  expect(wholeAxisEnd(valueMax, 4)).toBe(end);
});
