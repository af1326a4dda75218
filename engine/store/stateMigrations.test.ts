import { describe, expect, test } from 'vitest';
import { migrate, NoSuchVersion } from './stateMigrations.ts';

const steps = [
  { from: 2, change: ({ users, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, people: users }) },
  { from: 1, change: (state: Readonly<Record<string, unknown>>) => ({ ...state, isOpen: false }) },
];

describe('migrate', () => {
  test('goes through every version in order, whatever the order of the list', () => {
    expect(migrate({ version: 1, users: ['a'] }, steps, 3)).toEqual({ version: 3, people: ['a'], isOpen: false });
  });

  test('leaves a state of the present version alone', () => {
    expect(migrate({ version: 3, people: [] }, steps, 3)).toEqual({ version: 3, people: [] });
  });

  test.each([
    ['newer than this program', 4],
    ['too old for any migration', 0],
  ])('refuses a state that is %s', (_, version) => {
    expect(() => migrate({ version }, steps, 3)).toThrow(NoSuchVersion);
  });
});
