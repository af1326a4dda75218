import { expect, test } from 'vitest';
import type { Graph } from './client.ts';
import { readDisplayNames } from './displayName.ts';

test('many people take few requests, each of them one clause of a filter', async () => {
  const filters: string[] = [];
  const graph: Graph = {
    get: ({ path }) => {
      const filter = new URLSearchParams(path.split('?')[1]).get('$filter') ?? '';
      filters.push(filter);
      return Promise.resolve({ value: [...filter.matchAll(/id eq '((?:[^']|'')*)'/g)].map(([, id]) => ({ id, displayName: id === 'u3' ? null : `Name of ${id}` })) });
    },
    grantedRoles: () => Promise.resolve([]),
    pathOf: (nextLink) => nextLink,
    close: () => Promise.resolve(),
  };
  const ids = Array.from({ length: 20 }, (_, number) => `u${number}`);
  const names = await readDisplayNames(graph, [...ids, 'U1', "o'neil"]);
  expect(filters.map((filter) => filter.split(' or ').length)).toEqual([15, 6]);
  expect(names.get('u7')).toBe('Name of u7');
  expect([names.size, names.has('u3'), filters[1]?.endsWith("id eq 'o''neil'")]).toEqual([20, false, true]);
});
