import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What may not be seen, as the `lost+found` of a volume, and what the service takes away meanwhile. */
const passedOver = ['EACCES', 'ENOENT'];

/**
 * The sizes of all files below a folder in bytes, one by one. Follows no link, and opens no file. Throws the file system's own errors, but for
 * parts that may not be seen or are gone: they count nothing.
 */
export async function* sizesIn(folder: string): AsyncGenerator<number> {
  for (const entry of await orNothing(readdir(folder, { withFileTypes: true }), [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sizesIn(path);
    else if (entry.isFile()) yield await orNothing(lstat(path).then(({ size }) => size), 0);
  }
}

export async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  for await (const size of sizesIn(folder)) bytes += size;
  return bytes;
}

async function orNothing<Result>(looked: Promise<Result>, nothing: Result): Promise<Result> {
  try {
    return await looked;
  } catch (error) {
    if (passedOver.includes((error as NodeJS.ErrnoException).code ?? '')) return nothing;
    throw error;
  }
}
