import { expect, test } from 'vitest';
import { mergedMapping, samplesOf, targetsWithoutColumn } from './mapping.ts';

const guess = { email: 'E-mail', account: 'Company', contact: 'Id', name: 'Company name' };
const columns = { accounts: ['Company', 'Company name'], contacts: ['Id', 'Full name', 'E-mail', 'Second e-mail', 'Company'] };
const merged = (chosen?: object) => mergedMapping({ chosen, guess, columns, isOpen: false });

test('what was chosen holds as far as the files have it, and the guess for the rest', () => {
  expect(merged()).toEqual(guess);
  expect(merged({})).toEqual(guess);
  expect(merged({ email: 'second E-MAIL', account: 'Gone', contact: 'Id', name: 'Company name' })).toEqual({ ...guess, email: 'second E-MAIL' });
});

test('who has chosen no column for the name keeps that', () => {
  const chosen = { email: guess.email, account: guess.account, contact: guess.contact };
  expect(merged(chosen)).toEqual(chosen);
});

test('columns that are not listed are kept where the source is open', () => {
  expect(mergedMapping({ chosen: { email: 'new_email' }, guess, columns, isOpen: true })).toMatchObject({ email: 'new_email' });
});

test('columns that the files lack are told, those that have a usual name among them', () => {
  const file = (names: string[]) => ({ originalName: 'a.csv', bytes: 1, rows: 1, columns: names, uploadedAt: 0 });
  const dataSet = { kind: 'csv' as const, files: { contacts: file(['Email', 'Company', 'Id']) } };
  expect(targetsWithoutColumn({ account: 'Company' }, dataSet)).toEqual(['contact']);
  expect(targetsWithoutColumn({ account: 'Company', contact: 'Id', email: 'Mail' }, dataSet)).toEqual(['email']);
});

test('a column is told by some of its different values', () => {
  const file = { name: 'contacts' as const, columns: ['Id', 'Company'], rows: [['1', 'A'], ['2', ' A '], ['3', ''], ['4', 'B'], ['5', 'C'], ['6', 'D']] };
  expect(samplesOf('company', file)).toEqual(['A', 'B', 'C']);
  expect(samplesOf('Nothing', file)).toEqual([]);
});
