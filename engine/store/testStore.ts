import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStateStore, type StateStore } from './stateStore.ts';

/** A folder that is removed when the test ends. */
export async function storeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'state-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A store that is closed when the test ends, if it is not before. */
export async function openTestStore(folder: string): Promise<StateStore> {
  const store = await openStateStore({ folder });
  onTestFinished(() => store.close());
  return store;
}
