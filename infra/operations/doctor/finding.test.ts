import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { checkNames } from './finding.ts';

test('the page of the doctor has every check, and no other', async () => {
  const page = await readFile('infra/operations/doctor/README.md', 'utf8');
  expect([...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)).toEqual(checkNames);
});
