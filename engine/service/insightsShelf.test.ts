import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpenInsights } from '../insights/insights.ts';
import { TestPublications } from '../insights/testPublication.ts';
import { TenantFolder } from '../store/tenantFolder.ts';
import { InsightsShelf } from './insightsShelf.ts';

let publications: TestPublications;
let folder: TenantFolder;
let shelf: InsightsShelf;
beforeEach(async () => {
  publications = await TestPublications.create();
  folder = new TenantFolder(publications.folder);
  shelf = new InsightsShelf(folder);
});
afterEach(async () => {
  await shelf.closeAll();
  await publications.remove();
});

const publication = (id: string, enrichmentId = 'e') => ({ enrichmentId, id });

/** Results with one customer, who is called like the publication. */
async function publish(id: string, enrichmentId = 'e'): Promise<void> {
  const path = join(folder.publication(enrichmentId, id), 'insights.duckdb');
  await mkdir(dirname(path), { recursive: true });
  await rename(await publications.write({ accounts: { a: { name: id, figures: [{ emailsTo: 1 }] } } }), path);
}

const nameIn = async (insights: OpenInsights) => (await insights.card('a'))?.name;
const isClosed = (insights: OpenInsights) => nameIn(insights).then(() => false, () => true);

/** A reader who has the results open until told to end; what it gives is then read once more. */
async function reader(id: string): Promise<{ readonly insights: OpenInsights; readonly end: () => Promise<string | undefined> }> {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return new Promise((started, failed) => {
    const reading = shelf.use(publication(id), async (insights) => {
      started({
        insights,
        end: () => {
          end();
          return reading;
        },
      });
      await ended;
      return nameIn(insights);
    });
    reading.catch(failed);
  });
}

test('readers share what is open', async () => {
  await publish('one');
  const [first, second] = [await reader('one'), await reader('one')];
  expect(second.insights).toBe(first.insights);
  expect([await first.end(), await second.end()]).toEqual(['one', 'one']);
});

test('who reads when new results come reads on in the old ones, while others read the new; then the old are closed', async () => {
  for (const id of ['one', 'two']) await publish(id);
  const early = await reader('one');
  expect(await shelf.use(publication('two'), nameIn)).toBe('two');
  expect(await early.end()).toBe('one');
  expect(await isClosed(early.insights)).toBe(true);
  expect(await shelf.use(publication('two'), nameIn)).toBe('two');
});

test('readers who come together when new results are there open them once, and nothing stays open behind them', async () => {
  for (const id of ['one', 'two']) await publish(id);
  const old = await shelf.use(publication('one'), (insights) => Promise.resolve(insights));
  const opened = await Promise.all(Array.from({ length: 5 }, () => shelf.use(publication('two'), (insights) => Promise.resolve(insights))));
  expect(new Set(opened).size).toBe(1);
  expect(await isClosed(old)).toBe(true);
  await shelf.closeAll();
  expect(await Promise.all(opened.map(isClosed))).toEqual([true, true, true, true, true]);
});

test('closing lets readers end first', async () => {
  await publish('one');
  const early = await reader('one');
  await shelf.close('e');
  expect(await early.end()).toBe('one');
  expect(await isClosed(early.insights)).toBe(true);
});

test('results that could not be opened are tried again by the next reader', async () => {
  await expect(shelf.use(publication('one'), nameIn)).rejects.toMatchObject({ code: 'stateUnusable' });
  await publish('one');
  expect(await shelf.use(publication('one'), nameIn)).toBe('one');
});

test('new results that cannot be opened leave nothing of the old ones open', async () => {
  await publish('one');
  const old = await shelf.use(publication('one'), (insights) => Promise.resolve(insights));
  const failing = Array.from({ length: 3 }, () => shelf.use(publication('two'), nameIn));
  for (const one of failing) await expect(one).rejects.toMatchObject({ code: 'stateUnusable' });
  expect(await isClosed(old)).toBe(true);
});

test('a reader that fails is told why, and the results stay open for the next', async () => {
  await publish('one');
  const first = await shelf.use(publication('one'), (insights) => Promise.resolve(insights));
  await expect(shelf.use(publication('one'), () => Promise.reject(new RangeError('told by the test')))).rejects.toThrow('told by the test');
  await rm(folder.publication('e', 'one'), { recursive: true });
  expect(await shelf.use(publication('one'), (insights) => Promise.resolve(insights))).toBe(first);
});

test('each enrichment has its own', async () => {
  await publish('one');
  await publish('two', 'f');
  expect([await shelf.use(publication('one'), nameIn), await shelf.use(publication('two', 'f'), nameIn), await shelf.use(publication('one'), nameIn)]).toEqual(['one', 'two', 'one']);
});
