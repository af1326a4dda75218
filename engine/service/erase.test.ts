import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { InteractionStore } from '../interactions/store.ts';
import { storeFolder } from '../store/testStore.ts';
import { eraseDerived } from './erase.ts';

const publicationIds = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];

let folder: string;
beforeEach(async () => {
  folder = join(await storeFolder(), 'enrichment');
  await mkdir(folder);
});

const isThere = (path: string) => stat(path).then(() => true, () => false);

async function write(path: string, content: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), content);
}

test('everything goes, and the counts say what it was', async () => {
  const store = await InteractionStore.open({ folder: join(folder, 'interactions') });
  await store.connection.run("INSERT INTO slice VALUES (1, 'mail', 0, 1, 2, NULL, true, 0, 0, 1), (2, 'mail', 0, 1, 2, NULL, true, 0, 0, 2), (2, 'meetings', 0, 1, 2, NULL, true, 0, 0, 3)");
  await store.connection.run('INSERT INTO meeting_copy VALUES (1, 1, 0, 1, false, true, NULL, true, [], [])');
  store.close();
  const { size } = await stat(join(folder, 'interactions', 'interactions.duckdb'));
  await write('pseudonyms.secret', 'x'.repeat(32));
  for (const id of publicationIds) await write(`publications/${id}/AccountEngagement.csv`, '1234567890');
  await write('publications/.unfinished.partial/overview.json', '{}');
  expect(await eraseDerived(folder)).toEqual({ mailboxes: 2, emailCopies: 0, meetingCopies: 1, publications: 2, files: 5, bytes: size + 32 + 20 + 2, isPseudonymKeyErased: true });
  expect(await isThere(folder)).toBe(false);
});

test('a store that a crash has damaged goes uncounted', async () => {
  await write('interactions/interactions.duckdb', 'no database');
  expect(await eraseDerived(folder)).toMatchObject({ mailboxes: 0, emailCopies: 0, files: 1, bytes: 11, isPseudonymKeyErased: false });
  expect(await isThere(folder)).toBe(false);
});

test('where nothing was derived, there is nothing to erase', async () => {
  const nothing = { mailboxes: 0, emailCopies: 0, meetingCopies: 0, publications: 0, files: 0, bytes: 0, isPseudonymKeyErased: false };
  expect(await eraseDerived(join(folder, 'missing'))).toEqual(nothing);
});

test('what goes by itself while it is counted holds no erasure up', async () => {
  const names = Array.from({ length: 400 }, (_, place) => `${place}.unfinished`);
  for (const name of names) await write(name, 'x');
  const [{ files }] = await Promise.all([eraseDerived(folder), ...names.map((name) => rm(join(folder, name), { force: true }))]);
  expect(files).toBeLessThanOrEqual(names.length);
  expect(await isThere(folder)).toBe(false);
});
