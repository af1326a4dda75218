import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyState, stateVersion, type State } from '../model/state.ts';
import { audit } from './audit.ts';
import { openStateStore } from './stateStore.ts';
import { openTestStore, storeFolder } from './testStore.ts';

const clock = { now: () => Date.UTC(2026, 10, 23), sleep: () => Promise.resolve() };

function addDataSet(name: string): (state: State) => number {
  return (state) =>
    state.contactDataSets.push({ id: '6f1a3e0e-6f0b-4c43-9d0c-111111111111', kind: 'csv', name, files: {}, createdAt: 1, createdBy: 'someone' });
}

function names(state: Readonly<State>): string[] {
  return state.contactDataSets.map(({ name }) => name);
}

async function stateOnDisk(folder: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, 'state.json'), 'utf8'));
}

/** Where the temporary file belongs stands a folder: no write succeeds until it is gone. */
async function block(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'state.json.unfinished');
  await mkdir(path);
  return () => rm(path, { recursive: true });
}

describe('update', () => {
  test('resolves with what the change gives back, once the change is on the disk', async () => {
    const folder = await storeFolder();
    const store = await openTestStore(folder);
    expect(await store.update(addDataSet('a'))).toBe(1);
    expect(names(store.read())).toEqual(['a']);
    expect(await stateOnDisk(folder)).toEqual(store.read());
    await store.close();
    expect(names((await openTestStore(folder)).read())).toEqual(['a']);
  });

  test('leaves nothing of a change that throws, and all of those before and after it', async () => {
    const store = await openTestStore(await storeFolder());
    const thrown = new Error('told by the test');
    const results = await Promise.allSettled([
      store.update(addDataSet('a')),
      store.update((state) => {
        addDataSet('half')(state);
        throw thrown;
      }),
      store.update(addDataSet('b')),
    ]);
    expect(results).toMatchObject([{ value: 1 }, { reason: thrown }, { value: 2 }]);
    expect(names(store.read())).toEqual(['a', 'b']);
  });

  test('shows a change to nobody before it is durable, and to the next change at once', async () => {
    const store = await openTestStore(await storeFolder());
    const first = store.update(addDataSet('a'));
    const second = store.update((state) => {
      expect(names(state)).toEqual(['a']);
      expect(names(store.read())).toEqual([]);
    });
    await Promise.all([first, second]);
  });

  test('tells of a change once it is durable and can be read, and of nothing else', async () => {
    const folder = await storeFolder();
    const seen: string[][] = [];
    const store = await openStateStore({ folder, onChange: () => seen.push(names(store.read())) });
    await store.update(addDataSet('a'));
    await store.update(() => undefined);
    await store.update(() => Promise.reject(new Error('told by the test'))).catch(() => undefined);
    const unblock = await block(folder);
    await expect(store.update(addDataSet('b'))).rejects.toMatchObject({ code: 'stateUnusable' });
    await unblock();
    await Promise.all([store.update(addDataSet('c')), store.update(addDataSet('d'))]);
    await store.close();
    expect(seen).toEqual([['a'], ['a', 'c', 'd']]);
  });

  test('keeps no object that the caller still holds, and gives out none that can be changed', async () => {
    const store = await openTestStore(await storeFolder());
    const addresses = ['a@contoso.example'];
    await store.update((state) => {
      state.enrichments.push({ id: '6f1a3e0e-6f0b-4c43-9d0c-111111111111', revision: 1, createdAt: 1, createdBy: 'x', updatedAt: 1, isActive: true, draft: { addresses } });
    });
    addresses.push('b@contoso.example');
    const [enrichment] = store.read().enrichments;
    expect(enrichment?.draft?.addresses).toEqual(['a@contoso.example']);
    expect(() => enrichment?.draft?.addresses?.push('c@contoso.example')).toThrow(TypeError);
  });

  test('refuses a change that would leave a state which cannot be read back', async () => {
    const store = await openTestStore(await storeFolder());
    const failure = store.update((state) => {
      state.auditSequence = -1;
    });
    await expect(failure).rejects.toMatchObject({ code: 'serviceFault' });
    expect(store.read()).toEqual(emptyState);
  });

  test('rejects every change of a write that fails, keeps what was there, and goes on when there is room again', async () => {
    const folder = await storeFolder();
    const store = await openTestStore(folder);
    await store.update(addDataSet('a'));
    const unblock = await block(folder);
    const results = await Promise.allSettled([store.update(addDataSet('b')), store.update(addDataSet('c'))]);
    expect(results).toMatchObject([{ reason: { code: 'stateUnusable' } }, { reason: { code: 'stateUnusable' } }]);
    expect(names(store.read())).toEqual(['a']);
    expect(await stateOnDisk(folder)).toEqual(store.read());
    await unblock();
    await store.update(addDataSet('d'));
    expect(names(store.read())).toEqual(['a', 'd']);
  });

  test('after close is refused, and what was asked for before is durable', async () => {
    const folder = await storeFolder();
    const store = await openTestStore(folder);
    const asked = store.update(addDataSet('a'));
    await store.close();
    await asked;
    await expect(store.update(addDataSet('b'))).rejects.toMatchObject({ code: 'interrupted' });
    expect(names((await openTestStore(folder)).read())).toEqual(['a']);
  });

  test('however changes come together and some of them throw, their order holds and nothing is lost', async () => {
    const folder = await storeFolder();
    const store = await openTestStore(folder);
    const expected: string[] = [];
    const calls = fc.array(fc.record({ throws: fc.boolean(), waits: fc.boolean() }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(calls, async (turns) => {
        const pending: Promise<unknown>[] = [];
        for (const { throws, waits } of turns) {
          const name = `${expected.length}`;
          const change = (state: State): void => {
            addDataSet(name)(state);
            if (throws) throw new RangeError(name);
            audit(state, { action: 'exported', details: { name } }, clock);
          };
          pending.push(store.update(change).catch((error: unknown) => expect(error).toBeInstanceOf(RangeError)));
          if (!throws) expected.push(name);
          if (waits) await Promise.resolve();
        }
        await Promise.all(pending);
        expect(names(store.read())).toEqual(expected);
        expect(await store.verifyAudit()).toBeUndefined();
      }),
      { numRuns: 20 },
    );
    const { items } = await store.readAudit({ offset: 0, limit: expected.length });
    expect(items.map(({ details }) => details?.['name']).reverse()).toEqual(expected);
  });
});

test('a call that is made as soon as another has ended is not forgotten', async () => {
  const store = await openTestStore(await storeFolder());
  for (const name of ['a', 'b', 'c']) await store.update(addDataSet(name));
  expect(names(store.read())).toEqual(['a', 'b', 'c']);
});

describe('open', () => {
  const broken = [
    ['is cut off', '{"version":1,"enrichments":['],
    ['is empty', ''],
    ['holds something else', JSON.stringify({ ...emptyState, consents: [{ id: 'none' }] })],
    ['has no version', '{}'],
    ['was written by a newer version', JSON.stringify({ ...emptyState, version: stateVersion + 1 })],
  ] as const;

  test.each(broken)('refuses a state that %s, naming the file, and leaves it as it is', async (_, content) => {
    const folder = await storeFolder();
    const path = join(folder, 'state.json');
    await writeFile(path, content);
    await expect(openStateStore({ folder })).rejects.toMatchObject({ code: 'stateUnusable', message: expect.stringContaining(path) as string });
    expect(await readFile(path, 'utf8')).toBe(content);
    // The lock went with the refusal.
    await rm(path);
    await openTestStore(folder);
  });

  test('refuses a folder whose state was lost, though its log is there: it would pass for an empty one, by which everything is erased', async () => {
    const folder = await storeFolder();
    const store = await openTestStore(folder);
    await store.update((state) => audit(state, { action: 'exported' }, clock));
    await store.close();
    const [path, log] = [join(folder, 'state.json'), await readFile(join(folder, 'audit.ndjson'), 'utf8')];
    await rename(path, `${path}.away`);
    await expect(openStateStore({ folder })).rejects.toMatchObject({ code: 'stateUnusable', message: expect.stringContaining(`${path} is missing`) as string });
    expect((await readdir(folder)).toSorted()).toEqual(['audit.ndjson', 'state.json.away', 'state.lock']);
    expect(await readFile(join(folder, 'audit.ndjson'), 'utf8')).toBe(log);
    await rename(`${path}.away`, path);
    await openTestStore(folder);
  });

  test('takes a folder in which nothing was ever stored for an empty state, also after a crash of the first start', async () => {
    const folder = await storeFolder();
    await (await openTestStore(folder)).close();
    await writeFile(join(folder, 'state.json.unfinished'), '{');
    expect((await openTestStore(folder)).read()).toEqual(emptyState);
  });

  test('never advises to move the state alone away: whoever was erased would be read again', async () => {
    const folder = await storeFolder();
    await writeFile(join(folder, 'state.json'), '');
    await expect(openStateStore({ folder })).rejects.toMatchObject({ message: expect.stringContaining('move the whole folder of the organisation away') as string });
  });

  test('never quotes a broken state: it holds what people have typed', async () => {
    const folder = await storeFolder();
    await writeFile(join(folder, 'state.json'), '{"addresses": anna@contoso.example');
    await expect(openStateStore({ folder })).rejects.toMatchObject({ message: expect.not.stringContaining('anna') as string });
  });

  test('brings a state of an older version up to date', async () => {
    const folder = await storeFolder();
    const older = { ...emptyState, version: stateVersion - 1, isOpenToMembers: undefined, isPublic: true };
    await writeFile(join(folder, 'state.json'), JSON.stringify(older));
    const migration = { from: stateVersion - 1, change: ({ isPublic, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, isOpenToMembers: isPublic }) };
    const store = await openStateStore({ folder, migrations: [migration] });
    expect(store.read()).toEqual({ ...emptyState, isOpenToMembers: true });
    await store.close();
  });

  test('refuses a folder that is open already', async () => {
    const folder = await storeFolder();
    await openTestStore(folder);
    await expect(openStateStore({ folder })).rejects.toMatchObject({ code: 'dataFolderInUse' });
  });

  test('says what to do where the folder cannot be made', async () => {
    const folder = await storeFolder();
    await writeFile(join(folder, 'file'), '');
    await expect(openStateStore({ folder: join(folder, 'file', 'tenant') })).rejects.toMatchObject({ code: 'stateUnusable' });
  });
});
