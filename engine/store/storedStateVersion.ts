import { join } from 'node:path';
import { DurableJsonFile } from './durableFile.ts';
import { readState } from './readState.ts';
import { namesIn, type TenantFolder } from './tenantFolder.ts';

const fileName = 'state.json';

/**
 * The version of the state that a tenant's folder holds; undefined where there is none yet. Reads it to the end, as a start would, and
 * changes nothing: no lock is taken, so that the service may run meanwhile.
 * @throws EngagementFailure `stateUnusable`, and the file system's own errors.
 */
export async function storedStateVersion({ state }: TenantFolder): Promise<number | undefined> {
  if (!(await namesIn(state)).includes(fileName)) return undefined;
  const path = join(state, fileName);
  return (await readState(path, () => new DurableJsonFile(path).read())).version;
}
