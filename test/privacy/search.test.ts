import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../end-to-end/scratchFolder.ts';
import { Searcher } from './search.ts';

const address = 'Ada.Lovelace@Fabrikam.example';
const name = 'Zażółć Gęślą';
const searcher = new Searcher([
  { kind: 'address', text: address },
  { kind: 'localPart', text: 'Ada.Lovelace' },
  { kind: 'name', text: name },
]);

/** Bytes that no text comes up in by chance, and the planted ones in their midst. */
function around(planted: Buffer | string, before = 1000): Buffer {
  const noise = (length: number) => gzipSync(Buffer.from(Array.from({ length }, (_, index) => (index * index * 7919) % 251))).subarray(0, length);
  return Buffer.concat([noise(before), Buffer.from(planted), noise(500)]);
}

function encodingsFound(bytes: Buffer, text: string): string[] {
  return searcher.search(bytes).filter((finding) => finding.text === text).map(({ encoding }) => encoding);
}

describe('a planted address is found', () => {
  test.each<[string, string, Buffer | string]>([
    ['as it is', 'UTF-8', address],
    ['in lower case', 'UTF-8', address.toLowerCase()],
    ['in upper case', 'UTF-8', address.toUpperCase()],
    ['as UTF-16', 'UTF-16 LE', Buffer.from(address, 'utf16le')],
    ['as UTF-16 with the bytes the other way round', 'UTF-16 BE', Buffer.from(address.toLowerCase(), 'utf16le').swap16()],
    ['in hexadecimal digits', 'hexadecimal', Buffer.from(address).toString('hex')],
    ['in hexadecimal digits in upper case', 'hexadecimal', Buffer.from(address.toLowerCase()).toString('hex').toUpperCase()],
    ['in an address of the web', 'percent encoding', `https://graph.example/users/${encodeURIComponent(address)}/messages`],
    ['in base64', 'base64', Buffer.from(address).toString('base64')],
    ['in lower case, in base64 for addresses of the web', 'base64', Buffer.from(address.toLowerCase()).toString('base64url')],
  ])('%s', (_, encoding, planted) => {
    expect(encodingsFound(around(planted), address)).toContain(encoding);
  });

  test.each([0, 1, 2, 3, 4, 5])('in the midst of base64, %i bytes in', (offset) => {
    const planted = Buffer.concat([Buffer.alloc(offset, 'x'), Buffer.from(address), Buffer.from('and more')]).toString('base64');
    expect(encodingsFound(around(planted), address)).toEqual(['base64']);
  });

  test.each([0, 1, 7, 8])('at the beginning of a file and near it, %i bytes in', (before) => {
    expect(encodingsFound(around(address, before), address)).toContain('UTF-8');
  });

  test('at the very end of a file', () => {
    expect(encodingsFound(Buffer.from(`x${address}`), address)).toContain('UTF-8');
  });

  test('in a database, and in its write-ahead log', async () => {
    const folder = await scratchFolder();
    const instance = await DuckDBInstance.create(join(folder, 'planted.duckdb'));
    const connection = await instance.connect();
    await connection.run('CREATE TABLE party (name VARCHAR)');
    await connection.run(`INSERT INTO party VALUES ('nobody'), ('${address}')`);
    const written = await readdir(folder);
    const log = written.filter((file) => file.endsWith('.wal'));
    expect(log).toHaveLength(1);
    expect(encodingsFound(await readFile(join(folder, log[0] ?? '')), address)).toContain('UTF-8');
    await connection.run('CHECKPOINT');
    connection.closeSync();
    instance.closeSync();
    expect(encodingsFound(await readFile(join(folder, 'planted.duckdb')), address)).toContain('UTF-8');
  });
});

test('a local part and a name beyond ASCII are found as well', () => {
  expect(encodingsFound(around('ada.lovelace at home'), 'Ada.Lovelace')).toContain('UTF-8');
  for (const form of [name, name.toLowerCase(), name.toUpperCase()]) expect(encodingsFound(around(form), name)).toContain('UTF-8');
  expect(encodingsFound(around(Buffer.from(name.toUpperCase()).toString('base64')), name)).toContain('base64');
});

test('what is not there is not found', () => {
  expect(searcher.search(around('ada.lovelacf@fabrikam.example ada-lovelace'))).toEqual([]);
});
