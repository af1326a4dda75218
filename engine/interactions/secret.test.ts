import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOrMakeSecret, readSecret } from './secret.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secret-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the first call makes 32 bytes, and every later one gives the same', async () => {
  const path = join(folder, 'not', 'yet', 'there', 'pseudonyms.secret');
  const secret = await readOrMakeSecret(path);
  expect(secret).toHaveLength(32);
  expect(await readOrMakeSecret(path)).toEqual(secret);
});

test('each installation makes its own', async () => {
  expect(await readOrMakeSecret(join(folder, 'one'))).not.toEqual(await readOrMakeSecret(join(folder, 'two')));
});

test('only its owner can read the file, and nothing else is left in the folder', async () => {
  const path = join(folder, 'pseudonyms.secret');
  await readOrMakeSecret(path);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['pseudonyms.secret']);
});

test.each([
  ['is empty', ''],
  ['is too short', 'ab'.repeat(31)],
  ['is too long', 'ab'.repeat(33)],
  ['is no hex', 'secret'.repeat(16)],
])('a file that %s is refused and left as it is: with a new secret the interactions would mean nothing', async (_, content) => {
  const path = join(folder, 'pseudonyms.secret');
  await writeFile(path, content);
  await expect(readOrMakeSecret(path)).rejects.toMatchObject({ code: 'fileUnreadable', message: expect.stringContaining(path) as string });
  expect(await readFile(path, 'utf8')).toBe(content);
});

test('a crash while the secret was made does no harm: the next call makes one', async () => {
  const path = join(folder, 'pseudonyms.secret');
  await writeFile(`${path}.unfinished`, 'ab', { mode: 0o600 });
  expect(await readOrMakeSecret(path)).toHaveLength(32);
});

test('a secret that has to be there is read, and never made anew', async () => {
  const path = join(folder, 'objections.secret');
  await expect(readSecret(path)).rejects.toMatchObject({ code: 'stateUnusable', message: expect.stringContaining(path) as string });
  expect(await readSecret(path).catch(() => readdir(folder))).toEqual([]);
  const made = await readOrMakeSecret(path);
  expect(await readSecret(path)).toEqual(made);
});
