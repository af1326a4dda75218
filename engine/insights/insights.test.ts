import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AggregationLevel } from '../model/outputColumns.ts';
import type { Sorting } from './customers.ts';
import { openInsights } from './insights.ts';
import { TestPublications, type TestAccount } from './testPublication.ts';

let publications: TestPublications;
beforeEach(async () => {
  publications = await TestPublications.create();
});
afterEach(() => publications.remove());

const withEmails = (emailsTo: number, name?: string): TestAccount => ({ ...(name !== undefined && { name }), figures: [{ emailsTo, daysSinceEmail: 3 }] });
const all = { offset: 0, limit: 200 };

describe('the card', () => {
  test('of an account that is nobody’s is undefined', async () => {
    const insights = await publications.publish({ accounts: { a: withEmails(1, 'Adatum') } });
    expect(await insights.card('b')).toBeUndefined();
    expect(await insights.card("' OR true --")).toBeUndefined();
  });

  test('of an account without engagement has its name and nothing else', async () => {
    const insights = await publications.publish({ accounts: { a: withEmails(1, 'Adatum'), b: { name: 'Bellows' } } });
    expect(await insights.card('b')).toEqual({ customerId: 'b', name: 'Bellows', customersRanked: 1, parts: [], months: [], weeks: [] });
  });

  test('calls an account by its id where the account data set has no name for it', async () => {
    const insights = await publications.publish({ accounts: { a: withEmails(1), b: withEmails(1, ' ') } });
    expect((await insights.ranking(all)).items.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('has the Year row with the name', async () => {
    const insights = await publications.publish({ accounts: { a: { name: 'Adatum', figures: [{ emailsTo: 4, meetingsTo: 2, meetingMinutes: 61, daysSinceEmail: 0 }] } } });
    expect((await insights.card('a'))?.year).toMatchObject({
      ...{ Name: 'Adatum', PrimaryKey: 'a|Year|2025-11-23', AggregationStartDate: '2025-11-23', NoOfEmails_ToAccount: 4 },
      ...{ DaysSinceLastEmail: 0, DaysSinceLastMeeting: null, AverageDuration_Of_Meetings: 30.5, AverageDuration_Of_AccountEmailReplies: null },
    });
  });

  test('has every month and week of the window in order, zeros where there is no row', async () => {
    const march = { level: 'Month', startDate: '2026-03-01', emailsTo: 5, emailsFrom: 1, meetingsTo: 2, meetingsFrom: 3 } as const;
    const insights = await publications.publish({ accounts: { a: { name: 'Adatum', figures: [{ emailsTo: 5 }, march] } } });
    const card = await insights.card('a');
    expect(card?.months.map(({ startDate }) => startDate.slice(0, 7))).toEqual(
      ['2025-11', '2025-12', ...Array.from({ length: 11 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}`)],
    );
    expect(card?.months.find(({ startDate }) => startDate === '2026-03-01')).toMatchObject({ emailsTo: 5, emailsFrom: 1, meetingsTo: 2, meetingsFrom: 3 });
    expect(card?.months.filter(({ emailsTo }) => emailsTo > 0)).toHaveLength(1);
    const empty = { score: 0, emailsTo: 0, emailsFrom: 0, meetingsTo: 0, meetingsFrom: 0 };
    expect(card?.weeks).toHaveLength(54);
    expect(card?.weeks.slice(0, 2)).toEqual([{ startDate: '2025-11-17', ...empty }, { startDate: '2025-11-24', ...empty }]);
    expect(card?.weeks.at(-1)).toEqual({ startDate: '2026-11-23', ...empty });
  });
});

describe('the ranking', () => {
  test('gives equals the same rank and the next one its place, and orders equals by name', async () => {
    const accounts = {
      ...{ a: withEmails(1, 'żabka'), b: withEmails(1, 'Żabka'), c: withEmails(9, 'Contoso'), d: withEmails(1, 'Łódź') },
      ...{ e: { name: 'Without engagement' }, f: withEmails(1, '"Alfa" S.A.'), g: withEmails(1, 'Łódź'), h: withEmails(0, 'A') },
    };
    const { total, items } = await (await publications.publish({ accounts })).ranking(all);
    expect(total).toBe(7);
    expect(items.map(({ customerId, rank }) => `${customerId} ${rank}`)).toEqual(['c 1', 'f 2', 'd 2', 'g 2', 'b 2', 'a 2', 'h 7']);
  });

  test('comes in pages that together are all of it', async () => {
    const accounts = Object.fromEntries(Array.from({ length: 25 }, (_, place) => [`id ${place}`, withEmails(place % 5, `Name ${place}`)]));
    const insights = await publications.publish({ accounts });
    const pages = await Promise.all([0, 10, 20, 30].map((offset) => insights.ranking({ offset, limit: 10 })));
    expect(pages.map(({ total, items }) => [total, items.length])).toEqual([[25, 10], [25, 10], [25, 5], [25, 0]]);
    expect(pages.flatMap(({ items }) => items)).toEqual((await insights.ranking(all)).items);
  });

  test('has what a list shows of an account', async () => {
    const figures = [{ emailsTo: 4, emailsFrom: 3, meetingsTo: 2, meetingsFrom: 1, daysSinceEmail: 5 }];
    const insights = await publications.publish({ accounts: { a: { name: 'Adatum', figures } } });
    const [first] = (await insights.ranking(all)).items;
    expect(first).toEqual({ customerId: 'a', name: 'Adatum', rank: 1, score: expect.any(Number) as number, emails: 7, meetings: 3, daysSinceLastEmail: 5 });
  });
});

describe('the table', () => {
  const accounts = {
    b: { name: 'Éclair', figures: [{ emailsTo: 1, daysSinceEmail: 7 }, { level: 'Month', startDate: '2026-02-01', emailsTo: 1 }, { level: 'Month', startDate: '2026-01-01', emailsTo: 1 }] },
    a: { name: 'zebra', figures: [{ emailsTo: 3 }, { level: 'Month', startDate: '2026-01-01', emailsTo: 3 }] },
    c: { name: 'Fabrikam', figures: [{ emailsTo: 1, daysSinceEmail: 2 }] },
  } as const;

  test('is sorted by any column in both directions, nulls last, equals by customer id', async () => {
    const insights = await publications.publish({ accounts });
    const order = async (column: Sorting['column'], direction: Sorting['direction'], level: AggregationLevel = 'Year') =>
      (await insights.table({ level, sorting: { column, direction }, page: all })).items.map(({ CustomerId }) => CustomerId).join('');
    expect(await order('Name', 'ascending')).toBe('bca');
    expect(await order('Name', 'descending')).toBe('acb');
    expect(await order('DaysSinceLastEmail', 'ascending')).toBe('cba');
    expect(await order('DaysSinceLastEmail', 'descending')).toBe('bca');
    expect(await order('NoOfEmails_ToAccount', 'descending')).toBe('abc');
    expect(await order('NoOfEmails_ToAccount', 'ascending', 'Month')).toBe('bba');
  });

  test('has the total of its level, equals of one customer by date, and the page that was asked for', async () => {
    const insights = await publications.publish({ accounts });
    const { total, items } = await insights.table({ level: 'Month', sorting: { column: 'NoOfEmails_ToAccount', direction: 'ascending' }, page: { offset: 0, limit: 2 } });
    expect(total).toBe(3);
    expect(items).toMatchObject([{ Name: 'Éclair', AggregationStartDate: '2026-01-01' }, { AggregationStartDate: '2026-02-01' }]);
    const week = await insights.table({ level: 'Week', sorting: { column: 'Name', direction: 'ascending' }, page: all });
    expect(week).toEqual({ total: 0, items: [] });
  });
});

test('finds accounts by name, those without engagement too, and waits for the index', async () => {
  const insights = await publications.publish({ accounts: { a: withEmails(3, 'Adatum'), b: { name: 'Adatum Polska' } } });
  expect(await insights.search('adat', 5)).toEqual([
    { customerId: 'a', name: 'Adatum', score: expect.any(Number) as number, rank: 1 },
    { customerId: 'b', name: 'Adatum Polska' },
  ]);
});

test('has no answers, and no errors, where there are no accounts', async () => {
  const insights = await publications.publish({ accounts: {} });
  expect(await insights.ranking(all)).toEqual({ total: 0, items: [] });
  expect(await insights.movers(5)).toEqual({ up: [], down: [] });
  expect(await insights.search('a', 5)).toEqual([]);
});

test('closes while its index is being built', async () => {
  const path = await publications.write({ accounts: { a: withEmails(1, 'Adatum') } });
  const insights = await openInsights(path);
  const search = insights.search('adatum', 1);
  await insights.close();
  expect((await search).length).toBeLessThanOrEqual(1);
});

test.each([
  ['is not there', 'nothing.duckdb'],
  ['is no database', 'text.duckdb'],
])('a file that %s is refused with a sentence', async (_, name) => {
  await writeFile(join(publications.folder, 'text.duckdb'), 'no database');
  await expect(openInsights(join(publications.folder, name))).rejects.toMatchObject({ code: 'stateUnusable' });
});
