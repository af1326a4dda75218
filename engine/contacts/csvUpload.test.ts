import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EngagementFailure } from '../model/failure.ts';
import { sealedCsvContactSource } from './csv.ts';
import { receiveCsv } from './csvUpload.ts';
import { openSealed } from './sealedFile.ts';
import { collect, failureOf } from './testSupport.ts';

const key = randomBytes(32);
const header = 'ContactId,AccountId,Email';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-'));
  path = join(folder, 'contacts.csv');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function streamOf(...pieces: (string | Buffer)[]): Readable {
  return Readable.from(pieces.map((piece) => Buffer.from(piece as string)));
}

/** What is still held after the garbage has been collected. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe('an upload', () => {
  test('tells its bytes, rows and columns, and lies sealed as it came', async () => {
    const content = `\uFEFF${header}\r\nc1,a1,anna@kunde.example\r\n\r\nc2,a1,"bo@\r\nkunde.example"\r\n`;
    await expect(receiveCsv({ content: streamOf(content), path, key })).resolves.toEqual({ bytes: Buffer.byteLength(content), rows: 2, columns: ['ContactId', 'AccountId', 'Email'] });
    expect(Buffer.concat(await collect(openSealed(path, key))).toString()).toBe(content);
    expect(await readFile(path, 'latin1')).not.toMatch(/anna|kunde|Email/);
    expect(await readdir(folder)).toEqual(['contacts.csv']);
  });

  test('is the same in single bytes as in one piece', async () => {
    const content = Buffer.from(`\uFEFF${header.replaceAll(',', '\t')}\r\nc1\ta1\t"ł,;"\r\n`, 'utf16le');
    const whole = await receiveCsv({ content: streamOf(content), path, key });
    const bytes = await receiveCsv({ content: streamOf(...Array.from(content, (byte) => Buffer.from([byte]))), path, key });
    expect(bytes).toEqual(whole);
    expect(whole).toMatchObject({ rows: 1, columns: ['ContactId', 'AccountId', 'Email'] });
  });

  test('with semicolons, from a spreadsheet in Europe, becomes accounts and contacts', async () => {
    const accountsPath = join(folder, 'accounts.csv');
    await receiveCsv({ content: streamOf('\uFEFFKonto-ID;Nazwa;Obrót\r\na1;"Kunde; Söhne";"1,5"\r\n'), path: accountsPath, key });
    await receiveCsv({ content: streamOf('\uFEFFID kontaktu;Konto-ID;Adres e-mail;Obrót\r\nc1;a1;anna@kunde.example;1,5\r\n'), path, key });
    const columns = { account: 'Konto-ID', contact: 'ID kontaktu', email: 'Adres e-mail', name: 'Nazwa' };
    const source = sealedCsvContactSource({ accountsPath, contactsPath: path, key, columns });
    expect(await collect(source.accounts())).toEqual([{ accountId: 'a1', name: 'Kunde; Söhne' }]);
    expect(await collect(source.contacts())).toEqual([{ contactId: 'c1', accountId: 'a1', email: 'anna@kunde.example' }]);
    expect(await collect(sealedCsvContactSource({ contactsPath: path, key, columns: { ...columns, name: undefined } }).accounts())).toEqual([{ accountId: 'a1', name: 'a1' }]);
  });

  test('of 10 MB leaves nothing of it in memory', async () => {
    const rows = Array.from({ length: 2_000 }, (_, row) => `contact ${row},account ${row % 50},person${row}@customer.example\n`).join('');
    const repetitions = Math.ceil(10_000_000 / rows.length);
    let memoryMax = 0;
    let memoryAtFirst = 0;
    function* content(): Generator<Buffer> {
      yield Buffer.from(`${header}\n`);
      for (let repetition = 0; repetition < repetitions; repetition += 1) {
        if (repetition % 40 === 20) {
          const held = heldBytes();
          memoryMax = Math.max(memoryMax, held);
          memoryAtFirst ||= held;
        }
        yield Buffer.from(rows);
      }
    }
    await expect(receiveCsv({ content: Readable.from(content()), path, key })).resolves.toMatchObject({ rows: repetitions * 2_000 });
    expect(memoryMax - memoryAtFirst).toBeLessThan(5_000_000);
  });
});

describe('an upload that is refused', () => {
  const earlier = `${header}\nc1,a1,anna@kunde.example\n`;
  beforeEach(async () => {
    await receiveCsv({ content: streamOf(earlier), path, key });
  });
  afterEach(async () => {
    expect(Buffer.concat(await collect(openSealed(path, key))).toString()).toBe(earlier);
    expect(await readdir(folder)).toEqual(['contacts.csv']);
  });

  const refused = (content: Readable, bytesMax?: number) => failureOf(receiveCsv({ content, path, key, name: 'people.csv', ...(bytesMax !== undefined && { bytesMax }) }));
  /** Enough to fill every buffer on the way, so that the upload is refused in its midst. */
  const manyRows = 'c1,a1,anna@kunde.example\n'.repeat(40_000);

  test.each<[string, Readable, string]>([
    ['a row of another shape', streamOf(`${header}\n`, 'c1,a1,a@b.example\n', 'c2,a1\n', ...Array<string>(4).fill(manyRows)), 'people.csv, line 3: the row has more or fewer fields than the header.'],
    ['a row of another shape at the very end', streamOf(`${header}\n`, manyRows, 'c2,a1'), 'people.csv, line 40002: the row has more or fewer fields than the header.'],
    ['an open quote', streamOf(`${header}\nc1,a1,"a@b.example\n`), 'people.csv, line 2: a field that is quoted here is not closed before the end of the file.'],
    ['another encoding', streamOf(`${header}\n`, Buffer.from('c1,a1,Müller\n', 'latin1'), manyRows), 'people.csv, line 2: it is not UTF-8; save the file as "CSV UTF-8".'],
    ['no header', streamOf('c1,a1,anna@kunde.example\n'), 'people.csv, line 1: its first row holds addresses, so the header row seems to be missing.'],
    ['nothing in it', streamOf(''), 'people.csv, line 1: it is empty, without even a header row.'],
    ['a workbook', streamOf(Buffer.from('504b03041400060008000000210062ee9d68', 'hex')), 'people.csv, line 1: it is not UTF-8; save the file as "CSV UTF-8".'],
  ])('for %s says so with the line, and the earlier file stays', async (_, content, message) => {
    const failure = await refused(content);
    expect([failure.code, failure.message]).toEqual(['csvBroken', message]);
    expect(failure.cause).toBeUndefined();
  });

  test('for its size stops at the limit, and the earlier file stays', async () => {
    let taken = 0;
    function* endless(): Generator<Buffer> {
      yield Buffer.from(`${header}\n`);
      for (;;) {
        taken += manyRows.length;
        yield Buffer.from(manyRows);
      }
    }
    const failure = await refused(Readable.from(endless()), 1_572_864);
    expect([failure.code, failure.message]).toEqual(['fileTooLarge', 'people.csv is larger than 1.5 MB, the most that one file may have. Leave out columns and rows that are not needed.']);
    expect(taken).toBeLessThan(50 * manyRows.length);
  });

  test('may have just as many bytes as the limit', async () => {
    await expect(receiveCsv({ content: streamOf(earlier), path, key, bytesMax: earlier.length })).resolves.toMatchObject({ rows: 1 });
    expect((await refused(streamOf(earlier), earlier.length - 1)).code).toBe('fileTooLarge');
  });

  describe('over a connection', () => {
    let server: Server;
    let ended: Promise<EngagementFailure>;
    let url: string;
    beforeEach(async () => {
      let end: (failure: EngagementFailure) => void = () => undefined;
      ended = new Promise((resolve) => {
        end = resolve;
      });
      server = createServer((received, response) => {
        void refused(received).then((failure) => {
          end(failure);
          received.resume();
          response.writeHead(400).end(failure.message);
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    });
    afterEach(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    test('leaves it open, so that who sent it can be answered', async () => {
      const answer = await fetch(url, { method: 'PUT', body: `${header}\nc1\n${manyRows}` });
      expect([answer.status, await answer.text()]).toEqual([400, 'people.csv, line 2: the row has more or fewer fields than the header.']);
    });

    test('that breaks says what to do', async () => {
      const sending = request(url, { method: 'PUT', headers: { 'content-length': 1_000_000 } }).on('error', () => undefined);
      sending.write(`${header}\n`, () => sending.destroy());
      const failure = await ended;
      expect([failure.code, failure.message]).toEqual(['fileUnreadable', 'people.csv did not come whole. Upload it again.']);
    });
  });
});
