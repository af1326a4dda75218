import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseAddress } from '../model/address.ts';
import { EngagementFailure } from '../model/failure.ts';
import { outputColumns } from '../model/outputColumns.ts';
import type { ListedPerson } from '../model/people.ts';
import { testOverview as overview } from '../model/testOverview.ts';
import { assertWritable } from './outputFolder.ts';
import { writeOutput } from './writeOutput.ts';

const table = 'engagement "of" accounts';

let root: string;
let folder: string;
let connection: DuckDBConnection;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'output-'));
  folder = join(root, "the 'results'");
  connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`CREATE TABLE "engagement ""of"" accounts" (PrimaryKey VARCHAR, CustomerId VARCHAR, AggregationLevel VARCHAR,
    AggregationStartDate DATE, EngagementScore INTEGER, NoOfEmails_ToAccount BIGINT, NoOfEmails_FromAccount BIGINT, NoOfMeetings_FromAccount BIGINT,
    NoOfMeetings_ToAccount BIGINT, NoOfContactsInvolved_Emails BIGINT, NoOfContactsInvolved_Meetings BIGINT, NoOfAccountContactsInvolved_Emails BIGINT,
    NoOfAccountContactsInvolved_Meetings BIGINT, EngagementStartDate DATE, DaysSinceLastEmail BIGINT, DaysSinceLastMeeting BIGINT,
    AverageDuration_Of_Meetings DOUBLE, AverageDuration_Of_AccountEmailReplies DOUBLE)`);
});

afterEach(async () => {
  connection.closeSync();
  await rm(root, { recursive: true });
});

async function insert(customerId: string, level: string, date: string, lastValues = 'NULL, 7, 480, NULL') {
  await connection.run(
    `INSERT INTO "engagement ""of"" accounts" VALUES ($id || '|' || $level || '|' || $date, $id, $level, $date, 50, 1, 2, 3, 4, 5, 6, 7, 8, '2026-01-05', ${lastValues})`,
    { id: customerId, level, date },
  );
}

const write = (people: readonly ListedPerson[] = []) => writeOutput({ connection, table, folder, people, overview });

function person(userId: string, ...typed: string[]): ListedPerson {
  const chosen = typed.flatMap((text) => {
    const address = parseAddress(text);
    return address === undefined ? [] : [{ typed: text, address }];
  });
  return { userId, addresses: [], chosen };
}

const engagementCsv = () => readFile(join(folder, 'AccountEngagement.csv'), 'utf8');
const rowsOf = (text: string) => parse(text, { columns: true }) as unknown as Record<string, string>[];

async function parquetRows(): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: await asyncBufferFromFile(join(folder, 'AccountEngagement.parquet')) });
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('AccountEngagement.csv', () => {
  test('has the columns of the contract, LF line ends, empty fields for null, ISO days, whole numbers and averages of two decimals', async () => {
    await insert('a1', 'Year', '2025-11-23');
    await insert('a1', 'Month', '2025-12-01', '0, NULL, 139.94, 123456789012.5');
    const files = await write();
    expect(files.csv).toBe(join(folder, 'AccountEngagement.csv'));
    expect(await engagementCsv()).toBe(
      `${outputColumns.map(({ name }) => name).join(',')}\n` +
        'a1|Year|2025-11-23,a1,Year,2025-11-23,50,1,2,3,4,5,6,7,8,2026-01-05,,7,480.00,\n' +
        'a1|Month|2025-12-01,a1,Month,2025-12-01,50,1,2,3,4,5,6,7,8,2026-01-05,0,,139.94,123456789012.50\n',
    );
  });

  test('is only the header where no account has any engagement', async () => {
    await write();
    expect(await engagementCsv()).toBe(`${outputColumns.map(({ name }) => name).join(',')}\n`);
  });

  test('is ordered by customer (bytes), level from year to week, and date', async () => {
    for (const id of ['b', 'É', 'B', '=z']) {
      for (const level of ['Week', 'Month', 'Year']) for (const date of ['2026-02-02', '2026-01-05']) await insert(id, level, date);
    }
    await write();
    const order = (rows: Record<string, unknown>[]) => rows.map((row) => `${String(row['CustomerId'])} ${String(row['AggregationLevel'])}`);
    const expected = ['=z', 'B', 'b', 'É'].flatMap((id) => ['Year', 'Month', 'Week'].flatMap((level) => [`${id} ${level}`, `${id} ${level}`]));
    expect(order(await parquetRows())).toEqual(expected);
    const rows = rowsOf(await engagementCsv());
    expect(order(rows).map((text) => text.replace(/^'/, ''))).toEqual(expected);
    expect(rows.map((row) => row['AggregationStartDate'])).toEqual(Array.from({ length: 12 }, () => ['2026-01-05', '2026-02-02']).flat());
  });

  test('keeps its order over many rows and threads, also where the connection does not keep the order of insertion', async () => {
    await connection.run('SET preserve_insertion_order = false');
    await connection.run(`INSERT INTO "engagement ""of"" accounts" SELECT lpad(n::VARCHAR, 7, '0') || '|Year|2025-11-23', lpad(n::VARCHAR, 7, '0'), 'Year',
      DATE '2025-11-23', 1, 1, 1, 1, 1, 1, 1, 1, 1, DATE '2026-01-05', 1, 1, 1, 1 FROM (SELECT (i * 7919) % 300007 AS n FROM range(300007) AS t(i))`);
    await write();
    const ids = (await engagementCsv()).split('\n').slice(1, -1).map((line) => Number(line.slice(0, 7)));
    expect(ids).toHaveLength(300_007);
    expect(ids.every((id, place) => id === place)).toBe(true);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('does not let %j be taken for a formula, neither in CustomerId nor in PrimaryKey', async (id) => {
    await insert(id, 'Year', '2025-11-23');
    await write();
    expect(rowsOf(await engagementCsv())[0]).toMatchObject({ CustomerId: `'${id}`, PrimaryKey: `'${id}|Year|2025-11-23` });
    expect((await parquetRows())[0]).toMatchObject({ CustomerId: id, PrimaryKey: `${id}|Year|2025-11-23` });
  });

  test('gives back whatever text stands in it, but for the apostrophe before a formula', async () => {
    const text = fc.string({ unit: fc.constantFrom('=', '-', '"', ',', '\r', '\n', '\t', ' ', "'", '#', ';', 'a', 'ł', '👩‍💼'), minLength: 1 });
    await fc.assert(
      fc.asyncProperty(text, async (id) => {
        await connection.run(`DELETE FROM "engagement ""of"" accounts"`);
        await insert(id, 'Year', '2025-11-23');
        await write();
        expect(rowsOf(await engagementCsv())[0]?.['CustomerId']).toBe(/^[=+\-@\t\r]/.test(id) ? `'${id}` : id);
        expect((await parquetRows())[0]?.['CustomerId']).toBe(id);
      }),
      { numRuns: 25 },
    );
  });
});

test('AccountEngagement.parquet holds the same rows with their types', async () => {
  await insert('a1', 'Year', '2025-11-23', 'NULL, 7, 139.94, NULL');
  await write();
  const [row] = await parquetRows();
  expect(Object.keys(row ?? {})).toEqual(outputColumns.map(({ name }) => name));
  expect(row).toMatchObject({
    PrimaryKey: 'a1|Year|2025-11-23',
    AggregationStartDate: new Date('2025-11-23'),
    EngagementScore: 50,
    NoOfEmails_ToAccount: 1,
    EngagementStartDate: new Date('2026-01-05'),
    AverageDuration_Of_Meetings: 139.94,
  });
  expect(row?.['DaysSinceLastEmail'] ?? null).toBeNull();
  expect(row?.['AverageDuration_Of_AccountEmailReplies'] ?? null).toBeNull();
});

test('Office_User.csv has a row for each pair of person and chosen address, sorted, with the address as typed and as understood', async () => {
  await write([person('u2', 'Sales@Nordwind.example', 'sales@nordwind.example'), person('u1', 'Sales@Nordwind.example', '-a"b@nordwind.example')]);
  expect(await readFile(join(folder, 'Office_User.csv'), 'utf8')).toBe(
    'EmailAddress,UserId,ResolvedFrom\n' +
      `"'-a""b@nordwind.example",u1,"'-a""b@nordwind.example"\n` +
      'Sales@Nordwind.example,u1,sales@nordwind.example\n' +
      'sales@nordwind.example,u2,sales@nordwind.example\n',
  );
  const left = await connection.runAndReadAll("SELECT table_name FROM duckdb_tables() WHERE table_name = 'Office_User'");
  expect(left.getRows()).toEqual([]);
});

test('overview.json holds the overview', async () => {
  const files = await write();
  expect(JSON.parse(await readFile(files.overview, 'utf8'))).toEqual(overview);
});

describe('all or nothing', () => {
  const names = ['AccountEngagement.csv', 'AccountEngagement.parquet', 'Office_User.csv', 'overview.json'];
  const contents = () => Promise.all(names.map((name) => readFile(join(folder, name))));

  test('leaves the four files and no others, also where a killed run has left its temporary files', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '.AccountEngagement.csv.partial'), 'half a table, and longer than the whole one'.repeat(100));
    await write();
    expect((await readdir(folder)).sort()).toEqual(names);
    expect(await engagementCsv()).not.toContain('half a table');
  });

  test('replaces the results of an earlier run', async () => {
    await write();
    await insert('a1', 'Year', '2025-11-23');
    await write();
    expect(rowsOf(await engagementCsv())).toHaveLength(1);
  });

  test.each([
    ['the table is gone', () => connection.run('DROP TABLE "engagement ""of"" accounts"')],
    ['a value does not fit its column', () => insert('a1', 'Year', '2025-11-23', "5000000000, 1, 'NaN', NULL")],
  ])('leaves earlier results untouched, and nothing beside them, when %s', async (_, spoil) => {
    await write();
    const before = await contents();
    await spoil();
    expect(await failureOf(write())).toBeInstanceOf(Error);
    expect(await contents()).toEqual(before);
    expect((await readdir(folder)).sort()).toEqual(names);
  });

  test('a folder where a result belongs stops it before anything is replaced', async () => {
    await write();
    await rm(join(folder, 'overview.json'));
    await mkdir(join(folder, 'overview.json'));
    const before = await engagementCsv();
    await insert('a1', 'Year', '2025-11-23');
    for (const work of [() => write(), () => assertWritable(folder)]) {
      expect(await failureOf(work())).toMatchObject({ code: 'outputNotWritable', message: expect.stringContaining('overview.json') as string });
    }
    expect(await engagementCsv()).toBe(before);
    expect((await readdir(folder)).sort()).toEqual(names);
  });
});

describe('a folder that cannot be written', () => {
  test.each([
    ['lies under a file', 'file/results'],
    ['is a file', 'file'],
  ])('is refused as an input where it %s, before the run and after it', async (_, path) => {
    await writeFile(join(root, 'file'), 'not a folder');
    folder = join(root, path);
    for (const work of [() => assertWritable(folder), () => write()]) {
      const error = await failureOf(work());
      expect(error).toBeInstanceOf(EngagementFailure);
      expect(error).toMatchObject({ code: 'outputNotWritable', isInput: true, message: expect.stringContaining(folder) as string });
    }
    expect(await readdir(root)).toEqual(['file']);
  });

  test('is found without a trace where it can be written', async () => {
    await assertWritable(join(root, 'a', 'b'));
    expect(await readdir(root)).toEqual([]);
    await mkdir(folder);
    await assertWritable(folder);
    expect(await readdir(root)).toEqual(["the 'results'"]);
    expect(await readdir(folder)).toEqual([]);
  });
});
