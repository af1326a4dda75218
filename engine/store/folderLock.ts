import { randomUUID } from 'node:crypto';
import { link, realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { EngagementFailure } from '../model/failure.ts';

export interface FolderLock {
  release(): void;
}

/** What this process holds: the kernel's lock keeps out other processes only. */
const held = new Set<string>();

/**
 * Claims a folder for this process until it is released or the process ends, however it ends.
 *
 * The lock is an empty DuckDB database, kept open. DuckDB takes an `fcntl` lock on it, the one kind that Node itself cannot take: the kernel
 * drops it with the process, so none is left behind by `kill -9`, and no process id is written down that another process could come to have.
 * It holds between containers on one machine that share the folder. The trap: the kernel drops it as soon as this process closes any other
 * handle on the file, so nothing in this process may read `state.lock`, a backup included.
 * @throws EngagementFailure `dataFolderInUse`, and the file system's own errors.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(await realpath(folder), 'state.lock');
  if (held.has(path)) throw inUse(folder);
  held.add(path);
  try {
    await makeIfAbsent(path);
    const instance = await DuckDBInstance.create(path, { threads: '1' });
    return {
      release: () => {
        instance.closeSync();
        held.delete(path);
      },
    };
  } catch (error) {
    held.delete(path);
    throw error instanceof Error && error.message.includes('Could not set lock') ? inUse(folder, error) : error;
  }
}

/**
 * DuckDB makes a file in several steps, and one that a crash has left half made can never be opened again: it is made under a name of its
 * own. A link, unlike a rename, does not replace the file of a process that was quicker.
 */
async function makeIfAbsent(path: string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.unfinished`;
  try {
    if (await isThere(path)) return;
    (await DuckDBInstance.create(unfinished)).closeSync();
    await link(unfinished, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function inUse(folder: string, cause?: Error): EngagementFailure {
  const message = `Another process uses the folder ${folder}. Stop it first, or give this one a folder of its own.`;
  return new EngagementFailure('dataFolderInUse', message, { cause });
}
