import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scratchFolder } from '../end-to-end/scratchFolder.ts';
import { Command } from './command.ts';
import { commandStoppedAt, expectSameFromSecondRun, foldersIn, isPage, pagesLeftMax, prepareGround, type Ground } from './killedRun.ts';

let folder: string;
let ground: Ground;

beforeAll(async () => {
  folder = await scratchFolder();
  ground = await prepareGround(join(folder, 'ground'));
});

afterAll(() => ground.held.tenant.close());

/**
 * Of all requests of a run: before the first, among the first pages, among the others, and before the very last page. Pages become durable
 * some at a time, so that these moments lie before, between and after commits.
 */
const moments = [
  { share: 0, as: 'job' },
  { share: 0.1, as: 'job' },
  { share: 0.25, as: 'command' },
  { share: 0.6, as: 'job' },
  { share: 1, as: 'job' },
] as const;

test.each(moments)('killed when $share of its requests are answered, a run goes on from there and gives the same results (second run as $as)', async ({ share, as }) => {
  const folders = foldersIn(folder, String(share));
  const { command, answered } = await commandStoppedAt(share, ground, folders, Command);
  command.kill();
  expect((await command.ended).signal).toBe('SIGKILL');
  expect(await readdir(folders.outputFolder).catch(() => [])).toEqual([]);

  const { requests } = await expectSameFromSecondRun(ground, folders, as);
  expect(requests.filter(isPage).length).toBeLessThanOrEqual(pagesLeftMax(ground, answered));
});
