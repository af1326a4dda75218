import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EngagementFailure } from '../model/failure.ts';

const secretBytes = 32;

/**
 * The installation's secret for pseudonyms, made at the first call and kept in a file that only its owner can read.
 * Without it the interactions are meaningless: erasing it erases them.
 */
export async function readOrMakeSecret(path: string): Promise<Uint8Array> {
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(randomBytes(secretBytes).toString('hex'));
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const secret = Buffer.from(await readFile(path, 'utf8'), 'hex');
  if (secret.length !== secretBytes) {
    throw new EngagementFailure('fileUnreadable', `${path} holds no secret of ${secretBytes} bytes; delete it, and the next run reads everything anew.`);
  }
  return secret;
}
