import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { flush } from './outputFolder.ts';

const name = 'Office_User.csv';

const records = z.array(z.object({ record: z.object({ EmailAddress: z.string(), UserId: z.string(), ResolvedFrom: z.string() }), raw: z.string() }));

/**
 * Takes the rows of whoever `isForgotten` out of the `Office_User.csv` of published results: the only thing in them that is not a figure of
 * an account, and the only file of a publication that may change. Replaced whole, on the disk when this resolves; nothing where there is none.
 */
export async function forgetOfficeUsers(publicationFolder: string, isForgotten: (row: { readonly userId: string; readonly addresses: readonly string[] }) => boolean): Promise<void> {
  const path = join(publicationFolder, name);
  const content = await readFile(path, 'utf8').catch(undefinedIfAbsent);
  if (content === undefined) return;
  const rows = records.parse(parse(content, { columns: true, raw: true }));
  const kept = rows.filter(({ record }) => !isForgotten({ userId: record.UserId, addresses: [record.EmailAddress, record.ResolvedFrom].map(unguarded) }));
  if (kept.length === rows.length) return;
  const header = content.slice(0, content.indexOf('\n') + 1);
  const unfinished = join(publicationFolder, `.${name}.partial`);
  await writeFile(unfinished, [header, ...kept.map(({ raw }) => raw)].join(''));
  await flush(unfinished);
  await rename(unfinished, path);
  await flush(publicationFolder);
}

/** Without the apostrophe that keeps a spreadsheet from taking the text for a formula. */
function unguarded(text: string): string {
  return text.replace(/^'(?=[=+\-@])/, '');
}

function undefinedIfAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
