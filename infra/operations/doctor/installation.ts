import { randomUUID } from 'node:crypto';
import { rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EngagementFailure, openSnapshot, stateVersion, storedStateVersion } from '../../../engine/index.ts';
import { tenantFolderOf } from '../../server/tenantFolders.ts';
import { assertBotUsable } from '../assertBotUsable.ts';
import { bytesText, nodeVersionMin, productVersion } from '../backup/command.ts';
import { ok, problem, warning, type Outcome } from './finding.ts';

export function checkVersions(nodeVersion: string): Outcome {
  const minimum = nodeVersionMin();
  const found = `Account Engagement ${productVersion()} on Node ${nodeVersion}.`;
  const isOlder = nodeVersion.localeCompare(minimum, 'en', { numeric: true }) < 0;
  return isOlder ? problem(found, `Install Node ${minimum} or newer.`) : ok(found);
}

/** Whether the data folder can be used, and by nobody else. Opens no file that is there: the service may be running over it. `bytesIn`: of the folder. */
export async function checkDataFolder(folder: string, bytesIn: () => Promise<number>): Promise<Outcome> {
  const path = resolve(folder);
  try {
    const { mode, uid } = await stat(path);
    await probe(path);
    return await judgeFolder(path, { mode, uid }, bytesIn);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' && (await isMissing(path))) return checkPlace(path);
    return problem(`${path} takes no writes (${code}).`, 'Set DATA_FOLDER to a folder in which the account of the service may write, and make room there.');
  }
}

async function judgeFolder(path: string, { mode, uid }: { readonly mode: number; readonly uid: number }, bytesIn: () => Promise<number>): Promise<Outcome> {
  let size: string;
  try {
    size = bytesText(await bytesIn());
  } catch (error) {
    return problem(`${path} takes writes, and cannot be looked through (${codeOf(error)}).`, 'See to its disk.');
  }
  if (process.getuid?.() === 0 && uid !== 0) return warning(`${path} holds ${size}. It belongs to the account ${uid}, and this command runs as root, who may write everywhere.`, 'Run this command as the account of the service, to see whether that one may write there.');
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    return warning(`${path} holds ${size}, and takes writes. Other accounts of this machine may look into it (mode ${(mode & 0o777).toString(8)}).`, `chmod 700 ${path}; on a volume whose mode is fixed, in a container that has no other accounts, it may stay.`);
  }
  return ok(`${path} holds ${size}, takes writes, and is closed to other accounts.`);
}

/** Of a data folder that the first start is to make: whether it could. */
async function checkPlace(path: string): Promise<Outcome> {
  let parent = dirname(path);
  while ((await isMissing(parent)) && parent !== dirname(parent)) parent = dirname(parent);
  try {
    await probe(parent);
    return ok(`${path} is not there yet; the first start of the service makes it.`);
  } catch (error) {
    return problem(`${path} is not there, and cannot be made (${codeOf(error)}).`, 'Make it, and let the account of the service write there; or set DATA_FOLDER to another one.');
  }
}

/** A write is the only proof. */
async function probe(folder: string): Promise<void> {
  const path = join(folder, `.doctor-${randomUUID()}`);
  try {
    await writeFile(path, 'doctor');
  } finally {
    await rm(path, { force: true }).catch(() => undefined);
  }
}

/** Beside what is there: a run writes new results next to the old ones, and large queries spill. */
const freeBytesBeside = 1_000_000_000;
/** Below it the next run is likely to fail. */
const freeBytesMin = 500_000_000;

/** `bytesIn`: of the folder; `freeBytes`: of the disk that a path is on. */
export async function checkDisk(folder: string, bytesIn: () => Promise<number>, freeBytes = freeBytesOf): Promise<Outcome> {
  try {
    let path = resolve(folder);
    while ((await isMissing(path)) && path !== dirname(path)) path = dirname(path);
    const bytes = await freeBytes(path);
    const wanted = freeBytesBeside + (path === resolve(folder) ? await bytesIn() : 0);
    const found = `${bytesText(bytes)} are free for the data folder.`;
    if (bytes < freeBytesMin) return problem(found, `Make room: runs need ${bytesText(freeBytesMin)} at the very least, and ${bytesText(wanted)} to be safe.`);
    return bytes < wanted ? warning(found, `Make room: as much as is there already and 1 GB, ${bytesText(wanted)}, is what a run may need.`) : ok(found);
  } catch (error) {
    return problem(`The free room cannot be told (${codeOf(error)}).`, 'See what is wrong with the data folder.');
  }
}

async function freeBytesOf(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

/** Whether this version of the product can read what is stored, and all is there that the state rests on. Changes nothing, and takes no lock. */
export async function checkState(dataFolder: string, tenantId: string): Promise<Outcome> {
  const folder = tenantFolderOf(dataFolder, tenantId);
  try {
    await assertBotUsable(dataFolder, tenantId);
    const version = await storedStateVersion(folder);
    if (version === undefined) return ok('Nothing is stored for this organisation yet.');
    // Looks for everything that the state names, again and again while a service puts other results in their place.
    await (await openSnapshot(folder)).close();
    if (version < stateVersion) return ok(`The stored state is of version ${version}; the next start of the service makes version ${stateVersion} of it, and keeps the earlier one.`);
    return ok(`The stored state can be read, and is of this version (${version}).`);
  } catch (error) {
    if (error instanceof EngagementFailure) return problem(error.message, 'See "The state is unusable" in infra/operations/README.md, before anything is moved or deleted.');
    return problem(`The stored state cannot be read (${codeOf(error)}).`, 'Let this account read the data folder: run this command as the account of the service.');
  }
}

async function isMissing(path: string): Promise<boolean> {
  return stat(path).then(() => false, (error: unknown) => codeOf(error) === 'ENOENT');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown reason';
}
