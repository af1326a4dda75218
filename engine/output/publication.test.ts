import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePublication, removeUnfinished } from './publication.ts';

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'publication-'));
  folder = join(root, 'a', 'publications');
});
afterEach(() => rm(root, { recursive: true }));

const write = (text: string) => makePublication(folder, (unfinished) => writeFile(join(unfinished, 'table'), text));

test('each publication is a new folder named by a UUID, and leaves earlier ones as they are', async () => {
  const first = await write('one');
  const second = await write('two');
  expect(first.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect([first, second].map(({ path }) => path)).toEqual([first, second].map(({ id }) => join(folder, id)));
  expect(await Promise.all([first, second].map(({ path }) => readFile(join(path, 'table'), 'utf8')))).toEqual(['one', 'two']);
  expect(await readdir(folder)).toHaveLength(2);
});

test('while it is written there is nothing that looks like one, and nothing at all where that fails', async () => {
  const fault = new Error('a fault');
  const failing = makePublication(folder, async (unfinished) => {
    await writeFile(join(unfinished, 'table'), 'half a');
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^\..*\.partial$/)]);
    throw fault;
  });
  await expect(failing).rejects.toBe(fault);
  expect(await readdir(folder)).toEqual([]);
});

test('a folder that cannot be written is told by name', async () => {
  await writeFile(join(root, 'a'), 'a file');
  await expect(write('one')).rejects.toMatchObject({ code: 'outputNotWritable', message: expect.stringContaining(folder) as string });
  await expect(removeUnfinished(folder)).rejects.toMatchObject({ code: 'outputNotWritable' });
});

test('what a killed run has left half written goes, and whole publications stay', async () => {
  const { id } = await write('one');
  await mkdir(join(folder, '.0b3c.partial'));
  await writeFile(join(folder, '.0b3c.partial', 'table'), 'half a');
  await removeUnfinished(folder);
  expect(await readdir(folder)).toEqual([id]);
});
