import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkVersions } from './installation.ts';

test.each([
  ['18.20.8', 'problem'],
  ['20.9.0', 'problem'],
  ['20.19.0', 'ok'],
  ['22.1.0', 'ok'],
  ['100.0.0', 'ok'],
])('Node %s: %s, by what package.json asks for', (version, state) => {
  expect(readFileSync('package.json', 'utf8')).toContain('"node": ">=20.19"');
  expect(checkVersions(version)).toMatchObject({ state, found: expect.stringContaining(version) as string });
});
