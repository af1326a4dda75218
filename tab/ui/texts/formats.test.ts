import { expect, test } from 'vitest';
import { formatsIn } from './formats.ts';

const en = formatsIn('en', 'Europe/Warsaw');
const pl = formatsIn('pl', 'Europe/Warsaw');
const now = Date.UTC(2026, 10, 23, 12);
const hour = 3_600_000;
/** As people read it: which kind of space stands between is the formatter's business. */
const plain = (text: string) => text.replace(/\s/gu, ' ');

test('numbers are written as people of the language write them', () => {
  expect([en.number(12_345.67), en.number(12_345.67, 1)]).toEqual(['12,346', '12,345.7']);
  expect(plain(pl.number(12_345.67, 1))).toBe('12 345,7');
  expect([en.change(5), en.change(-3.25), en.change(0)]).toEqual(['+5', '−3.3', '0']);
  expect([en.percent(0.905), plain(pl.percent(0.905, 1))]).toEqual(['91%', '90,5%']);
});

test('instants are those of the time zone, days and months those of the calendar', () => {
  expect(plain(en.instant(now))).toBe('23 Nov 2026, 13:00');
  expect(plain(pl.instant(now))).toBe('23 lis 2026, 13:00');
  expect([en.day('2026-11-01'), pl.day('2026-11-01')]).toEqual(['1 Nov 2026', '1 lis 2026']);
  expect([en.dayOfMonth('2026-11-01'), pl.dayOfMonth('2026-11-01')]).toEqual(['1 Nov', '1 lis']);
  expect([en.month('2026-11-01'), en.month('2026-11-01', 'short')]).toEqual(['Nov 2026', 'Nov']);
});

test('a distance of time is told in its largest whole unit', () => {
  expect([en.relative(now - 2 * hour - 1, now), en.relative(now + 5 * 60_000, now), en.relative(now - 400 * 24 * hour, now), en.relative(now, now)]).toEqual(['2 hours ago', 'in 5 minutes', 'last year', 'now']);
});

test('a duration is told in its two largest units', () => {
  expect([0, 45, 61, 3_600, 4_800, 90_000].map((seconds) => plain(en.duration(seconds)))).toEqual(['0 secs', '45 secs', '1 min 1 sec', '1 hr', '1 hr 20 mins', '1 day 1 hr']);
  expect(plain(pl.duration(4_800))).toBe('1 godz. 20 min');
});
