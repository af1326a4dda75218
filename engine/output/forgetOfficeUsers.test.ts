import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetOfficeUsers } from './forgetOfficeUsers.ts';

const header = 'EmailAddress,UserId,ResolvedFrom\n';
const ann = 'Ann@contoso.com,1a,ann@contoso.com\n';
const bob = '"sales,all@contoso.com",2b,"sales,all@contoso.com"\n';
const cid = "'+cid@contoso.com,3c,'+cid@contoso.com\n";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'office-users-'));
  path = join(folder, 'Office_User.csv');
  await writeFile(path, `${header}${ann}${bob}${cid}`);
});
afterEach(() => rm(folder, { recursive: true }));

test.each([
  ['by user id', ({ userId }: { readonly userId: string }) => userId === '1a', `${header}${bob}${cid}`],
  ['by the address as typed or normalised', ({ addresses }: { readonly addresses: readonly string[] }) => addresses.includes('ann@contoso.com'), `${header}${bob}${cid}`],
  ['by an address that begins as a formula', ({ addresses }: { readonly addresses: readonly string[] }) => addresses.includes('+cid@contoso.com'), `${header}${ann}${bob}`],
  ['all of them', () => true, header],
  ['nobody', () => false, `${header}${ann}${bob}${cid}`],
])('takes rows out (%s) and leaves the others as they were, byte for byte', async (_, isForgotten, left) => {
  await forgetOfficeUsers(folder, isForgotten);
  expect(await readFile(path, 'utf8')).toBe(left);
  expect(await readdir(folder)).toEqual(['Office_User.csv']);
});

test.each([['cut off', `${header}${ann}2b,`], ['something else', 'a,b\n1,2\n'], ['no CSV', `${header}"`]])('removes a file that is %s, since it may hold whoever is forgotten', async (_, content) => {
  await writeFile(path, content);
  await forgetOfficeUsers(folder, () => false);
  expect(await readdir(folder)).toEqual([]);
});

test('does nothing where there is no such file', async () => {
  await rm(path);
  await forgetOfficeUsers(folder, () => true);
  expect(await readdir(folder)).toEqual([]);
});
