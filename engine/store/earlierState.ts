import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './durableFile.ts';
import { namesIn } from './tenantFolder.ts';

/** Also one that a crash has left half written. */
const copyName = /^state\.json\.version-\d+(?:\.unfinished)?$/;

/**
 * Keeps the file of an earlier version beside, as `state.json.version-1`, before the present version writes its own: with it a downgrade is
 * possible. On the disk when this resolves.
 */
export async function keepEarlierState(folder: string, version: number): Promise<void> {
  const path = join(folder, `state.json.version-${version}`);
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(await readFile(join(folder, 'state.json')));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  await syncFolder(folder);
}

/** After an erasure such a copy would still hold what was erased, and a downgrade would bring a withdrawn consent back. */
export async function removeEarlierStates(folder: string): Promise<void> {
  for (const name of (await namesIn(folder)).filter((one) => copyName.test(one))) await rm(join(folder, name), { force: true });
}
