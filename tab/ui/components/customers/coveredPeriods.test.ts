import { expect, test } from 'vitest';
import { coveredPeriods } from './coveredPeriods.ts';

const periods = (...startDates: readonly string[]) => startDates.map((startDate) => ({ startDate, score: 0, emailsTo: 0, emailsFrom: 0, meetingsTo: 0, meetingsFrom: 0 }));
const starts = (of: ReturnType<typeof coveredPeriods>) => of.map(({ startDate }) => startDate);
const from = '2026-10-14';

test('periods of which nothing has been read yet are left out; the one in which reading stands is kept', () => {
  expect(starts(coveredPeriods(periods('2026-09-01', '2026-10-01', '2026-11-01'), 'months', { isComplete: false, from }))).toEqual(['2026-10-01', '2026-11-01']);
  expect(starts(coveredPeriods(periods('2026-10-05', '2026-10-12', '2026-10-19'), 'weeks', { isComplete: false, from }))).toEqual(['2026-10-12', '2026-10-19']);
});

test('all periods are shown once the year has been read', () => {
  expect(coveredPeriods(periods('2025-11-01', '2026-10-01'), 'months', { isComplete: true, from })).toHaveLength(2);
});
