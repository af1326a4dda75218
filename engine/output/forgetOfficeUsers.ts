import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { officeUserFile, officeUsersIn, type OfficeUser } from './officeUsersIn.ts';
import { flush } from './outputFolder.ts';

/**
 * Takes the rows of whoever `isForgotten` out of the `Office_User.csv` of published results: the only thing in them that is not a figure of
 * an account, and the only file of a publication that may change. Replaced whole, on the disk when this resolves; nothing where there is none.
 * One that is damaged is removed: it may hold them, and the next results come with a new one.
 */
export async function forgetOfficeUsers(publicationFolder: string, isForgotten: (user: OfficeUser) => boolean): Promise<void> {
  const path = join(publicationFolder, officeUserFile);
  const users = await officeUsersIn(publicationFolder);
  const kept = users?.filter((user) => !isForgotten(user));
  if (users !== undefined && kept?.length === users.length) return;
  if (kept === undefined) await rm(path);
  else {
    const content = await readFile(path, 'utf8');
    const unfinished = join(publicationFolder, `.${officeUserFile}.partial`);
    await writeFile(unfinished, [content.slice(0, content.indexOf('\n') + 1), ...kept.map(({ raw }) => raw)].join(''));
    await flush(unfinished);
    await rename(unfinished, path);
  }
  await flush(publicationFolder);
}
