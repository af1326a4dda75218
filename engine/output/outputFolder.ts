import { mkdir, open, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EngagementFailure } from '../model/failure.ts';

/** What a run leaves, in the order in which it appears: the overview last, which tells a reader that the others are whole and new. */
export const resultNames = ['AccountEngagement.csv', 'AccountEngagement.parquet', 'Office_User.csv', 'overview.json'] as const;
type ResultName = (typeof resultNames)[number];

/**
 * Makes sure, before hours of reading, that results can be written into `folder`; leaves nothing behind, not even a folder that it created.
 * Fails with `outputNotWritable`.
 */
export async function assertWritable(folder: string): Promise<void> {
  await orNotWritable(folder, async () => {
    const created = await mkdir(resolve(folder), { recursive: true });
    const probe = join(folder, '.writable');
    try {
      await assertReplaceable(folder);
      await (await open(probe, 'w')).close();
    } finally {
      await rm(probe, { force: true });
      if (created !== undefined) await removeEmpty(resolve(folder), resolve(created));
    }
  });
}

/**
 * Replaces the results in `folder`, all or none: `write` is given a temporary path in the folder for each, and only when all of them are on
 * disk do they take their names. Should the machine stop between two of these renames, then the overview is still the old one.
 * Fails with `outputNotWritable`; the results that were there before are then untouched.
 */
export async function replaceResults(folder: string, write: (temporaryPath: (name: ResultName) => string) => Promise<void>): Promise<void> {
  // The same names in every run: what a killed run leaves is overwritten by the next.
  const temporaryPath = (name: ResultName) => join(folder, `.${name}.partial`);
  await orNotWritable(folder, async () => {
    await mkdir(folder, { recursive: true });
    try {
      await assertReplaceable(folder);
      await write(temporaryPath);
      for (const name of resultNames) await flush(temporaryPath(name));
      for (const name of resultNames) await rename(temporaryPath(name), join(folder, name));
      await flush(folder);
    } finally {
      for (const name of resultNames) await rm(temporaryPath(name), { force: true });
    }
  });
}

/** A folder that stands where a result belongs would stop the renames half way. */
async function assertReplaceable(folder: string): Promise<void> {
  for (const name of resultNames) {
    const existing = await stat(join(folder, name)).catch(undefinedIfAbsent);
    if (existing?.isDirectory()) throw new EngagementFailure('outputNotWritable', `${join(folder, name)} is a folder, where a result is to be written; move it, or choose another folder.`);
  }
}

function undefinedIfAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}

/** Writes a file's content, or a folder's names, through to the disk. */
export async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function removeEmpty(folder: string, upTo: string): Promise<void> {
  await rmdir(folder);
  if (folder !== upTo) await removeEmpty(dirname(folder), upTo);
}

/** Turns a failure of the disk into `outputNotWritable`, naming the folder. */
export async function orNotWritable(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new EngagementFailure('outputNotWritable', `Results cannot be written to ${folder}: ${error.message}. Choose another folder, or make room and let this account write there.`, { cause: error });
  }
}

/** From Node, or from DuckDB, which has no codes but begins its messages with the kind of error. */
function isFileError(error: unknown): error is Error {
  return error instanceof Error && ('syscall' in error || error.message.startsWith('IO Error'));
}
