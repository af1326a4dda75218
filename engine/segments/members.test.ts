import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TestPublications, type TestAccount } from '../insights/testPublication.ts';
import type { SegmentDefinition } from '../model/segment.ts';
import { countMembers, exportMembers, members } from './members.ts';
import { staleAccounts } from './staleAccounts.ts';

let publications: TestPublications;
beforeEach(async () => {
  publications = await TestPublications.create();
});
afterEach(() => publications.remove());

const all = { offset: 0, limit: 200 };
const active = (emailsTo: number, daysSinceEmail: number | null = 1, daysSinceMeeting: number | null = 1): TestAccount => ({
  name: `=Name of ${emailsTo}`,
  figures: [{ emailsTo, daysSinceEmail, daysSinceMeeting }],
});
const atLeast = (value: number): SegmentDefinition => ({
  name: 'Many emails',
  level: 'Year',
  condition: { kind: 'comparison', column: 'NoOfEmails_ToAccount', comparison: 'greaterOrEqual', value },
});

describe('members', () => {
  test('are the accounts that satisfy the condition, in ranking order, counted and paged', async () => {
    const accounts = Object.fromEntries(Array.from({ length: 12 }, (_, place) => [`id ${place}`, active(place)]));
    const insights = await publications.publish({ accounts: { ...accounts, idle: { name: 'Idle' } } });
    expect(await countMembers(insights, atLeast(5))).toBe(7);
    const pages = await Promise.all([0, 5, 10].map((offset) => members(insights, atLeast(5), { offset, limit: 5 })));
    expect(pages.map(({ total, items }) => [total, items.length])).toEqual([[7, 5], [7, 2], [7, 0]]);
    const ranked = (await insights.ranking(all)).items.filter(({ emails }) => emails >= 5);
    expect(pages.flatMap(({ items }) => items)).toEqual(ranked);
  });

  test('count once, however many of their months satisfy the condition, and only if one month satisfies it whole', async () => {
    const month = (startDate: string, emailsTo: number, meetingsTo = 0) => ({ level: 'Month', startDate, emailsTo, meetingsTo }) as const;
    const insights = await publications.publish({
      accounts: {
        often: { name: 'Often', figures: [{ emailsTo: 9 }, month('2026-01-01', 4, 1), month('2026-02-01', 5, 1)] },
        never: { name: 'Never at once', figures: [{ emailsTo: 9 }, month('2026-01-01', 9, 0), month('2026-02-01', 0, 9)] },
      },
    });
    const condition: SegmentDefinition['condition'] = {
      kind: 'all',
      conditions: [
        { kind: 'comparison', column: 'NoOfEmails_ToAccount', comparison: 'greater', value: 3 },
        { kind: 'comparison', column: 'NoOfMeetings_ToAccount', comparison: 'greater', value: 0 },
      ],
    };
    const { total, items } = await members(insights, { level: 'Month', condition }, all);
    expect([total, items.map(({ customerId }) => customerId)]).toEqual([1, ['often']]);
    expect(await countMembers(insights, { level: 'Week', condition })).toBe(0);
  });

  test('are refused where the condition is unusable', async () => {
    const insights = await publications.publish({ accounts: {} });
    const { condition } = { condition: { kind: 'comparison', column: 'EngagementScore', comparison: 'less', value: 'x' } } as const;
    for (const work of [countMembers(insights, { level: 'Year', condition }), members(insights, { level: 'Year', condition }, all), exportMembers(insights, { level: 'Year', condition }, 'csv', publications.folder)]) {
      await expect(work).rejects.toMatchObject({ code: 'conditionUnusable' });
    }
  });
});

test('stale accounts have had no email and no meeting for more than 60 days, or none at all', async () => {
  const accounts = {
    ...{ both: active(1, 61, 90), email: active(1, 61, 60), meeting: active(1, 60, 61), neverMet: active(1, 200, null), never: active(0, null, null) },
    ...{ recent: active(1, 0, null), idle: { name: 'Without engagement' } },
  };
  const insights = await publications.publish({ accounts });
  const { items } = await members(insights, staleAccounts, all);
  expect(items.map(({ customerId }) => customerId).sort()).toEqual(['both', 'never', 'neverMet']);
});

describe('the export of members', () => {
  const accounts = { a: active(3), b: active(7), c: active(1) };

  test('as CSV has name, rank and the Year row, in ranking order, and no text that begins as a formula', async () => {
    const insights = await publications.publish({ accounts });
    const rows = parse(await text(await exportMembers(insights, atLeast(2), 'csv', join(publications.folder, 'temporary'))), { columns: true }) as unknown as Record<string, string>[];
    expect(rows.map(({ Name, Rank, CustomerId, NoOfEmails_ToAccount: emails }) => [Name, Rank, CustomerId, emails])).toEqual([["'=Name of 7", '1', 'b', '7'], ["'=Name of 3", '2', 'a', '3']]);
  });

  test('as Parquet has the same rows with their types', async () => {
    const insights = await publications.publish({ accounts });
    const bytes = await buffer(await exportMembers(insights, atLeast(2), 'parquet', publications.folder));
    const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer });
    expect(rows).toMatchObject([{ Name: '=Name of 7', Rank: 1, AggregationStartDate: new Date('2025-11-23') }, { Name: '=Name of 3', Rank: 2 }]);
  });

  test('leaves nothing in the folder, read or not', async () => {
    const insights = await publications.publish({ accounts });
    const folder = join(publications.folder, 'temporary');
    const unread = await exportMembers(insights, atLeast(2), 'csv', folder);
    await text(await exportMembers(insights, atLeast(2), 'csv', folder));
    expect(await readdir(folder)).toEqual([]);
    await new Promise((resolve) => unread.once('close', resolve).destroy());
  });
});
