import { expect, test } from 'vitest';
import { assertGranted, missingPermissions, readingIsRevoked, rolesThatCount } from './permissions.ts';

const all = missingPermissions([]);
const ofTheDirectory = all.filter((name) => !/^(Mail|Calendars)\./.test(name));

test('what Exchange grants is not looked for in the token, and nothing of it is called missing', () => {
  expect(missingPermissions(ofTheDirectory)).toEqual(['Mail.ReadBasic.All', 'Calendars.ReadBasic.All']);
  expect(missingPermissions(rolesThatCount(ofTheDirectory, 'exchange'))).toEqual([]);
  expect(missingPermissions(rolesThatCount([], 'exchange'))).toEqual(ofTheDirectory);
  expect(() => assertGranted(rolesThatCount(ofTheDirectory, 'exchange'))).not.toThrow();
});

test('what Entra grants counts as it stands in the token', () => {
  expect(rolesThatCount(ofTheDirectory, 'entra')).toEqual(ofTheDirectory);
});

test('reading is revoked with the mailboxes, and with the people behind them, wherever the mailboxes are granted', () => {
  expect(readingIsRevoked(all)).toBe(false);
  for (const name of ['Mail.ReadBasic.All', 'Calendars.ReadBasic.All', 'User.Read.All']) expect(readingIsRevoked(all.filter((granted) => granted !== name))).toBe(true);
  expect(readingIsRevoked(all.filter((granted) => granted !== 'GroupMember.Read.All'))).toBe(false);
  expect(readingIsRevoked(rolesThatCount(ofTheDirectory, 'exchange'))).toBe(false);
  expect(readingIsRevoked(rolesThatCount([], 'exchange'))).toBe(true);
});
