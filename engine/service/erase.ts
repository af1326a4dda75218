import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { countKept } from '../interactions/countKept.ts';
import type { ErasureReceipt } from '../model/consent.ts';
import { namesIn } from '../store/tenantFolder.ts';

type Erased = Pick<ErasureReceipt, 'mailboxes' | 'emailCopies' | 'meetingCopies' | 'publications' | 'files' | 'bytes' | 'isPseudonymKeyErased'>;

/**
 * Removes all that was derived of an enrichment (its folder), the key of the pseudonyms first: what a backup or a disk may still hold of the
 * rest can be told of nobody from then on. Gives the counts for the receipt. Nothing may be writing there any more.
 */
export async function eraseDerived(folder: string): Promise<Erased> {
  const key = pseudonymKey(folder);
  const files = await filesOf(folder);
  // A store that a crash has damaged is erased uncounted rather than not at all.
  const kept = await countKept(interactions(folder)).catch(() => ({ mailboxes: 0, emailCopies: 0, meetingCopies: 0 }));
  await rm(key, { force: true });
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return {
    ...kept,
    publications: new Set(files.flatMap(({ path }) => /publications[/\\]([0-9a-f-]{36})[/\\]/.exec(path)?.[1] ?? [])).size,
    files: files.length,
    bytes: files.reduce((total, { bytes }) => total + bytes, 0),
    isPseudonymKeyErased: files.some(({ path }) => path === key),
  };
}

/**
 * Removes what was read for an enrichment, the key of the pseudonyms first, and leaves its results. What a backup or a disk may still hold of
 * the rest can be told of nobody from then on; the next run reads the year anew.
 */
export async function eraseInteractions(folder: string): Promise<void> {
  await rm(pseudonymKey(folder), { force: true });
  await rm(interactions(folder), { recursive: true, force: true, maxRetries: 5 });
}

/** Where a run keeps them in the folder of an enrichment. */
export const pseudonymKey = (folder: string) => join(folder, 'pseudonyms.secret');
export const interactions = (folder: string) => join(folder, 'interactions');

async function filesOf(folder: string): Promise<{ readonly path: string; readonly bytes: number }[]> {
  if ((await namesIn(folder)).length === 0) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(paths.map((path) => stat(path).then(({ size }) => ({ path, bytes: size }), ifGone)));
  return files.filter((file) => file !== undefined);
}

/** A mark of the digest may be written until this moment: its unfinished file is gone as soon as it is finished. It is erased all the same. */
function ifGone(error: unknown): undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
