import { expect, test } from 'vitest';
import { mockTenant } from './mockTenant.ts';
import type { DirectoryPerson } from './mockTenant.ts';

const tenantId = 'c0c0c0c0-0000-4000-8000-000000000001';
const clientId = 'c1c1c1c1-0000-4000-8000-000000000001';
const person = (name: string): DirectoryPerson => ({ userId: `id-of-${name}`, displayName: `${name} of Nordwind`, userPrincipalName: `${name}@nordwind.example` });
const roster = ['ada', 'bo', 'cy', 'di', 'ed', 'flo'].map(person);

interface User {
  readonly id: string;
  readonly aadObjectId: string;
  readonly surname: string;
}

function tenantOf(current: DirectoryPerson, everybody: readonly DirectoryPerson[]): { readonly currentUser: User; readonly users: readonly User[] } {
  return mockTenant({ tenantId, clientId, person: current, roster: everybody }) as unknown as { readonly currentUser: User; readonly users: readonly User[] };
}

test('the person at the keyboard and five others make the tenant, with their directory ids', () => {
  const { currentUser, users } = tenantOf(person('cy'), roster);
  expect([currentUser.aadObjectId, currentUser.surname]).toEqual(['id-of-cy', 'of Nordwind']);
  expect(users.map(({ aadObjectId }) => aadObjectId)).toEqual(['ada', 'bo', 'di', 'ed', 'flo'].map((name) => `id-of-${name}`));
});

test('a person has the same account in every Playground', () => {
  const seen = roster.map((current) => {
    const { currentUser, users } = tenantOf(current, roster);
    return [currentUser, ...users].find(({ aadObjectId }) => aadObjectId === 'id-of-ada')?.id;
  });
  expect(new Set(seen).size).toBe(1);
});

test('where the roster is short, people are made up whom the directory does not know', () => {
  const { users } = tenantOf(person('ada'), [person('ada'), person('bo')]);
  expect(users).toHaveLength(5);
  expect(new Set(users.map(({ id }) => id)).size).toBe(5);
});
