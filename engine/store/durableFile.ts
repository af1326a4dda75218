import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import { parseJson } from '../graph/json.ts';

/**
 * A JSON file for lowdb that is replaced whole or not at all, and is on the disk when `write` resolves. lowdb's own adapter renames a
 * temporary file too, but leaves it to the operating system when it goes to the disk: a power cut could take an acknowledged change back.
 */
export class DurableJsonFile implements Adapter<unknown> {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Null where there is no file. @throws NotJson, and the file system's own errors. */
  async read(): Promise<unknown> {
    try {
      return parseJson(await readFile(this.#path, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async write(data: unknown): Promise<void> {
    // The same name each time: what a killed process leaves is overwritten by the next write.
    const unfinished = `${this.#path}.unfinished`;
    const file = await open(unfinished, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(data));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, this.#path);
    await syncFolder(dirname(this.#path));
  }
}

/** Writes the names in a folder through to the disk: without it a power cut could undo a rename or take a new file away. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
