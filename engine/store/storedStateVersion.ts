import { join } from 'node:path';
import { DurableJsonFile } from './durableFile.ts';
import { hasState } from './hasState.ts';
import { readState } from './readState.ts';
import type { TenantFolder } from './tenantFolder.ts';

/**
 * The version of the state that a tenant's folder holds; undefined where there is none yet. Reads it to the end, as a start would, and
 * changes nothing: no lock is taken, so that the service may run meanwhile.
 * @throws EngagementFailure `stateUnusable`
 */
export async function storedStateVersion({ state }: TenantFolder): Promise<number | undefined> {
  if (!(await hasState(state))) return undefined;
  const path = join(state, 'state.json');
  return (await readState(path, () => new DurableJsonFile(path).read())).version;
}
