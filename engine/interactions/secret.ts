import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EngagementFailure } from '../model/failure.ts';

const secretBytes = 32;

/**
 * The installation's secret for pseudonyms, made at the first call and kept in a file that only its owner can read.
 * Without it the interactions are meaningless: erasing it erases them.
 */
export async function readOrMakeSecret(path: string): Promise<Uint8Array> {
  await mkdir(dirname(path), { recursive: true });
  const secret = Buffer.from((await readIfThere(path)) ?? (await makeSecret(path)), 'hex');
  if (secret.length !== secretBytes) {
    throw new EngagementFailure('fileUnreadable', `${path} holds no secret of ${secretBytes} bytes; delete it, and the next run reads everything anew.`);
  }
  return secret;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all: a file that a crash has left empty would be refused from then on. */
async function makeSecret(path: string): Promise<string> {
  const secret = randomBytes(secretBytes).toString('hex');
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(secret);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  return secret;
}
