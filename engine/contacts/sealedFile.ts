import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { EngagementFailure } from '../model/failure.ts';

const algorithm = 'aes-256-gcm';
const chunkBytes = 65_536;
const tagBytes = 16;
const saltBytes = 32;
const keyBytes = 32;
const noncePrefixBytes = 7;

/** Another purpose or another format gets another string, and with it keys that have nothing to do with these. */
const purpose = 'account-engagement/sealed-file/1';

/**
 * Writes `source` to `path` so that nobody can read it without `secret`, and takes the place of an earlier file only when all of it is on
 * disk; where anything fails, the source included, the earlier file stays and nothing else is left. Memory: one chunk.
 *
 * The file: a salt of 32 bytes, then chunks of 64 KiB, each under AES-256-GCM. Key and nonce prefix come from `secret` and the salt by
 * HKDF-SHA-256; a nonce is the prefix, the chunk's number and whether it is the last one, so that chunks cannot be changed, swapped, dropped
 * or added unnoticed (the STREAM construction: Hoang, Reyhanitabar, Rogaway, Vizár, https://eprint.iacr.org/2015/189).
 * @param secret at least 32 random bytes
 */
export async function sealTo(path: string, source: AsyncIterable<Uint8Array>, secret: Uint8Array): Promise<void> {
  // Of its own, so that two uploads at once do not write into each other.
  const unfinished = `${path}.${randomUUID()}.unfinished`;
  const file = await open(unfinished, 'wx', 0o600);
  try {
    try {
      await writeSealed(file, source, secret);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/**
 * The content of a sealed file, chunk by chunk; each has been authenticated before it is given out. A file that has lost its end gives what
 * comes before and then fails: nothing may be concluded before the end is reached.
 * Fails with `fileUnreadable` where the file is missing, damaged, or sealed with another secret.
 */
export async function* openSealed(path: string, secret: Uint8Array): AsyncGenerator<Uint8Array> {
  const file = await openForReading(path);
  try {
    const { bytesRead, buffer: salt } = await file.read(Buffer.alloc(saltBytes), 0, saltBytes, 0);
    if (bytesRead < saltBytes) throw damaged();
    const { key, nonceOf } = keysOf(secret, salt);
    const sealed = file.createReadStream({ start: saltBytes, autoClose: false }) as AsyncIterable<Uint8Array>;
    for await (const { bytes, number, isLast } of inChunks(sealed, chunkBytes + tagBytes)) yield unseal(key, nonceOf(number, isLast), bytes);
  } finally {
    await file.close();
  }
}

async function writeSealed(file: FileHandle, source: AsyncIterable<Uint8Array>, secret: Uint8Array): Promise<void> {
  const salt = randomBytes(saltBytes);
  const { key, nonceOf } = keysOf(secret, salt);
  await file.writeFile(salt);
  for await (const { bytes, number, isLast } of inChunks(source, chunkBytes)) {
    const cipher = createCipheriv(algorithm, key, nonceOf(number, isLast), { authTagLength: tagBytes });
    await file.writeFile(Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]));
  }
}

function unseal(key: Uint8Array, nonce: Uint8Array, bytes: Uint8Array): Uint8Array {
  const tagAt = bytes.length - tagBytes;
  if (tagAt < 0) throw damaged();
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAuthTag(bytes.subarray(tagAt));
  const content = decipher.update(bytes.subarray(0, tagAt));
  try {
    decipher.final();
  } catch (error) {
    throw damaged(error);
  }
  return content;
}

function keysOf(secret: Uint8Array, salt: Uint8Array) {
  const derived = Buffer.from(hkdfSync('sha256', secret, salt, purpose, keyBytes + noncePrefixBytes));
  const nonceOf = (number: number, isLast: boolean): Buffer => {
    const end = Buffer.alloc(5);
    end.writeUInt32BE(number);
    end.writeUInt8(Number(isLast), 4);
    return Buffer.concat([derived.subarray(keyBytes), end]);
  };
  return { key: derived.subarray(0, keyBytes), nonceOf };
}

/** `source` in pieces of `size` bytes, the last one shorter or equal; one empty piece where there is nothing. A piece is valid until the next is asked for. */
async function* inChunks(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<{ bytes: Uint8Array; number: number; isLast: boolean }> {
  const chunk = Buffer.alloc(size);
  let number = 0;
  let filled = 0;
  for await (const bytes of source) {
    for (let taken = 0; taken < bytes.length; ) {
      // A full chunk waits until something follows: only then is it known not to be the last.
      if (filled === size) {
        yield { bytes: chunk, number, isLast: false };
        number += 1;
        filled = 0;
      }
      const part = bytes.subarray(taken, taken + size - filled);
      chunk.set(part, filled);
      filled += part.length;
      taken += part.length;
    }
  }
  yield { bytes: chunk.subarray(0, filled), number, isLast: true };
}

async function openForReading(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (error) {
    throw new EngagementFailure('fileUnreadable', 'An uploaded file is not there any more, or may not be read. Upload it again.', { cause: error });
  }
}

function damaged(cause?: unknown): EngagementFailure {
  return new EngagementFailure('fileUnreadable', 'An uploaded file is damaged, or was sealed with another secret than the one of this installation. Upload it again.', { cause });
}
