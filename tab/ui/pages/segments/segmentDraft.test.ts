import { expect, test } from 'vitest';
import { newComparison } from '../../components/conditions/comparison.ts';
import { DraftKeeper, isSameDraft, type KeptDraft } from './segmentDraft.ts';

function storage(entries: Readonly<Record<string, string>> = {}) {
  const kept = new Map(Object.entries(entries));
  return { kept, getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
}

const draft: KeptDraft = { name: 'Quiet ones', level: 'Month', condition: { kind: 'all', conditions: [newComparison()] }, base: '3' };
const key = 'engagement.segment.e1.s1';

test('a draft comes back as it was left, to its own segment only', () => {
  const place = storage();
  new DraftKeeper(place, 'e1', 's1').keep(draft);
  expect(new DraftKeeper(place, 'e1', 's1').read()).toEqual(draft);
  expect([new DraftKeeper(place, 'e1', undefined).read(), new DraftKeeper(place, 'e2', 's1').read()]).toEqual([undefined, undefined]);
});

test('a draft without conditions comes back without', () => {
  const keeper = new DraftKeeper(storage(), 'e1', undefined);
  keeper.keep({ ...draft, condition: undefined });
  expect(keeper.read()).toEqual({ ...draft, condition: undefined });
});

test('nothing is left of a draft that is dropped', () => {
  const place = storage();
  const keeper = new DraftKeeper(place, 'e1', 's1');
  keeper.keep(draft);
  keeper.drop();
  expect([keeper.read(), place.kept.size]).toEqual([undefined, 0]);
});

test.each(['{', 'null', '[]', '{"name":5,"level":"Year","base":"1"}', '{"name":"x","level":"Day","base":"1"}', '{"name":"x","level":"Year"}'])('what is no draft is not taken for one: %s', (text) => {
  expect(new DraftKeeper(storage({ [key]: text }), 'e1', 's1').read()).toBeUndefined();
});

test('without storage nothing is kept, and nothing fails', () => {
  const keeper = new DraftKeeper(undefined, 'e1', 's1');
  keeper.keep(draft);
  keeper.drop();
  expect(keeper.read()).toBeUndefined();
});

test('drafts are the same where name, level and conditions are', () => {
  expect(isSameDraft(draft, { ...draft })).toBe(true);
  for (const change of [{ name: 'Other' }, { level: 'Week' }, { condition: undefined }] as const) expect(isSameDraft(draft, { ...draft, ...change })).toBe(false);
});
