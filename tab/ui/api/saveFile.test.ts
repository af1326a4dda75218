import { expect, test } from 'vitest';
import { fileNameIn } from './saveFile.ts';

test.each([
  [`attachment; filename="Gr??e.csv"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.csv`, 'Größe.csv'],
  ['attachment; filename="Many emails.csv"', 'Many emails.csv'],
  ['attachment', undefined],
  [null, undefined],
])('a file has the name of its answer: %s', (disposition, name) => {
  expect(fileNameIn(disposition)).toBe(name);
});
