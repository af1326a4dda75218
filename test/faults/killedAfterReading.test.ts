import { execFile } from 'node:child_process';
import { cp, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readParquet } from '../end-to-end/results.ts';
import { scratchFolder } from '../end-to-end/scratchFolder.ts';
import { Command } from './command.ts';
import { expectSameFromSecondRun, foldersIn, isPage, leaveOldResults, prepareGround, resultNames, type Folders, type Ground } from './killedRun.ts';

let folder: string;
let ground: Ground;

beforeAll(async () => {
  folder = await scratchFolder();
  ground = await prepareGround(join(folder, 'ground'));
});

afterAll(() => ground.held.tenant.close());

function commandInto(folders: Folders): Command {
  return new Command({ report: ground.report, tenant: ground.held.tenant, built: ground.built, ...folders });
}

async function kill(command: Command): Promise<void> {
  command.kill();
  expect((await command.ended).signal).toBe('SIGKILL');
}

/** Whatever the moment: a result is the one of before, or the new one to its last byte. */
async function expectNothingHalfWritten({ outputFolder }: Folders): Promise<void> {
  const { undisturbed } = ground;
  for (const name of resultNames) {
    const path = join(outputFolder, name);
    if ((await stat(path)).size === 'old'.length) continue;
    if (name === 'AccountEngagement.csv') expect(await readFile(path, 'utf8')).toBe(undisturbed.csv);
    if (name === 'AccountEngagement.parquet') expect(await readParquet(outputFolder)).toEqual(undisturbed.rows);
    if (name === 'overview.json') expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(undisturbed.overview);
  }
}

/** All that was read was durable before: only the results are made again. */
async function expectSameWithoutReading(folders: Folders): Promise<void> {
  const { requests } = await expectSameFromSecondRun(ground, folders, 'job');
  expect(requests.filter(isPage)).toEqual([]);
}

describe('a run that is killed after all has been read leaves no result half written, and the next one gives the same without reading a page', () => {
  test.each(['Aggregating', 'Publishing'])('when it says "%s"', async (stage) => {
    const folders = foldersIn(folder, stage);
    await leaveOldResults(folders.outputFolder);
    const command = commandInto(folders);
    await command.said(stage);
    await kill(command);
    await expectNothingHalfWritten(folders);
    await expectSameWithoutReading(folders);
  });

  // The first to be written and the last: all before it are then whole, and none of them has its name yet.
  test.each(['AccountEngagement.csv', 'overview.json'])('in the middle of writing %s', async (name) => {
    const folders = foldersIn(folder, name);
    await leaveOldResults(folders.outputFolder);
    await cp(ground.undisturbedData, folders.dataFolder, { recursive: true });
    // Where the file is to be written there is a pipe: the writer stands still in it until somebody reads.
    const pipe = join(folders.outputFolder, `.${name}.partial`);
    await promisify(execFile)('mkfifo', [pipe]);
    const command = commandInto(folders);
    const reader = await open(pipe, 'r');
    await kill(command);
    await reader.close();
    await rm(pipe);
    for (const result of resultNames) expect(await readFile(join(folders.outputFolder, result), 'utf8')).toBe('old');
    await expectSameWithoutReading(folders);
  });
});

test('killed with a local tenant of its own, a run leaves no process behind, and the next one goes on from there', async () => {
  const folders = foldersIn(folder, 'orphan');
  const command = new Command({ report: ground.report, tenant: ground.tenantFolder, ...folders });
  await command.said('Reading');
  const children = await command.children();
  expect(children).toHaveLength(1);
  await kill(command);
  for (const child of children) await child.ended();
  await expectSameFromSecondRun(ground, folders, 'job');
});
