import { expect, test } from 'vitest';
import { monthsRead } from './monthsRead.ts';

const statesOf = (lastDay: string, completeFrom: string) => monthsRead(lastDay, completeFrom).map(({ state }) => state);

test('the months of a year are told newest first, with both ends cut by the window', () => {
  const months = monthsRead('2026-11-24', '2026-11-24').map(({ isoDate }) => isoDate);
  expect(months).toHaveLength(13);
  expect([months[0], months.at(-1)]).toEqual(['2026-11-01', '2025-11-01']);
});

test('a month that is read from within is read in part', () => {
  expect(statesOf('2026-11-24', '2026-09-10').slice(0, 4)).toEqual(['read', 'read', 'partly', 'unread']);
  expect(statesOf('2026-11-24', '2026-09-01').slice(0, 4)).toEqual(['read', 'read', 'read', 'unread']);
});

test('a whole year is read although its first month begins before it', () => {
  expect(new Set(statesOf('2026-11-24', '2025-11-24'))).toEqual(new Set(['read']));
});
