import { describe, expect, test } from 'vitest';
import { decimal, ratio, table, whole } from './table.ts';

describe('table', () => {
  test('lines columns up: words to the left, figures to the right', () => {
    const text = table('Fruit', ['kind', 'pieces'], [['apples', '7'], ['figs', '1,200']]);
    expect(text.split('\n')).toEqual([
      'Fruit',
      '',
      'kind    pieces',
      '------  ------',
      'apples       7',
      'figs     1,200',
      '',
    ]);
  });

  test('leaves a cell that is not given empty', () => {
    expect(table('', ['a', 'b', 'c'], [['x']]).split('\n').at(-2)).toBe('x');
  });
});

test('figures are written the same on every machine', () => {
  expect([whole(1_234_567.8), decimal(1.005, 1), ratio(0.5)]).toEqual(['1,234,568', '1.0', '0.50×']);
});
