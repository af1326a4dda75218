import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { dayMilliseconds, isoDate, localDay, reportWindow, windowFrom, zoneOffsets } from './window.ts';

const at = (text: string) => Date.parse(text);
const windowStart = (asOf: string, timeZone: string) => new Date(reportWindow(at(asOf), timeZone).startAt).toISOString();

describe('the window begins at the local midnight 365 days before the local day of its end', () => {
  test.each([
    ['in the middle of a day', '2026-11-23T09:30:00Z', 'UTC', '2025-11-23T00:00:00.000Z'],
    ['at midnight', '2026-11-23T00:00:00Z', 'UTC', '2025-11-23T00:00:00.000Z'],
    ['a millisecond before midnight', '2026-11-22T23:59:59.999Z', 'UTC', '2025-11-22T00:00:00.000Z'],
    ['where it is the next day already', '2026-11-22T23:30:00Z', 'Europe/Warsaw', '2025-11-22T23:00:00.000Z'],
    ['where it is the day before still', '2026-11-23T02:00:00Z', 'America/New_York', '2025-11-22T05:00:00.000Z'],
    ['in a zone of half hours', '2026-11-23T18:29:00Z', 'Asia/Kolkata', '2025-11-22T18:30:00.000Z'],
    ['with a leap day in it', '2024-11-23T12:00:00Z', 'UTC', '2023-11-24T00:00:00.000Z'],
    ['from a leap day', '2024-02-29T12:00:00Z', 'UTC', '2023-03-01T00:00:00.000Z'],
    ['to a day of 23 hours', '2027-03-29T12:00:00Z', 'Europe/Warsaw', '2026-03-28T23:00:00.000Z'],
    ['to a day of 25 hours', '2027-10-25T12:00:00Z', 'Europe/Warsaw', '2026-10-24T22:00:00.000Z'],
    ['to a day that begins at 1 o’clock', '2019-11-04T15:00:00Z', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['to a day that begins at 1 o’clock, east of Greenwich', '2011-03-28T12:00:00Z', 'Asia/Beirut', '2010-03-27T22:00:00.000Z'],
    ['to a day whose first hour comes twice', '2027-10-25T12:00:00Z', 'Atlantic/Azores', '2026-10-25T00:00:00.000Z'],
    ['to the day after one that never was', '2012-12-29T12:00:00Z', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ])('%s: %s in %s is %s', (_, asOf, timeZone, start) => {
    expect(windowStart(asOf, timeZone)).toBe(start);
  });
});

test.each(['Nowhere/None', 'Warsaw', '', 'Europe/Warsaw ', '../etc'])('%j is refused: no time zone', (timeZone) => {
  expect(() => reportWindow(at('2026-11-23T00:00:00Z'), timeZone)).toThrow(expect.objectContaining({ code: 'timeZoneUnknown' }));
});

const zones = [
  ...['UTC', 'Europe/Warsaw', 'Europe/Dublin', 'Atlantic/Azores', 'Africa/Casablanca', 'Asia/Beirut', 'Asia/Kolkata', 'Asia/Kathmandu'],
  ...['America/New_York', 'America/St_Johns', 'America/Sao_Paulo', 'America/Havana', 'Pacific/Apia', 'Pacific/Chatham', 'Australia/Lord_Howe'],
];
const windows = fc
  .record({ asOf: fc.integer({ min: at('2005-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') }), timeZone: fc.constantFrom(...zones) })
  .map(({ asOf, timeZone }) => reportWindow(asOf, timeZone));

/** What the calendar on the wall says, by another library. */
const dayByLuxon = (instant: number, timeZone: string) => DateTime.fromMillis(instant, { zone: timeZone }).toISODate() ?? '';

test('the local day of any instant of any window is the one that luxon tells', () => {
  fc.assert(
    fc.property(windows, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 }), (window, shares) => {
      const offsets = zoneOffsets(window);
      for (const share of shares) {
        const instant = Math.floor(window.startAt + share * (window.asOf - window.startAt));
        expect(isoDate(localDay(instant, offsets))).toBe(dayByLuxon(instant, window.timeZone));
      }
    }),
  );
});

test('a window from a later day on begins with the first instant of that day, and ends where the whole one does', () => {
  fc.assert(
    fc.property(windows, fc.double({ min: 0, max: 1, noNaN: true }), (window, share) => {
      const offsets = zoneOffsets(window);
      const day = localDay(Math.floor(window.startAt + share * (window.asOf - window.startAt)), offsets);
      const { startAt, ...rest } = windowFrom(window, day);
      expect({ ...rest, startAt: window.startAt }).toEqual(window);
      expect(localDay(startAt, offsets)).toBe(day);
      expect(startAt === window.startAt || localDay(startAt - 1, offsets) < day).toBe(true);
    }),
  );
});

test('the offsets begin with the window, follow each other, and change to the millisecond where the zone does', () => {
  fc.assert(
    fc.property(windows, (window) => {
      const offsets = zoneOffsets(window);
      const offsetAt = (instant: number) => DateTime.fromMillis(instant, { zone: window.timeZone }).offset * 60_000;
      expect(offsets[0]?.fromAt).toBe(window.startAt);
      for (const [index, { fromAt, offsetMilliseconds }] of offsets.entries()) {
        expect(offsetAt(fromAt)).toBe(offsetMilliseconds);
        const before = offsets[index - 1];
        if (before === undefined) continue;
        expect(fromAt).toBeGreaterThan(before.fromAt);
        expect(offsetAt(fromAt - 1)).toBe(before.offsetMilliseconds);
      }
    }),
  );
});

test.each([
  ['UTC', '2026-11-23T12:00:00Z', 1],
  ['Europe/Warsaw', '2026-11-23T12:00:00Z', 3],
  ['Africa/Casablanca', '2026-11-23T12:00:00Z', 3],
  ['Pacific/Apia', '2012-06-01T00:00:00Z', 4],
])('the year in %s up to %s has %i stretches of one offset', (timeZone, asOf, count) => {
  expect(zoneOffsets(reportWindow(at(asOf), timeZone))).toHaveLength(count);
});

test('the day that Samoa skipped has no instant: 29 December 2011 is followed by the 31st', () => {
  const offsets = zoneOffsets(reportWindow(at('2012-06-01T00:00:00Z'), 'Pacific/Apia'));
  const change = at('2011-12-30T10:00:00Z');
  expect(isoDate(localDay(change - 1, offsets))).toBe('2011-12-29');
  expect(isoDate(localDay(change, offsets))).toBe('2011-12-31');
});

test('an instant before the window, such as the end of a meeting’s series, is placed by the first offset', () => {
  const window = reportWindow(at('2026-11-23T12:00:00Z'), 'Europe/Warsaw');
  expect(isoDate(localDay(window.startAt - 1, zoneOffsets(window)))).toBe('2025-11-22');
});

test.each([
  [0, '1970-01-01'],
  [at('2024-02-29T00:00:00Z') / dayMilliseconds, '2024-02-29'],
  [-1, '1969-12-31'],
])('day %i is %s', (day, date) => {
  expect(isoDate(day)).toBe(date);
});
