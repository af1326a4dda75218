import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EngagementFailure, isFileError, namesIn } from '../../../engine/index.ts';

const prefix = '.restoring-';

/** Writes that were asked for may end after the one that failed, and put a file into a folder that has just been emptied: tries for some seconds. */
const patience = { recursive: true, force: true, maxRetries: 8, retryDelay: 100 } as const;

/** Within the data folder, for what is being unpacked: addresses in clear among it. */
export function unfinishedFolderIn(dataFolder: string): string {
  return join(dataFolder, `${prefix}${randomUUID()}`);
}

export function isUnfinished(name: string): boolean {
  return name.startsWith(prefix);
}

/** Removes a folder that was unpacked into. Throws the file system's own errors. */
export async function removeUnfinished(folder: string): Promise<void> {
  await rm(folder, patience);
}

/**
 * Removes what restores have left in a data folder that were killed. One that is under way there fails, whole.
 * @throws EngagementFailure `stateUnusable` where something of it has to stay
 */
export async function removeUnfinishedRestores(dataFolder: string): Promise<void> {
  try {
    for (const name of (await namesIn(dataFolder)).filter(isUnfinished)) {
      const removed = unfinishedFolderIn(dataFolder);
      // At once: a restore under way must not put into place what is left of it.
      await rename(join(dataFolder, name), removed);
      await removeUnfinished(removed);
    }
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new EngagementFailure('stateUnusable', `What a restore has left in ${dataFolder} (${prefix}…) cannot be removed (${error.code ?? 'unknown reason'}). Remove it: it holds addresses in clear.`, { cause: error });
  }
}
