import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DuckDBInstance } from '@duckdb/node-api';
import { openInsights, type OpenInsights } from '../../engine/insights/insights.ts';
import { compileCondition } from '../../engine/segments/compileCondition.ts';
import { countMembers, members } from '../../engine/segments/members.ts';
import { staleAccounts } from '../../engine/segments/staleAccounts.ts';
import { customerIdOf, nameOf, writeManyInsights } from './manyInsights.ts';
import { median } from './median.ts';
import { percentile95 } from './percentile.ts';
import { startStopwatch } from './stopwatch.ts';
import { decimal, ratio, table, whole } from './table.ts';

/** A question to the insights, asked anew in each round. */
interface Question {
  readonly name: string;
  readonly ask: (insights: OpenInsights, round: number) => Promise<unknown>;
}

const hitsMax = 10;
const page = { offset: 0, limit: 50 };

/** Insights: what a person waits for, beside one plain read of a row by its primary key from the same file. */
export async function insights(options: { readonly scratchFolder: string; readonly accounts: number; readonly rounds: number }): Promise<string> {
  const { scratchFolder, accounts, rounds } = options;
  const path = join(scratchFolder, 'insights.duckdb');
  const writing = await writeManyInsights({ scratchFolder, accounts, path });
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const stopwatch = startStopwatch();
  const open = await openInsights(path);
  const openSeconds = stopwatch().wallSeconds;
  await open.search('', 1);
  const indexSeconds = stopwatch().wallSeconds;
  delays.disable();
  const plain = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY', threads: '1' });
  const connection = await plain.connect();
  const measure = { name: 'one row by its primary key', ask: (_: OpenInsights, round: number) => connection.runAndReadAll('SELECT name FROM customer WHERE customer_id = ?', [anyId(accounts, round)]) };
  const times = await ask(open, [measure, ...questionsOver(accounts)], rounds);
  connection.closeSync();
  plain.closeSync();
  await open.close();
  const measured = median(times[0]?.milliseconds ?? []);
  return [
    table(
      `Questions to the insights of ${whole(accounts)} accounts beside one plain read by primary key, ${rounds} rounds in turns. Aim: milliseconds`,
      ['question', 'median ms', '95 % below ms', 'ratio'],
      times.map(({ name, milliseconds }) => [name, decimal(median(milliseconds)), decimal(percentile95(milliseconds)), ratio(median(milliseconds) / measured)]),
    ),
    table(
      'What comes before them',
      ['', 'seconds'],
      [
        ['write the file (at the end of a run)', decimal(writing.wallSeconds)],
        ['open it', decimal(openSeconds, 3)],
        ['build the index of names', decimal(indexSeconds - openSeconds)],
        ['the longest that this holds the event loop up', decimal(delays.max / 1e9, 3)],
      ],
    ),
    `The file has ${whole((await stat(path)).size / 1024 ** 2)} MB.\n`,
  ].join('\n');
}

async function ask(open: OpenInsights, questions: readonly Question[], rounds: number): Promise<{ readonly name: string; readonly milliseconds: number[] }[]> {
  const times = questions.map(({ name }) => ({ name, milliseconds: [] as number[] }));
  // The first round, which is not counted, finds nothing in any cache.
  for (let round = -1; round < rounds; round += 1) {
    for (const [place, question] of questions.entries()) {
      const stopwatch = startStopwatch();
      await question.ask(open, round + 1);
      if (round >= 0) times[place]?.milliseconds.push(stopwatch().wallSeconds * 1000);
    }
  }
  return times;
}

function questionsOver(accounts: number): Question[] {
  const words = (round: number) => nameOf(anyAccount(accounts, round)).split(' ');
  const search = (name: string, textOf: (round: number) => string): Question => ({ name: `search: ${name}`, ask: (open, round) => open.search(textOf(round), hitsMax) });
  const sorted = (name: string, level: 'Year' | 'Week', column: 'Name' | 'NoOfEmails_ToAccount', offset = 0): Question => ({
    name: `table: ${name}`,
    ask: (open) => open.table({ level, sorting: { column, direction: 'descending' }, page: { ...page, offset } }),
  });
  return [
    { name: 'card', ask: (open, round) => open.card(anyId(accounts, round)) },
    search('whole name', (round) => words(round).join(' ')),
    search('words in another order', (round) => words(round).reverse().join(' ')),
    search('three letters', (round) => words(round)[0]?.slice(0, 3) ?? ''),
    search('one letter', (round) => words(round)[0]?.slice(0, 1) ?? ''),
    search('legal form alone', () => 'gmbh'),
    search('a wrong letter', (round) => (words(round)[0] ?? '').replace(/^(...)./, '$1q')),
    search('two letters changed places', (round) => (words(round)[0] ?? '').replace(/^(..)(.)(.)/, '$1$3$2')),
    search('nothing like it', (round) => `qqxxqqxxqq ${round}`),
    { name: 'ranking, first page', ask: (open) => open.ranking(page) },
    { name: 'ranking, any page', ask: (open, round) => open.ranking({ ...page, offset: anyAccount(accounts, round) }) },
    { name: 'movers', ask: (open) => open.movers(hitsMax) },
    sorted('years by name', 'Year', 'Name'),
    sorted('years by emails', 'Year', 'NoOfEmails_ToAccount'),
    sorted('years by emails, middle page', 'Year', 'NoOfEmails_ToAccount', Math.floor(accounts / 2)),
    sorted('weeks by emails', 'Week', 'NoOfEmails_ToAccount'),
    { name: 'table: years, narrowed by a word and sorted by name', ask: (open, round) => open.table({ level: 'Year', sorting: { column: 'Name', direction: 'ascending' }, page, text: words(round)[0] }) },
    { name: 'table: weeks with emails, sorted by them', ask: (open) => open.table({ level: 'Week', sorting: { column: 'NoOfEmails_ToAccount', direction: 'descending' }, page, predicate: { sql: '(NoOfEmails_ToAccount > ?)', values: [1] } }) },
    { name: 'customers: by days since the last email', ask: (open) => open.customers({ level: 'Year', sorting: { column: 'daysSinceLastEmail', direction: 'descending' }, page }) },
    { name: 'customers: one letter, by name, stale', ask: (open, round) => open.customers({ level: 'Year', sorting: { column: 'name', direction: 'ascending' }, page, text: words(round)[0]?.slice(0, 1), predicate: compileCondition(staleAccounts.condition) }) },
    { name: 'segment: count stale accounts', ask: (open) => countMembers(open, staleAccounts) },
    { name: 'segment: first page of stale accounts', ask: (open) => members(open, staleAccounts, page) },
  ];
}

/** Scattered over all accounts, the same in every benchmark. */
function anyAccount(accounts: number, round: number): number {
  return (round * 7919 + 13) % accounts;
}

function anyId(accounts: number, round: number): string {
  return customerIdOf(anyAccount(accounts, round));
}
