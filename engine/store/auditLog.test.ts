import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audit } from './audit.ts';
import { openTestStore, storeFolder } from './testStore.ts';
import type { StateStore } from './stateStore.ts';

const clock = { now: () => Date.UTC(2026, 10, 23), sleep: () => Promise.resolve() };

function note(store: StateStore, number: number): Promise<void> {
  return store.update((state) => audit(state, { action: 'exported', by: 'anna', details: { number } }, clock));
}

/** A closed store whose log has lines 1 to `count`; the last of them is in the outbox still. */
async function filledFolder(count: number): Promise<{ readonly folder: string; readonly path: string; readonly text: string }> {
  const folder = await storeFolder();
  const store = await openTestStore(folder);
  for (let number = 1; number <= count; number += 1) await note(store, number);
  await store.close();
  const path = join(folder, 'audit.ndjson');
  return { folder, path, text: await readFile(path, 'utf8') };
}

async function numbers(store: StateStore): Promise<unknown[]> {
  return (await store.readAudit({ offset: 0, limit: 200 })).items.map(({ details }) => details?.['number']);
}

describe('the audit log', () => {
  test('gives the newest entries first, page by page, before and after a restart', async () => {
    const folder = await storeFolder();
    let store = await openTestStore(folder);
    await Promise.all([1, 2, 3, 4, 5].map((number) => note(store, number)));
    for (const isReopened of [false, true]) {
      if (isReopened) {
        await store.close();
        store = await openTestStore(folder);
      }
      expect(await numbers(store)).toEqual([5, 4, 3, 2, 1]);
      const { total, items } = await store.readAudit({ offset: 1, limit: 2 });
      expect(total).toBe(5);
      expect(items).toMatchObject([{ sequence: 4, at: clock.now(), action: 'exported', by: 'anna' }, { sequence: 3 }]);
      expect((await store.readAudit({ offset: 4, limit: 10 })).items).toHaveLength(1);
      expect((await store.readAudit({ offset: 5, limit: 10 })).items).toEqual([]);
    }
  });

  test('has no entry of a change that threw', async () => {
    const store = await openTestStore(await storeFolder());
    const thrown = store.update((state) => {
      audit(state, { action: 'exported' }, clock);
      throw new RangeError();
    });
    await expect(thrown).rejects.toThrow(RangeError);
    await note(store, 1);
    expect(await store.readAudit({ offset: 0, limit: 9 })).toMatchObject({ total: 1, items: [{ sequence: 1, details: { number: 1 } }] });
  });

  test('is whole again after a crash at any byte of the last append', async () => {
    const { folder, path, text } = await filledFolder(3);
    const lastLine = text.lastIndexOf('\n', text.length - 2) + 1;
    for (const length of [lastLine, lastLine + 1, text.length - 80, text.length - 1]) {
      await truncate(path, length);
      const store = await openTestStore(folder);
      expect(await numbers(store)).toEqual([3, 2, 1]);
      expect(await store.verifyAudit()).toBeUndefined();
      await store.close();
      expect(await readFile(path, 'utf8')).toBe(text);
    }
  });

  test('is whole again where a power cut left zeros in the middle of the last append', async () => {
    const folder = await storeFolder();
    const store = await openTestStore(folder);
    await note(store, 1);
    await Promise.all([2, 3, 4].map((number) => note(store, number)));
    await store.close();
    const path = join(folder, 'audit.ndjson');
    const text = await readFile(path, 'utf8');
    const lines = text.split('\n');
    await writeFile(path, [lines[0], lines[1], '\0'.repeat(lines[2]?.length ?? 0), lines[3], ''].join('\n'));
    const again = await openTestStore(folder);
    expect(await again.verifyAudit()).toBeUndefined();
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  test('tells the first line that was changed, put in, taken out or cut off, and goes on growing after it', async () => {
    const { folder, path, text } = await filledFolder(5);
    const lines = text.split('\n').slice(0, -1);
    const damage = fc.record({ kind: fc.constantFrom('change', 'takeOut', 'repeat', 'swap', 'cut'), line: fc.integer({ min: 0, max: 3 }), byte: fc.nat(300) });
    await fc.assert(
      fc.asyncProperty(damage, async ({ kind, line, byte }) => {
        const changed = [...lines];
        const at = lines[line] ?? '';
        if (kind === 'change') changed[line] = at.slice(0, byte % at.length) + (at[byte % at.length] === 'x' ? 'y' : 'x') + at.slice((byte % at.length) + 1);
        if (kind === 'takeOut') changed.splice(line, 1);
        if (kind === 'repeat') changed.splice(line, 0, at);
        if (kind === 'swap') changed.splice(line, 2, lines[line + 1] ?? '', at);
        if (kind === 'cut') changed.length = line;
        await writeFile(path, changed.map((one) => `${one}\n`).join(''));
        const store = await openTestStore(folder);
        // A line that stands twice is right the first time.
        const expected = kind === 'repeat' ? line + 2 : line + 1;
        expect(await store.verifyAudit()).toBe(expected);
        await note(store, 6);
        expect(await store.verifyAudit()).toBe(expected);
        await store.close();
      }),
      { numRuns: 25 },
    );
  });

  test('is not cut where the state was restored from an older backup: it goes on with the next number', async () => {
    const folder = await storeFolder();
    const store = await openTestStore(folder);
    await note(store, 1);
    const backup = await readFile(join(folder, 'state.json'), 'utf8');
    await note(store, 2);
    await note(store, 3);
    await store.close();
    await writeFile(join(folder, 'state.json'), backup);
    const restored = await openTestStore(folder);
    await note(restored, 4);
    expect(await numbers(restored)).toEqual([4, 3, 2, 1]);
    expect(await restored.verifyAudit()).toBeUndefined();
  });

  test('does not take what somebody else has written behind its end for an entry', async () => {
    const folder = await storeFolder();
    const store = await openTestStore(folder);
    await note(store, 1);
    await appendFile(join(folder, 'audit.ndjson'), '{"forged":true}\n');
    await note(store, 2);
    expect(await numbers(store)).toEqual([2, 1]);
    expect(await store.verifyAudit()).toBeUndefined();
  });
});
