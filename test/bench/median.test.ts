import { describe, expect, test } from 'vitest';
import { median } from './median.ts';

describe('median', () => {
  test('is the middle value in the order of numbers, not of texts', () => {
    expect(median([10, 9, 100])).toBe(10);
  });

  test('of an even number of values is the mean of the two in the middle', () => {
    expect(median([4, 1, 2, 9])).toBe(3);
  });

  test('leaves the values as they are', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  test('refuses an empty list', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});
