import { cp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { emptyState, stateVersion, type State } from '../model/state.ts';
import { migrations } from './stateMigrations.ts';
import { openStateStore } from './stateStore.ts';
import { openTestStore, storeFolder } from './testStore.ts';

/** Written by the product as it was: never changed since, and never to be. */
const versionOne = fileURLToPath(new URL('testVersion1', import.meta.url));

async function folderOfVersionOne(): Promise<string> {
  const folder = await storeFolder();
  await cp(versionOne, folder, { recursive: true });
  return folder;
}

async function stored(path: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
}

const earlierStates = async (folder: string) => (await readdir(folder)).filter((name) => name.includes('version-'));

/** Any change that a service makes. */
const change = (state: State) => void (state.isOpenToMembers = !state.isOpenToMembers);

/** The receipt of an erasure. */
const erasure = (state: State) => {
  const [receipt] = state.receipts;
  if (receipt !== undefined) state.receipts.push({ ...receipt, id: '00000000-0000-4000-8000-000000000599' });
};

test('a state of version 1 with every kind of record opens, and all of it is found', async () => {
  const store = await openTestStore(await folderOfVersionOne());
  const { version, auditSequence, ...records } = await stored(join(versionOne, 'state.json'));
  const { version: present, ...state } = store.read();
  expect([version, present]).toEqual([1, stateVersion]);
  expect(state).toMatchObject({ ...records, auditSequence });
  const empty = Object.entries(records).filter(([, record]) => Array.isArray(record) && record.length === 0);
  expect(empty).toEqual([]);
  // The last entry of the log was only in the outbox, as after a crash.
  expect((await store.readAudit({ offset: 0, limit: 10 })).items.map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
  expect(await store.verifyAudit()).toBeUndefined();
});

test('every version before the present one leads to it', () => {
  expect(migrations.map(({ from }) => from).toSorted((one, other) => one - other)).toEqual(Array.from({ length: stateVersion - 1 }, (_, index) => index + 1));
});

test('the file of the earlier version stays beside, as it was, before the present version writes; a downgrade finds it there', async () => {
  const folder = await folderOfVersionOne();
  const before = await readFile(join(folder, 'state.json'), 'utf8');
  const store = await openTestStore(folder);
  expect(await readFile(join(folder, 'state.json'), 'utf8')).toBe(before);
  await store.update(change);
  expect((await stored(join(folder, 'state.json')))['version']).toBe(stateVersion);
  expect(await readFile(join(folder, 'state.json.version-1'), 'utf8')).toBe(before);
  expect((await stat(join(folder, 'state.json.version-1'))).mode & 0o777).toBe(0o600);
  await store.close();
  await (await openTestStore(folder)).update(change);
  expect(await earlierStates(folder)).toEqual(['state.json.version-1']);
});

test('it goes with the first erasure: it would still hold what was erased, and bring a withdrawn consent back', async () => {
  const folder = await folderOfVersionOne();
  const store = await openTestStore(folder);
  await store.update(change);
  expect(await earlierStates(folder)).toHaveLength(1);
  await store.update(erasure);
  expect(await earlierStates(folder)).toEqual([]);
});

test('one that a crash has left half written goes with it', async () => {
  const folder = await folderOfVersionOne();
  await writeFile(join(folder, 'state.json.version-0.unfinished'), '{"version":0,');
  const store = await openTestStore(folder);
  await store.update(erasure);
  expect(await earlierStates(folder)).toEqual([]);
});

test('a state of the present version leaves no copy', async () => {
  const folder = await storeFolder();
  await writeFile(join(folder, 'state.json'), JSON.stringify(emptyState));
  await (await openTestStore(folder)).update(change);
  expect(await earlierStates(folder)).toEqual([]);
});

test('after a downgrade, the state of the newer version is refused by its number, with the word to start that one', async () => {
  const folder = await storeFolder();
  await writeFile(join(folder, 'state.json'), JSON.stringify({ ...emptyState, version: stateVersion + 1 }));
  await expect(openStateStore({ folder })).rejects.toMatchObject({ code: 'stateUnusable', message: expect.stringMatching(`newer version of this program has written it \\(${stateVersion + 1}, where this one knows ${stateVersion}\\); start that one`) as string });
});
