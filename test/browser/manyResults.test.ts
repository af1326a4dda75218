import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { atEndOfFile } from '../../engine/model/testEnding.ts';
import { tableAnswer } from '../../tab/contract/insights.ts';
import { writeManyInsights } from '../bench/manyInsights.ts';
import type { Person } from '../service/person.ts';
import { openTab } from './openTab.ts';
import { startEnrichedCompany, type EnrichedCompany } from './tabCompany.ts';

/** With a row for each of the year's 53 or 54 weeks that is more than 100,000 rows. */
const customers = 1_900;

/** How much longer than over the rows of the years, a fiftieth of them, the page may keep anybody waiting who scrolls and sorts. */
const blockedRatioMax = 2.5;

/** The browser tells of no shorter task. */
const longTaskMilliseconds = 50;

const rowPixels = 44;

/** Those in sight, those around them, the header and the one that has the focus. */
const rowsMax = 60;

let company: EnrichedCompany;
let viewer: Person;

beforeAll(async () => {
  company = await startEnrichedCompany();
  atEndOfFile(() => company.service.close());
  const { service, enrichmentId, view } = company;
  // What is open of the published results stays open under the old file: the service is started anew over the one that takes its place.
  const many = join(service.folder, 'many.duckdb');
  await writeManyInsights({ scratchFolder: service.folder, accounts: customers, path: many });
  await rename(many, join(service.tenantDataFolder, 'enrichments', enrichmentId, 'publications', view.publication?.id ?? '', 'insights.duckdb'));
  await service.restart();
  viewer = await service.signIn('viewer');
});

test('a table of more than 100,000 results scrolls to its end and sorts, in few rows of the page, and never keeps it from answering', async () => {
  const years = await scrolledAndSorted('Year');
  const { page, problems, table, total } = await scrolledAndSorted('Week');
  expect(total).toBeGreaterThan(100_000);
  // A bar that is dragged to the middle passes thousands of pages, and asks for the last of them alone.
  const asked = countRequests(page, '/results/query');
  const middle = Math.round(total / 2);
  await page.evaluate(`document.querySelector('[role=grid]').scrollTo({ top: ${(middle - 1) * rowPixels} })`);
  await shows(table, middle, await rowAt({ level: 'Week', sort: 'NoOfEmails_ToAccount', direction: 'descending', offset: middle - 1 }));
  expect(asked()).toBeLessThanOrEqual(2);

  const [few, many] = [await rendering(years.page), await rendering(page)];
  expect(many.rows).toBeLessThan(rowsMax);
  expect(many.longestMilliseconds / Math.max(few.longestMilliseconds, longTaskMilliseconds)).toBeLessThan(blockedRatioMax);
  expect(problems).toEqual([]);
});

/** A page on which somebody has gone to the last row by keys, up by the wheel, and to the top of another order. */
async function scrolledAndSorted(level: 'Year' | 'Week') {
  const { service, enrichmentId } = company;
  const { page, problems } = await openTab({ url: service.url, userId: service.idOf('viewer'), path: `/enrichments/${enrichmentId}/table` });
  await page.getByRole('combobox', { name: 'Period' }).click();
  await page.getByRole('option', { name: level }).click();
  const table = page.getByRole('grid', { name: `Results by ${level}` });
  const total = await rowsIn(table);
  await watchRendering(page);
  const score = { level, sort: 'EngagementScore', direction: 'descending' } as const;
  await table.getByRole('row').nth(1).focus();
  await page.keyboard.press('End');
  await shows(table, total, await rowAt({ ...score, offset: total - 1 }));
  await wheel(page, table, -6_000);
  const above = total - Math.round(6_000 / rowPixels) - 8;
  await shows(table, above, await rowAt({ ...score, offset: above - 1 }));
  await table.getByRole('button', { name: 'Emails to customer' }).click();
  await shows(table, 1, await rowAt({ level, sort: 'NoOfEmails_ToAccount', direction: 'descending', offset: 0 }));
  expect(await table.getByRole('columnheader', { name: 'Emails to customer' }).getAttribute('aria-sort')).toBe('descending');
  return { page, problems, table, total };
}

interface Place {
  readonly level: 'Year' | 'Week';
  readonly sort: string;
  readonly direction: 'ascending' | 'descending';
  readonly offset: number;
}

/** The name in the row that the API has there. */
async function rowAt(place: Place): Promise<string> {
  const { items: [row] } = await viewer.post(`/enrichments/${company.enrichmentId}/results/query`, tableAnswer, { ...place, limit: 1 });
  return String(row?.Name);
}

/** Without its header; known when the first page has come. */
async function rowsIn(table: Locator): Promise<number> {
  await table.and(table.page().locator('[aria-busy=false]')).waitFor();
  return Number(await table.getAttribute('aria-rowcount')) - 1;
}

/** Resolves when the row is in sight with what belongs there. */
async function shows(table: Locator, number: number, name: string): Promise<void> {
  const row = table.locator(`[aria-rowindex="${number + 1}"]`);
  await row.getByText(name, { exact: true }).waitFor();
  expect(await row.isVisible()).toBe(true);
}

async function wheel(page: Page, table: Locator, pixels: number): Promise<void> {
  await table.hover();
  for (let scrolled = 0; scrolled < Math.abs(pixels); scrolled += 600) await page.mouse.wheel(0, Math.sign(pixels) * 600);
}

function countRequests(page: Page, path: string): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.url().endsWith(path)) count += 1;
  });
  return () => count;
}

/** From now on, the longest time in which the page answered nothing, and the most rows that it held. */
async function watchRendering(page: Page): Promise<void> {
  await page.evaluate(`
    window.rendering = { longestMilliseconds: 0, rows: 0 };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) rendering.longestMilliseconds = Math.max(rendering.longestMilliseconds, duration);
    }).observe({ type: 'longtask' });
    new MutationObserver(() => {
      rendering.rows = Math.max(rendering.rows, document.querySelectorAll('[role=row]').length);
    }).observe(document.body, { childList: true, subtree: true });
  `);
}

function rendering(page: Page): Promise<{ readonly longestMilliseconds: number; readonly rows: number }> {
  return page.evaluate('rendering');
}
