import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyState, type State } from '../model/state.ts';
import { openTestStore, storeFolder } from './testStore.ts';

const id = '00000000-0000-4000-8000-000000000601';
const numbers = { addresses: 3, enrichments: 1, chosenAddresses: 1 };
const objection = { id, at: 5, by: 'ann', reason: 'left', keys: ['0'.repeat(64)], toErase: [], finishedAt: 6 };

/** Written by version 2. */
async function folderOfVersionTwo(records: object = {}): Promise<string> {
  const folder = await storeFolder();
  const objections = [{ ...objection, erased: { ...numbers, mailboxes: 1, emailCopies: 8_461, meetingCopies: 317 } }];
  await writeFile(join(folder, 'state.json'), JSON.stringify({ ...emptyState, version: 2, objections, ...records }));
  return folder;
}

/** Any change that a service makes. */
const change = (state: State) => void (state.isOpenToMembers = true);

test('an objection of an earlier version holds, and loses what measured the person, in the file too', async () => {
  const folder = await folderOfVersionTwo();
  const store = await openTestStore(folder);
  expect(store.read().objections).toMatchObject([{ ...objection, toRun: [] }]);
  expect(store.read().objections[0]?.erased).toEqual(numbers);
  await store.update(change);
  expect(await readFile(join(folder, 'state.json'), 'utf8')).not.toMatch(/8461|317|Copies/);
});

test('the failure of a run that an earlier version has stored loses the chosen address, and others stay as they are', async () => {
  const run = (place: number, failure?: object) => ({ id: id.replace('601', `70${place}`), enrichmentId: id, cause: 'daily', startedAt: 1, asOf: 1, resumptions: 0, endedAt: 2, outcome: 'failed', ...(failure && { failure }) });
  const down = { code: 'graphUnavailable', message: 'Microsoft Graph does not answer.' };
  const named = ['bob@contoso.com is neither a user nor a group.', 'The group bobs@contoso.com has no members.'];
  const runs = [run(1, { code: 'addressUnknown', message: named[0] }), run(2, { code: 'groupEmpty', message: named[1] }), run(3, down), run(4)];
  const folder = await folderOfVersionTwo({ runs });
  const store = await openTestStore(folder);
  expect(store.read().runs.map(({ failure }) => failure?.code)).toEqual(['addressUnknown', 'groupEmpty', 'graphUnavailable', undefined]);
  expect(store.read().runs.slice(2)).toEqual(runs.slice(2));
  expect(JSON.stringify(store.read())).not.toContain('bob');
  await store.update(change);
  expect(await readFile(join(folder, 'state.json'), 'utf8')).not.toContain('bob');
});

test('where somebody was erased no file of the earlier version stays beside: it would still hold that', async () => {
  const folder = await folderOfVersionTwo();
  await (await openTestStore(folder)).update(change);
  expect((await readdir(folder)).toSorted()).toEqual(['audit.ndjson', 'state.json', 'state.lock']);
});

test('where nobody was, it stays until the first person is erased', async () => {
  const folder = await folderOfVersionTwo({ objections: [] });
  const store = await openTestStore(folder);
  await store.update(change);
  expect(await readdir(folder)).toContain('state.json.version-2');
  await store.update((state) => void state.objections.push({ ...objection, reason: 'left', keys: ['0'.repeat(64)], toErase: [], toRun: [], erased: numbers }));
  expect(await readdir(folder)).not.toContain('state.json.version-2');
});
