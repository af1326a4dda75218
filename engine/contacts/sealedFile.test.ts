import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSealed, sealTo } from './sealedFile.ts';
import { collect, failureOf } from './testSupport.ts';

const chunkBytes = 65_536;
const sealedChunkBytes = chunkBytes + 16;
const saltBytes = 32;
const key = randomBytes(32);

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealed-'));
  path = join(folder, 'contacts');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function opened(secret: Uint8Array = key): Promise<Buffer> {
  return Buffer.concat(await collect(openSealed(path, secret)));
}

function inPieces(content: Buffer, size: number): Readable {
  return Readable.from(Array.from({ length: Math.ceil(content.length / size) }, (_, piece) => content.subarray(piece * size, (piece + 1) * size)));
}

describe('what is sealed', () => {
  test.each([0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes])('%i bytes come back as they were, in whatever pieces they came', async (size) => {
    const content = randomBytes(size);
    for (const pieceBytes of [7, chunkBytes, 100_000]) {
      await sealTo(path, inPieces(content, pieceBytes), key);
      expect((await opened()).equals(content)).toBe(true);
    }
  });

  test('shows none of the addresses and names in it, and is for its owner alone', async () => {
    const people = Array.from({ length: 3_000 }, (_, number) => `person${number}@customer${number % 7}.example`);
    await sealTo(path, Readable.from(people.map((address) => Buffer.from(`"${address}",Müller\r\n`))), key);
    const onDisk = await readFile(path, 'latin1');
    expect(people.filter((address) => onDisk.includes(address))).toEqual([]);
    expect(onDisk).not.toMatch(/customer|example|person|ller/);
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  test('is never the same twice, so that equal files cannot be told to be equal', async () => {
    const seal = async () => {
      await sealTo(path, Readable.from([Buffer.from('Email\n')]), key);
      return readFile(path, 'hex');
    };
    expect(await seal()).not.toBe(await seal());
  });

  test('takes the place of an earlier file as a whole; a source that breaks off leaves that one, and nothing else', async () => {
    await sealTo(path, Readable.from([Buffer.from('earlier')]), key);
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(randomBytes(200_000));
      throw new Error('connection lost');
    }
    await expect(sealTo(path, broken(), key)).rejects.toThrow('connection lost');
    expect((await opened()).toString()).toBe('earlier');
    expect(await readdir(folder)).toEqual(['contacts']);
    await sealTo(path, Readable.from([Buffer.from('later')]), key);
    expect((await opened()).toString()).toBe('later');
  });
});

describe('what is refused', () => {
  const content = randomBytes(3 * chunkBytes + 100);
  let sealed: Buffer;
  beforeEach(async () => {
    await sealTo(path, Readable.from([content]), key);
    sealed = await readFile(path);
  });

  const chunk = (number: number) => sealed.subarray(saltBytes + number * sealedChunkBytes, saltBytes + (number + 1) * sealedChunkBytes);
  const salt = () => sealed.subarray(0, saltBytes);
  const flipped = (at: number) => Buffer.concat([sealed.subarray(0, at), Buffer.from([(sealed[at] ?? 0) ^ 1]), sealed.subarray(at + 1)]);

  test.each<[string, () => Buffer]>([
    ['a changed salt', () => flipped(0)],
    ['a changed byte of the first chunk', () => flipped(saltBytes + 5)],
    ['a changed byte of the last chunk', () => flipped(sealed.length - 17)],
    ['a changed tag', () => flipped(sealed.length - 1)],
    ['a lost byte at the end', () => sealed.subarray(0, -1)],
    ['a lost last chunk', () => sealed.subarray(0, saltBytes + 3 * sealedChunkBytes)],
    ['nothing but the first chunk', () => sealed.subarray(0, saltBytes + sealedChunkBytes)],
    ['nothing but the salt', salt],
    ['half of the salt', () => sealed.subarray(0, 16)],
    ['nothing at all', () => Buffer.alloc(0)],
    ['two chunks swapped', () => Buffer.concat([salt(), chunk(1), chunk(0), chunk(2), chunk(3)])],
    ['a chunk twice', () => Buffer.concat([salt(), chunk(0), chunk(0), chunk(1), chunk(2), chunk(3)])],
    ['a chunk missing', () => Buffer.concat([salt(), chunk(0), chunk(2), chunk(3)])],
    ['something added', () => Buffer.concat([sealed, Buffer.from('x')])],
    ['the whole file twice', () => Buffer.concat([sealed, sealed.subarray(saltBytes)])],
  ])('%s is noticed, and no byte comes out that was not put in', async (_, damaged) => {
    await writeFile(path, damaged());
    const given: Uint8Array[] = [];
    const reading = (async () => {
      for await (const bytes of openSealed(path, key)) given.push(bytes);
    })();
    expect((await failureOf(reading)).code).toBe('fileUnreadable');
    const got = Buffer.concat(given);
    expect(got.equals(content.subarray(0, got.length))).toBe(true);
  });

  test('another secret opens nothing', async () => {
    const failure = await failureOf(opened(randomBytes(32)));
    expect(failure.code).toBe('fileUnreadable');
    expect(failure.message).toContain('Upload it again');
  });

  test('a file that is not there is told without its path', async () => {
    await rm(path);
    const failure = await failureOf(opened());
    expect([failure.code, failure.message.includes(folder)]).toEqual(['fileUnreadable', false]);
  });
});
