import { expect, test } from 'vitest';
import { isTableName } from '../draft/form.ts';
import { tableNameAfter, tableNameFrom } from './tableName.ts';

test.each([
  ['Sales engagement', 'SalesEngagement'],
  ['Łódź & Kraków: zaangażowanie', 'LodzKrakowZaangazowanie'],
  ['2026 sales', 'Sales'],
  ['x'.repeat(90), `X${'x'.repeat(49)}`],
])('the name %j makes a table that may be called %s', (name, table) => {
  expect(tableNameFrom(name)).toBe(table);
  expect(isTableName(table)).toBe(true);
});

test('the table follows the name until somebody gives it one of its own', () => {
  expect(tableNameAfter({ name: 'Sales', newName: 'Sales team', outputTable: 'Sales' })).toBe('SalesTeam');
  expect(tableNameAfter({ name: 'Sales', newName: 'Sales team', outputTable: 'Own' })).toBe('Own');
});
