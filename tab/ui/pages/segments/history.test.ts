import { expect, test } from 'vitest';
import { linePoints, trendOf } from './history.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 23);
const at = (daysAgo: number, count: number) => ({ publicationId: `p${daysAgo}`, at: now - daysAgo * day, count });

test('a trend goes back 30 days at most', () => {
  expect(trendOf([at(90, 1), at(31, 2), at(30, 3), at(1, 8), at(0, 10)])).toEqual({ count: 10, change: 7, since: now - 30 * day });
  expect(trendOf([at(2, 10), at(0, 10)])).toEqual({ count: 10, change: 0, since: now - 2 * day });
});

test('one count is no trend, and none is not known', () => {
  expect(trendOf([at(0, 4)])).toEqual({ count: 4, change: undefined, since: now });
  expect(trendOf([at(90, 1), at(0, 4)])).toMatchObject({ count: 4, change: undefined });
  expect(trendOf([])).toBeUndefined();
});

test('a line runs from the first count to the last, in its box', () => {
  expect(linePoints([at(10, 5), at(5, 15), at(0, 10)], 100, 20)).toEqual([[0, 20], [50, 0], [100, 10]]);
  expect(linePoints([at(1, 5), at(0, 5)], 100, 20)).toEqual([[0, 10], [100, 10]]);
  expect(linePoints([at(0, 5)], 100, 20)).toEqual([[100, 10]]);
});
