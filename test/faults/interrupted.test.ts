import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Enriched } from '../end-to-end/enrich.ts';
import { readResults } from '../end-to-end/results.ts';
import { scratchFolder } from '../end-to-end/scratchFolder.ts';
import { Command, CommandHere } from './command.ts';
import { commandStoppedAt, expectSameFromSecondRun, foldersIn, isPage, pagesLeftMax, prepareGround, type Ground } from './killedRun.ts';

let folder: string;
let ground: Ground;

beforeAll(async () => {
  folder = await scratchFolder();
  ground = await prepareGround(join(folder, 'ground'));
});

afterAll(() => ground.held.tenant.close());

const sentence = /^The (run|reading) was interrupted; the next (run|one with the same data folder) goes on from there\.$/;

function expectInterrupted({ status, stdout, stderr }: Enriched): void {
  expect(status, stderr).toBe(130);
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n').at(-1)).toMatch(sentence);
  expect(stderr).not.toMatch(/^\s+at /m);
}

test.each([
  { share: 0, where: CommandHere },
  { share: 0.5, where: Command },
  { share: 1, where: CommandHere },
])('Ctrl-C when $share of the requests are answered ends the run at once with status 130 and one sentence, and the next run goes on from there ($where.name)', async ({ share, where }) => {
  const folders = foldersIn(folder, String(share));
  const { command, answered } = await commandStoppedAt<Command | CommandHere>(share, ground, folders, where);
  const startedAt = performance.now();
  command.interrupt();
  expectInterrupted(await command.ended);
  // No request is waited for; a time-out of half a minute would be.
  expect(performance.now() - startedAt).toBeLessThan(15_000);
  expect(await readdir(folders.outputFolder).catch(() => [])).toEqual([]);

  const { requests } = await expectSameFromSecondRun(ground, folders, 'job');
  expect(requests.filter(isPage).length).toBeLessThanOrEqual(pagesLeftMax(ground, answered));
});

test('Ctrl-C on a terminal reaches the local tenant too: both end, the command with status 130', async () => {
  const folders = foldersIn(folder, 'terminal');
  const command = new Command({ report: ground.report, tenant: ground.tenantFolder, ...folders });
  await command.said('Reading');
  const children = await command.children();
  for (const child of children) child.send('SIGINT');
  command.interrupt();
  expectInterrupted(await command.ended);
  for (const child of children) await child.ended();
});

test('a second run on the same data folder is refused in one sentence with status 1, and does the first no harm', async () => {
  const { held, report, undisturbed } = ground;
  const folders = foldersIn(folder, 'twice');
  const { command } = await commandStoppedAt(0.5, ground, folders, Command);
  const second = await new CommandHere({ report, tenant: ground.tenantFolder, ...folders, outputFolder: join(folder, 'second') }).ended;
  expect(second.status, second.stderr).toBe(1);
  expect(second.stderr).toContain(`The data folder ${join(folders.dataFolder, 'interactions')} cannot be opened; is another run using it?`);
  expect(second.stdout).toBe('');
  expect(await readdir(join(folder, 'second')).catch(() => [])).toEqual([]);

  held.answerAgain();
  expect((await command.ended).status).toBe(0);
  expect((await readResults(folders.outputFolder)).csv).toBe(undisturbed.csv);
});
