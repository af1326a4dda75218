import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { namesIn, removeOthers, TenantFolder } from './tenantFolder.ts';
import { storeFolder } from './testStore.ts';

let folder: string;
beforeEach(async () => {
  folder = await storeFolder();
  for (const name of ['kept', 'other', '.partial']) await mkdir(join(folder, name, 'within'), { recursive: true });
  await writeFile(join(folder, 'file'), '');
});

describe('removing others', () => {
  test('leaves what is to be kept and nothing else, folders with all that is in them', async () => {
    await removeOthers(folder, ['kept', 'never there']);
    expect(await readdir(folder, { recursive: true })).toEqual(['kept', join('kept', 'within')]);
  });

  test('passes over what somebody else may be writing', async () => {
    await removeOthers(folder, [], (name) => !name.startsWith('.'));
    expect(await readdir(folder)).toEqual(['.partial']);
  });

  test('of a folder that is not there does nothing', async () => {
    await removeOthers(join(folder, 'missing'), []);
    expect(await namesIn(join(folder, 'missing'))).toEqual([]);
  });

  test('fails where the folder cannot be read', async () => {
    await expect(removeOthers(join(folder, 'file'), [])).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});

test('all that was derived of an enrichment lies in its own folder, and nothing else does', () => {
  const tenant = new TenantFolder('/data');
  const own = tenant.enrichment('e');
  expect([tenant.publications('e'), tenant.publication('e', 'p')].every((path) => path.startsWith(`${own}/`))).toBe(true);
  for (const path of [tenant.state, tenant.contactDataSet('d'), tenant.contactFile('d', 'contacts'), tenant.contactKey, tenant.temporary, tenant.enrichment('e2')]) {
    expect(path.startsWith(`${own}/`)).toBe(false);
  }
});
