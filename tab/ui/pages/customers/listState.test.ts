import { expect, test } from 'vitest';
import { readListState, writeListState, type ListState } from './listState.ts';

const first: ListState = { sort: 'score', direction: 'descending', text: undefined, filter: undefined };
const read = (query: string) => readListState(new URLSearchParams(query));

test('a list comes back from its address as it was, beside what else is there', () => {
  const states: readonly ListState[] = [
    first,
    { ...first, direction: 'ascending' },
    { sort: 'name', direction: 'ascending', text: 'con & so', filter: undefined },
    { ...first, sort: 'daysSinceLastEmail', filter: { level: 'Month', condition: { kind: 'any', conditions: [{ kind: 'comparison', column: 'EngagementScore', comparison: 'less', value: 20 }] } } },
  ];
  for (const state of states) {
    const written = writeListState(new URLSearchParams('theme=dark&sort=meetings&text=old'), state);
    expect(readListState(written)).toEqual(state);
    expect(written.get('theme')).toBe('dark');
  }
});

test('the list as it is at first needs no parameters', () => {
  expect(writeListState(new URLSearchParams(), first).toString()).toBe('');
});

test.each(['sort=password', 'direction=sideways', 'text=++', 'filter=1', 'filter=null', 'filter={', 'filter={"level":"Year"}', 'filter={"level":"Day","condition":{"kind":"all","conditions":[]}}', 'filter={"level":"Year","condition":{"kind":"all","conditions":[null]}}', 'filter={"level":"Year","condition":null}'])(
  'an address that makes no sense is that of the list as it is at first: %s',
  (query) => {
    expect(read(query)).toEqual(first);
  },
);
