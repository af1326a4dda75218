import { expect, test } from 'vitest';
import { textTable } from './textTable.ts';

test('columns are as wide as their widest cell, numbers stand to the right, and no line ends in blanks', () => {
  expect(textTable(['Customer', 'Score', 'Note'], [['Fabrikam', 78, ''], ['A Datum Corporation', 9, 'new']])).toBe(
    [
      '  Customer             Score  Note',
      '  ───────────────────  ─────  ────',
      '  Fabrikam                78',
      '  A Datum Corporation      9  new',
      '',
    ].join('\n'),
  );
});
