import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { flush, orNotWritable } from './outputFolder.ts';

const unfinishedName = /^\..+\.partial$/;

/**
 * Makes a new sub-folder of `folder`, named by a UUID, whole or not at all: `write` fills it under a name that no publication has, and it
 * takes its own when everything is on disk. From then on it never changes, but for `forgetOfficeUsers`. Fails with `outputNotWritable`.
 */
export async function makePublication(folder: string, write: (unfinishedFolder: string) => Promise<void>): Promise<{ readonly id: string; readonly path: string }> {
  const id = randomUUID();
  const unfinished = join(folder, `.${id}.partial`);
  const path = join(folder, id);
  await orNotWritable(folder, async () => {
    try {
      await mkdir(unfinished, { recursive: true });
      await write(unfinished);
      for (const name of await readdir(unfinished)) await flush(join(unfinished, name));
      await flush(unfinished);
      await rename(unfinished, path);
      await flush(folder);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  });
  return { id, path };
}

/** Removes what a run that was killed has left of publications. No other run may be writing into the folder. Fails with `outputNotWritable`. */
export async function removeUnfinished(folder: string): Promise<void> {
  await orNotWritable(folder, async () => {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) {
      if (unfinishedName.test(name)) await rm(join(folder, name), { recursive: true, force: true });
    }
  });
}
