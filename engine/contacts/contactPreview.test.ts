import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { previewCsv } from './contactPreview.ts';
import { receiveCsv } from './csvUpload.ts';

const key = randomBytes(32);

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'preview-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function uploaded(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await receiveCsv({ content: Readable.from([Buffer.from(content)]), path, key });
  return path;
}

describe('the preview of a CSV data set', () => {
  test('shows the columns and the first 20 rows of each file, and a guess of the mapping', async () => {
    const rows = Array.from({ length: 2_000 }, (_, row) => `c${row},a1,p${row}@kunde.example`);
    const accountsPath = await uploaded('accounts', 'AccountId;Name\na1;"Kunde, GmbH"\n');
    const contactsPath = await uploaded('contacts', `ContactId,AccountId,Email\n${rows.join('\n')}\n`);
    const { files, guess } = await previewCsv({ accountsPath, contactsPath, key });
    expect(files).toEqual([
      { name: 'accounts', columns: ['AccountId', 'Name'], rows: [['a1', 'Kunde, GmbH']] },
      { name: 'contacts', columns: ['ContactId', 'AccountId', 'Email'], rows: rows.slice(0, 20).map((row) => row.split(',')).map(([id = '', account = '']) => [id, account, 'p…@kunde.example']) },
    ]);
    expect(guess).toEqual({ account: 'AccountId', contact: 'ContactId', email: 'Email', name: 'Name' });
  });

  test('shows what there is of the files', async () => {
    const contactsPath = await uploaded('contacts', 'Firma,E-mail\n');
    await expect(previewCsv({ contactsPath, key })).resolves.toMatchObject({ files: [{ name: 'contacts', rows: [] }], guess: { account: 'Firma', name: 'Firma' } });
    await expect(previewCsv({ key })).resolves.toEqual({ files: [], guess: {} });
  });

  test('cuts long texts', async () => {
    const accountsPath = await uploaded('accounts', `AccountId,Note\na1,${'x'.repeat(10_000)}\n`);
    const { files } = await previewCsv({ accountsPath, key });
    expect(files[0]?.rows[0]?.map((value) => value.length)).toEqual([2, 200]);
  });

  test('tells of no contact who it is', async () => {
    const accountsPath = await uploaded('accounts', 'Id,Name\na1,Contoso\n');
    const contactsPath = await uploaded('contacts', 'ContactId,Name,E-mail,Other,Phone,AccountId\nc1,Ewa Żółć-Nowak,"Ewa <ewa.nowak@contoso.example>",ewa@home.example,+48 600 100,a1\nc2@contoso.example,,,,,a1\n');
    const { files } = await previewCsv({ accountsPath, contactsPath, key });
    expect(files[1]?.rows).toEqual([
      ['c1', 'E… Ż…', 'E… <…@contoso.example>', 'e…@home.example', '+… 6… 1…', 'a1'],
      ['c…@contoso.example', '', '', '', '', 'a1'],
    ]);
  });
});
