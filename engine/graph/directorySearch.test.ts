import { expect, test } from 'vitest';
import type { Graph, GraphRequest } from './client.ts';
import { searchDirectory } from './directorySearch.ts';

interface Entry {
  readonly displayName?: string | null;
  readonly mail: string | null;
}

function directory(users: readonly Entry[], groups: readonly Entry[] = []): { readonly graph: Graph; readonly requests: GraphRequest[] } {
  const requests: GraphRequest[] = [];
  const graph: Graph = {
    get: (request) => {
      requests.push(request);
      return Promise.resolve({ value: request.path.startsWith('/users') ? users : groups });
    },
    grantedRoles: () => Promise.resolve([]),
    pathOf: (nextLink) => nextLink,
    close: () => Promise.resolve(),
  };
  return { graph, requests };
}

test('people and groups that begin with the text come before others, each kind by name, at most as many as asked for', async () => {
  const users = [{ displayName: 'Zoë Sales', mail: 'zoe@contoso.com' }, { displayName: 'Bob', mail: 'sally@contoso.com' }, { displayName: 'Sal Ann', mail: 'sal@contoso.com' }];
  const { graph } = directory(users, [{ displayName: 'Sales', mail: 'sales@contoso.com' }, { displayName: null, mail: 'x-sales@contoso.com' }]);
  const found = await searchDirectory(graph, ' SAL', 10);
  expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['person Bob', 'person Sal Ann', 'group Sales', 'group x-sales@contoso.com', 'person Zoë Sales']);
  expect((await searchDirectory(graph, 'sal', 2)).map(({ address }) => address)).toEqual(['sally@contoso.com', 'sal@contoso.com']);
});

test('what has no address to be chosen by is left out', async () => {
  const { graph } = directory([{ displayName: 'Ann', mail: null }, { displayName: 'Anna', mail: 'no address' }, { displayName: 'Anne', mail: 'anne@contoso.com' }]);
  expect(await searchDirectory(graph, 'ann', 10)).toEqual([{ kind: 'person', name: 'Anne', address: 'anne@contoso.com' }]);
});

test('what people type is a value in the search and cannot become a part of it', async () => {
  const { graph, requests } = directory([]);
  await searchDirectory(graph, 'a" OR "mail:b\\&$top=999', 5);
  const asked = requests.map(({ path }) => new URL(path, 'http://graph.example').searchParams);
  const escaped = String.raw`a\" OR \"mail:b\\&$top=999`;
  expect(asked.map((options) => options.get('$search'))).toEqual([`"displayName:${escaped}" OR "mail:${escaped}" OR "userPrincipalName:${escaped}"`, `"displayName:${escaped}" OR "mail:${escaped}"`]);
  expect(asked.map((options) => options.getAll('$top'))).toEqual([['5'], ['5']]);
  expect(requests.map(({ headers }) => headers)).toEqual([{ ConsistencyLevel: 'eventual' }, { ConsistencyLevel: 'eventual' }]);
});

test.each(['', '  ', '"', '.@-'])('for %j, which has no letter or digit, nobody is asked', async (text) => {
  const { graph, requests } = directory([{ displayName: 'Ann', mail: 'ann@contoso.com' }]);
  expect([await searchDirectory(graph, text, 5), requests]).toEqual([[], []]);
});
