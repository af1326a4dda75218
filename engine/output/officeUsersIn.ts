import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';

/** Of published results: the chosen addresses with the people behind them. */
export const officeUserFile = 'Office_User.csv';

export interface OfficeUser {
  readonly userId: string;
  /** As typed, and normalised. */
  readonly addresses: readonly string[];
  /** The row as it stands in the file. */
  readonly raw: string;
}

const records = z.array(z.object({ record: z.object({ EmailAddress: z.string(), UserId: z.string(), ResolvedFrom: z.string() }), raw: z.string() }));

/** The rows of `Office_User.csv`, none where there is no such file; undefined where it is damaged. Throws the file system's errors. */
export async function officeUsersIn(publicationFolder: string): Promise<readonly OfficeUser[] | undefined> {
  const content = await readFile(join(publicationFolder, officeUserFile), 'utf8').catch(emptyIfAbsent);
  try {
    const rows = records.parse(parse(content, { columns: true, raw: true }));
    return rows.map(({ record: { EmailAddress, UserId, ResolvedFrom }, raw }) => ({ userId: UserId, addresses: [EmailAddress, ResolvedFrom].map(unguarded), raw }));
  } catch (error) {
    if (error instanceof CsvError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

/** Without the apostrophe that keeps a spreadsheet from taking the text for a formula. */
function unguarded(text: string): string {
  return text.replace(/^'(?=[=+\-@])/, '');
}

function emptyIfAbsent(error: NodeJS.ErrnoException): string {
  if (error.code !== 'ENOENT') throw error;
  return '';
}
