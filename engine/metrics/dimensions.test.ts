import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, day } from '../interactions/testItems.ts';
import { isoDate, localDay, reportWindow, zoneOffsets } from '../model/window.ts';
import { loadDimensions } from './dimensions.ts';
import { connectToNothing, rowsOf } from './testStore.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await connectToNothing();
});
afterAll(() => connection.closeSync());

const windowOf = async (asOf: number, timeZone: string) => {
  const window = reportWindow(asOf, timeZone);
  await loadDimensions(connection, { window, people: [], contacts: [] });
  return window;
};

/** The periods in which a day lies: what its span says. */
const periodsOfDays = async () =>
  (await rowsOf(connection, 'SELECT day, level, start_day, last_day FROM span JOIN calendar USING (span) ORDER BY day, level')).map((row) => ({
    day: Number(row['day']),
    level: String(row['level']),
    startDay: Number(row['start_day']),
    lastDay: Number(row['last_day']),
  }));

test('every day of any window lies in exactly one year, calendar month and ISO week', async () => {
  const asOfs = fc.integer({ min: at('2010-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') });
  await fc.assert(
    fc.asyncProperty(asOfs, fc.constantFrom('UTC', 'Europe/Warsaw', 'Pacific/Apia', 'America/Sao_Paulo'), async (asOf, timeZone) => {
      const window = await windowOf(asOf, timeZone);
      const offsets = zoneOffsets(window);
      const [firstDay, asOfDay] = [localDay(window.startAt, offsets), localDay(asOf, offsets)];
      const expected = Array.from({ length: asOfDay - firstDay + 1 }, (_, index) => firstDay + index).flatMap((number) => {
        const date = DateTime.fromMillis(number * day, { zone: 'utc' });
        const period = (unit: 'month' | 'week', level: string) => {
          const [start, end] = [date.startOf(unit).toMillis(), date.endOf(unit).toMillis()];
          return { day: number, level, startDay: start / day, lastDay: Math.floor(end / day) };
        };
        return [period('month', 'Month'), period('week', 'Week'), { day: number, level: 'Year', startDay: firstDay, lastDay: asOfDay }];
      });
      expect(await periodsOfDays()).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

test('a week over the end of a month is two spans and one week', async () => {
  await windowOf(at('2026-11-23T12:00:00Z'), 'UTC');
  const spans = await rowsOf(connection, `
    SELECT span, min(day) AS first_day, max(day) AS last_day FROM span JOIN calendar USING (span)
    WHERE level = 'Week' AND start_day = ${at('2026-09-28T00:00:00Z') / day} GROUP BY span ORDER BY first_day`);
  expect(spans.map((row) => [isoDate(Number(row['first_day'])), isoDate(Number(row['last_day']))])).toEqual([
    ['2026-09-28', '2026-09-30'],
    ['2026-10-01', '2026-10-04'],
  ]);
});

test('a year has few spans, by which figures are gathered', async () => {
  await windowOf(at('2026-11-23T12:00:00Z'), 'UTC');
  const [count] = await rowsOf(connection, 'SELECT count(DISTINCT span) AS spans FROM span');
  expect(count?.['spans']).toBeLessThanOrEqual(66);
});

test('local_day gives the local day of every instant, to the millisecond at midnight and where the clocks change', async () => {
  const window = await windowOf(at('2026-11-23T12:00:00Z'), 'Europe/Warsaw');
  const offsets = zoneOffsets(window);
  // Each midnight, and the millisecond before it.
  const midnights = [at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'), at('2026-10-25T23:00:00Z')];
  for (const instant of [window.startAt, ...midnights.flatMap((midnight) => [midnight - 1, midnight]), window.asOf]) {
    const [row] = await rowsOf(connection, `SELECT local_day(${instant}) AS day`);
    expect(row?.['day']).toBe(localDay(instant, offsets));
  }
});

test('a person is one by mailbox and by every address; a contact is one by every address, and not the other account’s of the same address', async () => {
  await loadDimensions(connection, {
    window: reportWindow(at('2026-11-23T12:00:00Z'), 'UTC'),
    people: [
      { mailbox: 1n, addresses: [10n, 11n] },
      { mailbox: 2n, addresses: [] },
    ],
    contacts: [
      { address: 20n, accountId: 'Fabrikam', contactId: 'eve' },
      { address: 21n, accountId: 'Fabrikam', contactId: 'eve' },
      { address: 20n, accountId: 'Wingtip', contactId: 'gil' },
    ],
  });
  const names = await rowsOf(connection, 'SELECT name, person FROM person_name ORDER BY name');
  expect(names.map((row) => Object.values(row))).toEqual([[1, 0], [2, 1], [10, 0], [11, 0]]);
  const contacts = await rowsOf(connection, 'SELECT address, customer_id, contact FROM contact_address JOIN account USING (account) ORDER BY address, customer_id');
  expect(contacts.map((row) => Object.values(row))).toEqual([[20, 'Fabrikam', 0], [20, 'Wingtip', 1], [21, 'Fabrikam', 0]]);
});
