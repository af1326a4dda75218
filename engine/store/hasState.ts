import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EngagementFailure } from '../model/failure.ts';
import { unreadable } from './readState.ts';

/**
 * Whether the folder of a state holds one; false where nothing was ever stored. Changes nothing, and takes no lock.
 *
 * An entry of the audit log is written behind the state that holds it: where there are entries and no state, the state was lost. It must not
 * pass for an empty one, by which everything that is kept would be erased as unknown, and those who were erased would be read again.
 * @throws EngagementFailure `stateUnusable` where the state was lost, or nobody can tell
 */
export async function hasState(folder: string): Promise<boolean> {
  const path = join(folder, 'state.json');
  // The log first: a service that begins meanwhile writes it last.
  const hasEntries = ((await sizeOf(join(folder, 'audit.ndjson'))) ?? 0) > 0;
  if ((await sizeOf(path)) !== undefined) return true;
  if (!hasEntries) return false;
  const message = `${path} is missing, though the audit log beside it has entries. Nothing was changed: put the file back, or restore a backup. To begin anew, move the whole folder of the organisation (${dirname(folder)}) away; nobody then knows who was erased and must not be read.`;
  throw new EngagementFailure('stateUnusable', message);
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(path, error);
  }
}
