import { expect, test } from 'vitest';
import { enrichedWithin } from './range.ts';

const day = 86_400_000;
const now = 400 * day;
const publications = [
  { publishedAt: now - 380 * day, customersEnriched: 1 },
  { publishedAt: now - 20 * day, customersEnriched: 2 },
  { publishedAt: now - 2 * day, customersEnriched: 3 },
  { publishedAt: now - 2 * day + 60_000, customersEnriched: 4 },
];
const valuesOf = (range: Parameters<typeof enrichedWithin>[1]) => enrichedWithin(publications, range, now).map(({ value }) => value);

test('a range shows what was published in it', () => {
  expect([valuesOf('month'), valuesOf('year'), valuesOf('all')]).toEqual([[2, 4], [2, 4], [1, 2, 4]]);
});

test('a week shows each publication, a longer range the last of each day', () => {
  expect(valuesOf('week')).toEqual([3, 4]);
  expect(valuesOf('month')).toEqual([2, 4]);
});
