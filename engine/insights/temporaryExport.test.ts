import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectToNothing } from '../metrics/testStore.ts';
import { exportTable, temporaryExport } from './temporaryExport.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the table is exported as the run has written it', async () => {
  await writeFile(join(folder, 'AccountEngagement.csv'), 'a,b\n');
  await writeFile(join(folder, 'AccountEngagement.parquet'), 'PAR1');
  expect(await text(await exportTable(folder, 'csv'))).toBe('a,b\n');
  expect(await text(await exportTable(folder, 'parquet'))).toBe('PAR1');
});

test('a temporary export that fails leaves no file', async () => {
  const connection = await connectToNothing();
  const rows = { table: 'nothing', columns: [{ name: 'a', kind: 'text', isNullable: false }] as const, orderBy: '1' };
  await expect(temporaryExport(connection, rows, 'csv', folder)).rejects.toThrow();
  expect(await readdir(folder)).toEqual([]);
  connection.closeSync();
});
