import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { PagingOptions } from '../../infra/local-tenant/paging.ts';
import { writeAwkwardTenant } from '../awkward/awkwardTenant.ts';
import { randomOf } from '../awkward/random.ts';
import { runInProcess, withTenant, type InProcessOptions, type InProcessRun } from './inProcess.ts';
import type { Report } from './results.ts';
import { scratchFolder } from './scratchFolder.ts';

const seed = 31;

const scratch = await scratchFolder();
const plainFolder = join(scratch, 'plain');
let report: Report;
let plain: InProcessRun;

beforeAll(async () => {
  report = await writeAwkwardTenant(plainFolder, seed, { people: 6 });
  plain = await run(plainFolder, 'plain run');
  expect(plain.rows.length).toBeGreaterThan(100);
});

async function run(folder: string, name: string, options: Partial<InProcessOptions> = {}, paging: Partial<PagingOptions> = {}): Promise<InProcessRun> {
  const place = join(scratch, name);
  return withTenant(folder, (tenant) => runInProcess(tenant, report, { dataFolder: join(place, 'data'), outputFolder: join(place, 'out'), ...options }), { paging });
}

/** The same tenant, with the lines of every file of items changed as `linesOf` says. */
async function rewritten(name: string, linesOf: (lines: readonly string[], file: string) => readonly string[]): Promise<string> {
  const folder = join(scratch, name);
  await cp(plainFolder, folder, { recursive: true });
  for (const kind of ['messages', 'events']) {
    for (const file of await readdir(join(folder, kind))) {
      const path = join(folder, kind, file);
      const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
      await writeFile(path, linesOf(lines, file).map((line) => `${line}\n`).join(''));
    }
  }
  return folder;
}

const random = randomOf(seed);
const shuffled = <Entry>(entries: readonly Entry[]): Entry[] => random.some(entries, entries.length, entries.length);

test('the order of mails, meetings, users, groups and contacts changes nothing', async () => {
  const folder = await rewritten('shuffled', shuffled);
  for (const name of ['users.json', 'groups.json']) {
    const list = JSON.parse(await readFile(join(folder, name), 'utf8')) as { members?: string[] }[];
    const mixed = shuffled(list).map((entry) => (entry.members === undefined ? entry : { ...entry, members: shuffled(entry.members) }));
    await writeFile(join(folder, name), JSON.stringify(mixed));
  }
  // A row of contacts.csv may have a line break within it, but only where a quoted field goes on; each begins with an id.
  const contacts = (await readFile(join(folder, 'contacts.csv'), 'utf8')).split(/\r?\n(?=[0-9a-f-]{36},)/);
  await writeFile(join(folder, 'contacts.csv'), [contacts[0], ...shuffled(contacts.slice(1))].map((row) => row?.trimEnd()).join('\r\n'));

  const results = await run(folder, 'shuffled run');
  expect(results.csv).toBe(plain.csv);
  expect(results.overview).toEqual(plain.overview);
});

test('a second copy of every mail and meeting in its mailbox changes nothing in the table, and is counted as read', async () => {
  const folder = await rewritten('doubled', (lines) => lines.flatMap((line) => [line, line.replace(/"id":"([^"]+)"/, '"id":"$1.2"')]));
  const results = await run(folder, 'doubled run');
  expect(results.csv).toBe(plain.csv);
  expect(results.overview.emailsProcessed).toBe(2 * plain.overview.emailsProcessed);
  expect(results.overview.meetingsProcessed).toBe(2 * plain.overview.meetingsProcessed);
});

test.each<[string, number, Partial<PagingOptions>]>([
  ['of three items', 3, {}],
  ['of seven items, most of them short or empty', 7, { seed: 5, shortShare: 0.5, emptyShare: 0.4 }],
  ['as large as Graph gives, all of them full', 1000, { shortShare: 0, emptyShare: 0 }],
])('pages %s change nothing', async (title, pageSize, paging) => {
  const results = await run(plainFolder, title, { pageSize }, paging);
  const pages = results.requests.filter(({ path }) => /\/(messages|calendarView)$/.test(path));
  expect(new Set(pages.map(({ query }) => query['$top']))).toEqual(new Set([String(pageSize)]));
  expect(results.csv).toBe(plain.csv);
  expect(results.overview).toEqual(plain.overview);
});
