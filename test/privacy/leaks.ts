import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Finding, Searcher } from './search.ts';

export interface Leak extends Finding {
  /** The file, from its folder on, or the stream. */
  readonly where: string;
}

/** What is found in all files of the folders, in their names, and in the texts. */
export async function leaksIn(searcher: Searcher, folders: readonly string[], texts: Readonly<Record<string, string>>): Promise<Leak[]> {
  const leaks: Leak[] = [];
  const look = (where: string, bytes: Buffer) => leaks.push(...searcher.search(bytes).map((finding) => ({ where, ...finding })));
  for (const [name, text] of Object.entries(texts)) look(name, Buffer.from(text));
  for (const folder of folders) {
    for (const path of await filesIn(folder)) {
      const name = relative(folder, path);
      look(`the name of ${name}`, Buffer.from(name));
      look(name, await readFile(path));
    }
  }
  return leaks;
}

/** All files, of every depth; none where there is no folder. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}
