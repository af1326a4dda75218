import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '..');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/u.test(path) && !/(?:^dist|\.test\.ts$)/u.test(path));

test('what is hovered or chosen stays readable under high contrast: its fill, light blue there, comes with the dark letters that belong to it', () => {
  const fills = sources.flatMap((path) => [...readFileSync(join(folder, path), 'utf8').matchAll(/\{[^{}]*backgroundColor: tokens\.color\w+(?:Hover|Pressed|Selected)\b[^{}]*\}/gu)].map(([style]) => ({ path, style })));
  expect(fills.filter(({ style }) => !/[ {]color: tokens\.color\w+(?:Hover|Pressed|Selected)\b/u.test(style))).toEqual([]);
});
