import fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csvContactSource } from './csv.ts';
import type { ContactColumns } from './source.ts';
import { collect, failureOf } from './testSupport.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function contactsOf(content: string | Buffer, columns: ContactColumns = {}) {
  const contactsPath = join(folder, 'contacts.csv');
  await writeFile(contactsPath, content);
  return collect(csvContactSource({ accountsPath: join(folder, 'accounts.csv'), contactsPath, columns }).contacts());
}

async function accountsOf(content: string | Buffer, columns: ContactColumns = {}) {
  const accountsPath = join(folder, 'accounts.csv');
  await writeFile(accountsPath, content);
  return collect(csvContactSource({ accountsPath, contactsPath: join(folder, 'contacts.csv'), columns }).accounts());
}

const header = 'ContactId,AccountId,FullName,Email';
const anna = { contactId: 'c1', accountId: 'a1', email: 'anna@kunde.example' };

describe('what is read', () => {
  test.each([
    ['LF', `${header}\nc1,a1,Anna,anna@kunde.example\n`],
    ['CRLF', `${header}\r\nc1,a1,Anna,anna@kunde.example\r\n`],
    ['a byte order mark', `\uFEFF${header}\nc1,a1,Anna,anna@kunde.example\n`],
    ['no line end at the end', `${header}\nc1,a1,Anna,anna@kunde.example`],
    ['blank lines', `\n${header}\n\r\n\nc1,a1,Anna,anna@kunde.example\n\n`],
    ['columns in another order', 'Email,FullName,AccountId,ContactId\nanna@kunde.example,Anna,a1,c1\n'],
    ['header names in another case', 'contactid,ACCOUNTID,fullname,email\nc1,a1,Anna,anna@kunde.example\n'],
    ['quoted fields', `"ContactId",AccountId,FullName,Email\nc1,"a1","Anna, ""the\n\nboss""",anna@kunde.example\n`],
    ['semicolons', 'ContactId;AccountId;"Full, Name";Email\r\nc1;a1;"Anna; the boss, as it were";anna@kunde.example\r\n'],
    ['semicolons, and commas in its rows', 'ContactId;AccountId;FullName;Email\nc1;a1;Anna, the boss, as it were;anna@kunde.example\n'],
    ['tabs', '\n\nContactId\tAccountId\tFullName\tEmail\nc1\ta1\tAnna\tanna@kunde.example\n'],
    ['UTF-16, as spreadsheets save "Unicode text"', Buffer.from(`\uFEFF${header.replaceAll(',', '\t')}\r\nc1\ta1\tAnna\tanna@kunde.example\r\n`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${header}\nc1,a1,👩‍💼,anna@kunde.example`, 'utf16le').swap16()],
    ['a lone CR within a field', `${header}\nc1,a1,An\rna,anna@kunde.example\n`],
  ])('a file with %s gives its contacts', async (_, content) => {
    expect(await contactsOf(content)).toEqual([anna]);
  });

  test('an empty e-mail or account id stays empty', async () => {
    expect(await contactsOf(`${header}\nc1,,Anna,\n`)).toEqual([{ contactId: 'c1', accountId: '', email: '' }]);
  });

  test('accounts have the names that stand there, quotes and commas included', async () => {
    expect(await accountsOf('AccountId,Name,City\na1,"Kunde 0, ""GmbH""",Łódź\n')).toEqual([{ accountId: 'a1', name: 'Kunde 0, "GmbH"' }]);
  });

  test('chosen columns are read in place of the usual ones, the account id in both files', async () => {
    const columns = { account: 'Customer', email: 'Mail', contact: 'Id', name: 'Title' };
    expect(await contactsOf('Id,Customer,Mail\nc1,a1,anna@kunde.example\n', columns)).toEqual([anna]);
    expect(await accountsOf('Customer,Title\na1,Kunde\n', columns)).toEqual([{ accountId: 'a1', name: 'Kunde' }]);
  });

  test('the exact header name wins over one that differs in case', async () => {
    expect(await contactsOf('email,ContactId,AccountId,Email\nother@kunde.example,c1,a1,anna@kunde.example\n')).toEqual([anna]);
  });

  test('a character that is cut in two by the edge of a read comes whole', async () => {
    const filler = 'ł'.repeat(50_000);
    const rows = Array.from({ length: 8 }, () => `c1,a1,${filler},ż@kunde.example\n`).join('');
    expect(await contactsOf(`x${header}\n${rows}`, { contact: 'xContactId' })).toEqual(Array.from({ length: 8 }, () => ({ ...anna, email: 'ż@kunde.example' })));
  });

  test('whatever text a row holds comes back', async () => {
    const field = fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', ' ', 'a', 'ł', '👩‍💼', "'", ';', '\t', '#') });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ accountId: field, name: field }), { maxLength: 5 }), fc.constantFrom('\n', '\r\n'), async (accounts, lineEnd) => {
        const content = ['AccountId,Name', ...accounts.map(({ accountId, name }) => `${quoted(accountId)},${quoted(name)}`)].join(lineEnd);
        expect(await accountsOf(content)).toEqual(accounts);
      }),
      { numRuns: 50 },
    );
  });

  test('accounts have an id column of their own name where the contacts’ is not there', async () => {
    const columns = { account: 'Associated Company ID', name: 'Company name' };
    expect(await accountsOf('Record ID,Company name\n7,Kunde\n', columns)).toEqual([{ accountId: '7', name: 'Kunde' }]);
    expect(await accountsOf('Record ID,associated company id,Company name\n7,8,Kunde\n', columns)).toEqual([{ accountId: '8', name: 'Kunde' }]);
    expect((await failureOf(accountsOf('Number,Company name\n7,Kunde\n', columns))).message).toContain('has no column "Associated Company ID"');
  });

  describe('without a file of accounts', () => {
    const accountsIn = async (content: string, columns: ContactColumns = {}) => {
      const contactsPath = join(folder, 'contacts.csv');
      await writeFile(contactsPath, content);
      return collect(csvContactSource({ contactsPath, columns }).accounts());
    };

    test('the accounts are those that the contacts name, once each', async () => {
      expect(await accountsIn(`${header}\nc1,a1,Anna,\nc2,a2,Bo,\nc3,a1,Cy,\nc4,,Di,\n`)).toEqual([
        { accountId: 'a1', name: 'a1' },
        { accountId: 'a2', name: 'a2' },
      ]);
    });

    test('their names are in the column that was chosen: the first that is there counts, else the id', async () => {
      const content = 'ContactId,AccountId,Name,Company\nc1,a1,Anna,\nc2,a1,Bo,Kunde\nc3,a1,Cy,Kunde GmbH\nc4,a2,Di,\n';
      expect(await accountsIn(content, { name: 'Company' })).toEqual([
        { accountId: 'a1', name: 'Kunde' },
        { accountId: 'a2', name: 'a2' },
      ]);
    });
  });

  test('a reader that stops early leaves no open file behind', async () => {
    const contactsPath = join(folder, 'many.csv');
    await writeFile(contactsPath, `${header}\n${'c1,a1,Anna,anna@kunde.example\n'.repeat(50_000)}`);
    for await (const contact of csvContactSource({ accountsPath: '', contactsPath }).contacts()) {
      expect(contact).toEqual(anna);
      break;
    }
    await rm(contactsPath);
  });
});

describe('what is refused', () => {
  test('a missing column is named with the file and the columns that there are', async () => {
    const failure = await failureOf(contactsOf(`${header}\n`, { email: 'E-mail' }));
    expect(failure.code).toBe('columnMissing');
    expect(failure.message).toBe('contacts.csv has no column "E-mail"; its columns are: ContactId, AccountId, FullName, Email.');
  });

  test.each(['', '\n\n', '\uFEFF'])('an empty file (%j) has no columns', async (content) => {
    const failure = await failureOf(contactsOf(content));
    expect(failure.code).toBe('columnMissing');
    expect(failure.message).toContain('it is empty');
  });

  test('a file without a header row is told so without showing the people in it', async () => {
    const failure = await failureOf(contactsOf('c1,a1,Anna,anna@kunde.example\n'));
    expect(failure.code).toBe('columnMissing');
    expect(failure.message).not.toMatch(/anna/i);
  });

  test('a column that is there twice is refused', async () => {
    const failure = await failureOf(contactsOf('ContactId,AccountId,Email,Email\n'));
    expect([failure.code, failure.message]).toEqual(['csvBroken', 'contacts.csv, line 1: the column "Email" is there more than once.']);
  });

  test.each([
    ['a row with too few fields', `${header}\nc1,a1,Anna,a@b.example\n\nc2,a1\n`, 4],
    ['a row with too many fields', `${header}\r\nc1,a1,Anna,a@b.example,\r\n`, 2],
    ['a row with too few fields after fields of several lines', `${header}\r\nc1,a1,"An\r\nna\r\n",a@b.example\r\nc2\r\n`, 5],
    ['a quote within a field', `${header}\nc1,a1,An"na,a@b.example\n`, 2],
    ['text after a quoted field', `${header}\nc1,a1,"Anna"x,a@b.example\n`, 2],
    ['a quote that is never closed', `${header}\nc1,a1,"Anna,a@b.example\nc2,a1,Bo,b@b.example\n`, 2],
    ['a quote that is never closed in a huge file', `${header}\nc1,a1,"Anna,a@b.example\n${'x,'.repeat(999)}`.concat(`${'y'.repeat(999)}\n`.repeat(2000)), 2],
    ['a line without end', `${header}\nc1,a1,${'x'.repeat(2_000_000)}`, 2],
    ['Latin-1', Buffer.from(`${header}\nc1,a1,Anna,a@b.example\nc2,a1,Müller,m@b.example\nc3,a1,Bo,\n`, 'latin1'), 3],
    ['Latin-1 in the last line, which has no line end', Buffer.from(`${header}\nc2,a1,Müller,m@b.example`, 'latin1'), 2],
    ['UTF-16 without its mark', Buffer.from(`${header}\nc1,a1,Anna,a@b.example\n`, 'utf16le'), 1],
    ['UTF-16 with half a character', Buffer.from(`\uFEFF${header}\nc1,a1,An\uD83Dna,a@b.example\n`, 'utf16le'), 1],
  ])('%s is broken, with its line, and without its content', async (_, content, line) => {
    const failure = await failureOf(contactsOf(content));
    expect(failure.code).toBe('csvBroken');
    expect(failure.message).toContain(`contacts.csv, line ${line}: `);
    expect(failure.message).not.toMatch(/anna|example/i);
    expect(failure.cause).toBeUndefined();
  });

  test.each([
    ['does not exist', 'nothing.csv', 'nothing.csv cannot be read: it does not exist.'],
    ['is a folder', '.', 'cannot be read: it is a folder.'],
  ])('a file that %s is unreadable', async (_, name, message) => {
    const failure = await failureOf(collect(csvContactSource({ accountsPath: join(folder, name), contactsPath: '' }).accounts()));
    expect(failure.code).toBe('fileUnreadable');
    expect(failure.message).toContain(message);
  });
});
