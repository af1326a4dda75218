import { describe, expect, test } from 'vitest';
import type { Graph } from '../graph/client.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { FailureCode } from '../model/failure.ts';
import { checkAddresses } from './addressCheck.ts';

/** A directory of `count` users, `p0@contoso.com` and on. */
function directoryOf(count: number): Graph {
  const users = Array.from({ length: count }, (_, number) => ({ id: `u${number}`, mail: `p${number}@contoso.com`, userType: 'Member' }));
  return graphOf((path) => {
    const wanted = /mail eq '([^']*)'/.exec(decodeURIComponent(path.replaceAll('+', ' ')))?.[1];
    return { value: path.startsWith('/users') ? users.filter(({ mail }) => wanted === undefined || mail === wanted) : [] };
  });
}

function graphOf(answer: (path: string) => unknown): Graph {
  return {
    get: ({ path }) => new Promise((resolve) => resolve(answer(path))),
    grantedRoles: () => Promise.resolve([]),
    pathOf: (nextLink) => nextLink,
    close: () => Promise.resolve(),
  };
}

const failing = (code: FailureCode) =>
  graphOf(() => {
    throw new EngagementFailure(code, 'Told by the test.');
  });

const addressesOf = (count: number) => Array.from({ length: count }, (_, number) => `p${number}@contoso.com`);

describe('each line', () => {
  test('is judged by itself: one that is no address does not keep the others from being resolved', async () => {
    const check = await checkAddresses(directoryOf(3), ['p0@contoso.com', ' Ann Lee ', 'nobody@contoso.com', 'p1@contoso.com']);
    expect(check).toMatchObject({ isResolved: true, people: 2, guests: 0, withoutMailbox: 0 });
    expect(check).not.toHaveProperty('problem');
    expect(check.addresses.map(({ typed, kind, people, problem }) => [typed, kind, people, problem?.reason])).toEqual([
      ['p0@contoso.com', 'person', 1, undefined],
      ['Ann Lee', 'unknown', 0, 'notAnAddress'],
      ['nobody@contoso.com', 'unknown', 0, 'unknown'],
      ['p1@contoso.com', 'person', 1, undefined],
    ]);
    expect(check.addresses[1]?.problem?.message).toContain('"Ann Lee" is no e-mail address');
  });

  test('has its result, also where it repeats another one; people count once, blank lines not at all', async () => {
    const check = await checkAddresses(directoryOf(3), ['p0@contoso.com', '', '  P0@Contoso.com', '<p1@contoso.com>', ' ']);
    expect(check.people).toBe(2);
    expect(check.addresses.map(({ typed, people }) => [typed, people])).toEqual([
      ['p0@contoso.com', 1],
      ['P0@Contoso.com', 1],
      ['<p1@contoso.com>', 1],
    ]);
  });
});

describe('all lines together', () => {
  test.each([
    [0, 'peopleTooFew', 'come to 0'],
    [1, 'peopleTooFew', 'come to 1'],
    [2, undefined, undefined],
    [2_500, undefined, undefined],
    [2_501, 'peopleTooMany', 'come to 2501 people; at most 2500'],
  ])('come to %i people: %s', async (count, code, message) => {
    const check = await checkAddresses(directoryOf(3_000), addressesOf(count));
    expect([check.people, check.problem?.code]).toEqual([count, code]);
    expect(check.problem?.message ?? '').toContain(message ?? '');
  });
});

describe('without access to the directory', () => {
  test.each<[string, Graph | undefined]>([
    ['there is no client yet', undefined],
    ['the permission is missing', failing('consentMissing')],
    ['the tenant gives the app no token', failing('credentialsRefused')],
  ])('because %s, addresses stay as typed, and only what is no address is a problem', async (_, graph) => {
    const check = await checkAddresses(graph, [' p0@contoso.com', 'Ann Lee']);
    expect(check).toEqual({
      isResolved: false,
      people: undefined,
      guests: undefined,
      withoutMailbox: undefined,
      addresses: [
        { typed: 'p0@contoso.com', kind: 'unresolved', people: 0, guests: 0, withoutMailbox: 0 },
        { typed: 'Ann Lee', kind: 'unknown', people: 0, guests: 0, withoutMailbox: 0, problem: { code: 'addressUnknown', reason: 'notAnAddress', message: expect.stringContaining('"Ann Lee"') as string } },
      ],
    });
  });

  test('because Graph is down, the check fails: to say "not granted yet" would be wrong', async () => {
    await expect(checkAddresses(failing('graphUnavailable'), ['p0@contoso.com'])).rejects.toMatchObject({ code: 'graphUnavailable' });
  });
});
