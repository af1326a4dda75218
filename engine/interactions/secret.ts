import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EngagementFailure, type FailureCode } from '../model/failure.ts';

const secretBytes = 32;

/**
 * The installation's secret for pseudonyms, made at the first call and kept in a file that only its owner can read.
 * Without it the interactions are meaningless: erasing it erases them.
 */
export async function readOrMakeSecret(path: string): Promise<Uint8Array> {
  await mkdir(dirname(path), { recursive: true });
  return parseSecret((await readIfThere(path)) ?? (await makeSecret(path)), `${path} holds no secret of ${secretBytes} bytes; delete it, and the next run reads everything anew.`);
}

/** The secret of a file that has to be there: with another one, what was made with it would be told of nobody. Throws `stateUnusable`. */
export async function readSecret(path: string): Promise<Uint8Array> {
  const problem = `${path} is missing or damaged. Restore it from a backup: without it nobody knows who must not be read.`;
  return parseSecret((await readIfThere(path)) ?? '', problem, 'stateUnusable');
}

function parseSecret(text: string, problem: string, code: FailureCode = 'fileUnreadable'): Uint8Array {
  const secret = Buffer.from(text, 'hex');
  if (secret.length !== secretBytes) throw new EngagementFailure(code, problem);
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
