import { expect, test } from 'vitest';
import { percentile95 } from './percentile.ts';

test('of a hundred values, five are at or above the percentile, in whatever order they come', () => {
  const values = Array.from({ length: 100 }, (_, place) => (place * 37) % 100);
  expect(values.filter((value) => value >= percentile95(values))).toHaveLength(5);
});

test('of few values it is the highest, and of none there is none', () => {
  expect(percentile95([2, 3, 1])).toBe(3);
  expect(() => percentile95([])).toThrow(RangeError);
});
