import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { enrichmentId, give, publicationId, scratchFolder, tenantId, writeDataFolder } from './testDataFolder.ts';

/** Of POSIX, for `ulimit -f`. */
const blockBytes = 512;

/** More than the files that the loader of TypeScript keeps: it finds room where the backup finds none. */
const contentBytes = 3_000_000;

/** A data folder whose backup does not become smaller. */
async function places() {
  const folder = await scratchFolder();
  const dataFolder = join(folder, 'service');
  await writeDataFolder(dataFolder);
  await writeFile(join(dataFolder, 'tenants', tenantId, 'enrichments', enrichmentId, 'publications', publicationId, 'insights.duckdb'), randomBytes(contentBytes));
  return { dataFolder, archive: join(folder, 'backup.tar.gz'), elsewhere: join(folder, 'elsewhere') };
}

/** A command in a shell whose files have so many bytes at most. */
async function call(name: 'backup' | 'restore', args: string, dataFolder: string, { bytesMax = 4 * contentBytes, isHeard = true } = {}) {
  const command = `ulimit -f ${Math.floor(bytesMax / blockBytes)}; exec '${process.execPath}' --import tsx infra/cli/${name}.ts --data '${dataFolder}' ${args}`;
  const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe'] });
  if (isHeard) child.stdout.resume();
  else child.stdout.destroy();
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const told = await text(child.stderr);
  return { status: await ended, told };
}

const unwritable = (place: string, reason: string) => ({ status: 2, told: expect.stringMatching(new RegExp(`^The backup cannot be written to ${place} \\(.*${reason}.*\\)\\. .*\n$`)) as string });

test.each([
  ['stdout', (archive: string) => `- > '${archive}'`],
  ['a file', (archive: string) => `--force '${archive}'`],
])('no room for %s ends it as unusable, and not as a fault of the program, also where only the last bytes find none', async (place, argsOf) => {
  const { dataFolder, archive, elsewhere } = await places();
  expect(await call('backup', argsOf(archive), dataFolder)).toMatchObject({ status: 0 });
  expect(await give('restore', [archive, '--data', elsewhere])).toMatchObject({ status: 0 });
  const { size } = await stat(archive);
  for (const bytesMax of [contentBytes / 2, size - 2 * blockBytes]) expect(await call('backup', argsOf(archive), dataFolder, { bytesMax }), `${bytesMax}`).toMatchObject(unwritable(place === 'stdout' ? place : archive, 'EFBIG'));
});

test('a reader that ends before the backup does the same', async () => {
  const { dataFolder } = await places();
  expect(await call('backup', '-', dataFolder, { isHeard: false })).toMatchObject(unwritable('stdout', 'EPIPE'));
});

test('a restore that finds no room says so, and leaves nothing of what it has unpacked: addresses in clear', async () => {
  const { dataFolder, archive, elsewhere } = await places();
  const publication = join(dataFolder, 'tenants', tenantId, 'enrichments', enrichmentId, 'publications', publicationId);
  // Written side by side with the one that finds no room, and still being written when that one fails.
  for (let number = 0; number < 40; number += 1) await writeFile(join(publication, `Office_User_${number}.csv`), randomBytes(100_000));
  expect(await give('backup', [archive, '--data', dataFolder])).toMatchObject({ status: 0 });
  const { status, told } = await call('restore', `'${archive}'`, elsewhere, { bytesMax: contentBytes / 2 });
  expect([status, told]).toEqual([2, expect.stringMatching(/^The backup cannot be unpacked into \S+ \(EFBIG/) as string]);
  expect(await readdir(elsewhere)).toEqual([]);
});
