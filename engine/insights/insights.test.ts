import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AggregationLevel } from '../model/outputColumns.ts';
import type { Sorting } from './customers.ts';
import type { CustomersQuery } from './selection.ts';
import { openInsights, type OpenInsights } from './insights.ts';
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

describe('the table, narrowed', () => {
  const month = (startDate: string, emailsTo: number) => ({ level: 'Month', startDate, emailsTo }) as const;
  const accounts = {
    a: { name: 'Żabka Polska', figures: [{ emailsTo: 9 }, month('2026-01-01', 4), month('2026-02-01', 5)] },
    b: { name: 'Polska Żegluga', figures: [{ emailsTo: 2 }, month('2026-01-01', 2)] },
    c: { name: 'Żeglarz', figures: [{ emailsTo: 5 }, month('2026-02-01', 5)] },
  };
  const sorting = { column: 'NoOfEmails_ToAccount', direction: 'ascending' } as const;
  const atLeast = (value: number) => ({ sql: '(NoOfEmails_ToAccount >= ? OR NoOfEmails_ToAccount > ?)', values: [value, value] });

  test('by a predicate has the rows for which it is true, counted and paged', async () => {
    const insights = await publications.publish({ accounts });
    const rows = async (offset: number) => insights.table({ level: 'Month', sorting, page: { offset, limit: 2 }, predicate: atLeast(4) });
    const pages = [await rows(0), await rows(2)];
    expect(pages.map(({ total, items }) => [total, items.map(({ CustomerId, AggregationStartDate }) => `${CustomerId} ${AggregationStartDate}`)])).toEqual([
      [3, ['a 2026-01-01', 'a 2026-02-01']],
      [3, ['c 2026-02-01']],
    ]);
  });

  test('by a text has the rows of customers whose names have words that begin with its words, or whose id it is', async () => {
    const insights = await publications.publish({ accounts });
    const found = async (text: string) => {
      const { total, items } = await insights.table({ level: 'Year', sorting, page: all, text });
      expect(total).toBe(items.length);
      return items.map(({ CustomerId }) => CustomerId).join('');
    };
    const expected = { zegl: 'bc', 'POLSKA zab': 'a', egl: '', zeglarx: '', ' b ': 'b', '&': '', "' OR true --": '' };
    expect(Object.fromEntries(await Promise.all(Object.keys(expected).map(async (text) => [text, await found(text)])))).toEqual(expected);
  });

  test('by both has what satisfies both', async () => {
    const insights = await publications.publish({ accounts });
    const { total, items } = await insights.table({ level: 'Month', sorting, page: all, predicate: atLeast(4), text: 'polska' });
    expect([total, items.map(({ CustomerId }) => CustomerId)]).toEqual([2, ['a', 'a']]);
  });
});

describe('customers', () => {
  const figures = (emailsTo: number, meetingsTo: number, daysSinceEmail: number | null) => [{ emailsTo, meetingsTo, meetingMinutes: meetingsTo, daysSinceEmail }];
  const accounts = {
    ...{ a: { name: 'Zebra', figures: figures(3, 1, null) }, b: { name: 'Éclair', figures: figures(9, 0, 5) } },
    ...{ c: { name: 'Adatum', figures: figures(3, 2, 1) }, d: { name: 'adatum', figures: figures(3, 2, 1) }, idle: { name: 'Idle' } },
  };
  const by = (column: CustomersQuery['sorting']['column'], direction: 'ascending' | 'descending') => ({ sorting: { column, direction } });
  const order = async (insights: OpenInsights, query: Partial<CustomersQuery>) => {
    const { total, items } = await insights.customers({ level: 'Year', ...by('score', 'descending'), page: all, ...query });
    expect(total).toBe(items.length);
    return items.map(({ customerId }) => customerId).join('');
  };

  test('are sorted by any column in both directions, nulls last, equals in ranking order; without engagement they are none', async () => {
    const insights = await publications.publish({ accounts });
    const ranked = (await insights.ranking(all)).items.map(({ customerId }) => customerId).join('');
    expect(await order(insights, {})).toBe(ranked);
    expect(await order(insights, by('name', 'ascending'))).toBe('cdba');
    expect(await order(insights, by('name', 'descending'))).toBe('abdc');
    expect(await order(insights, by('emails', 'descending'))).toBe(`b${ranked.replace('b', '')}`);
    expect(await order(insights, by('meetings', 'ascending'))).toBe('bacd');
    expect(await order(insights, by('daysSinceLastEmail', 'ascending'))).toBe('cdba');
    expect(await order(insights, by('daysSinceLastEmail', 'descending'))).toBe('bcda');
    expect(await order(insights, by('daysSinceLastMeeting', 'descending'))).toBe(ranked);
    const page = await insights.customers({ level: 'Year', ...by('name', 'ascending'), page: { offset: 1, limit: 2 } });
    expect([page.total, page.items.map(({ customerId }) => customerId)]).toEqual([4, ['d', 'b']]);
  });

  test('are sorted by the change of their scores, those that had none last', async () => {
    const before = { ...accounts, a: { name: 'Zebra', figures: figures(30, 9, 1) }, c: { name: 'Adatum' } };
    const insights = await publications.publish({ accounts, previousPath: await publications.write({ accounts: before }) });
    const [up, down] = [await order(insights, by('scoreChange', 'ascending')), await order(insights, by('scoreChange', 'descending'))];
    expect([up.at(0), up.at(-1), down.at(-1)]).toEqual(['a', 'c', 'c']);
  });

  test('are narrowed by text and by a predicate on a row of the level', async () => {
    const insights = await publications.publish({ accounts });
    const predicate = { sql: '(NoOfEmails_ToAccount > ?)', values: [5] };
    expect(await order(insights, { predicate })).toBe('b');
    expect(await order(insights, { predicate, text: 'adatum' })).toBe('');
    expect(await order(insights, { text: 'adat', level: 'Week' })).toBe('cd');
    expect(await order(insights, { predicate, level: 'Week' })).toBe('');
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
