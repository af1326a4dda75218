import { describe, expect, test } from 'vitest';
import { segmentConditionSchema } from '../../../../engine/index.ts';
import { compileCondition } from '../../../../engine/segments/compileCondition.ts';
import type { ConditionGroup, SegmentCondition } from './columns.ts';
import { newComparison, withValue } from './comparison.ts';
import { addAt, asGroup, changeAt, comparisonsMax, depthMax, groupSizeMax, isUsable, newGroup, roomAt, type Place } from './conditionTree.ts';
import { readCondition } from './readCondition.ts';

const score = newComparison('EngagementScore');
const email = newComparison('DaysSinceLastEmail');
const meeting = newComparison('DaysSinceLastMeeting');
const all = (...conditions: SegmentCondition[]): ConditionGroup => ({ kind: 'all', conditions });
const any = (...conditions: SegmentCondition[]): ConditionGroup => ({ kind: 'any', conditions });
const nested = (depth: number): ConditionGroup => (depth === 1 ? all(score) : all(nested(depth - 1)));

/** Whether the engine takes it, by contract and compiler. */
function isTaken(condition: SegmentCondition): boolean {
  if (!segmentConditionSchema.safeParse(condition).success) return false;
  try {
    compileCondition(condition);
    return true;
  } catch {
    return false;
  }
}

describe('changing', () => {
  test('happens at its place only, and leaves what was given as it was', () => {
    const root = all(score, any(email, meeting));
    const changed = changeAt(root, [1, 0], () => score);
    expect(changed).toEqual(all(score, any(score, meeting)));
    expect(root).toEqual(all(score, any(email, meeting)));
  });

  test('adds at the end of a group; the first condition makes the group', () => {
    expect(addAt(undefined, [], score)).toEqual(all(score));
    expect(addAt(all(score, any(email)), [1], meeting)).toEqual(all(score, any(email, meeting)));
  });

  test('takes away the groups that are left empty, up to the root', () => {
    expect(changeAt(all(score, any(all(email))), [1, 0, 0], () => undefined)).toEqual(all(score));
    expect(changeAt(all(any(all(email))), [0, 0, 0], () => undefined)).toBeUndefined();
  });

  test('a place that is not there changes nothing', () => {
    const root = all(score);
    expect([changeAt(root, [5], () => undefined), changeAt(root, [0, 0], () => undefined)]).toEqual([root, root]);
  });
});

test('a group within one of "all" joins by "or", and the other way round', () => {
  expect([newGroup('all').kind, newGroup('any').kind, asGroup(score).kind]).toEqual(['any', 'all', 'all']);
});

describe('the limits', () => {
  const deepest: Place = Array.from({ length: depthMax - 1 }, () => 0);

  test.each([
    ['groups as deep as can be', nested(depthMax), true],
    ['one group deeper', nested(depthMax + 1), false],
    ['a full group', all(...Array.from({ length: groupSizeMax }, () => score)), true],
    ['a group of one more', all(...Array.from({ length: groupSizeMax + 1 }, () => score)), false],
    ['as many comparisons as can be', all(...Array.from({ length: comparisonsMax / groupSizeMax }, () => any(...Array.from({ length: groupSizeMax }, () => score)))), true],
    ['one comparison more', all(score, ...Array.from({ length: comparisonsMax / groupSizeMax }, () => any(...Array.from({ length: groupSizeMax }, () => score)))), false],
    ['an empty group', all(score, any()), false],
    ['a value that is missing', all(score, withValue(email, undefined)), false],
  ])('are those of the engine: %s', (_title, condition, isAllowed) => {
    expect([isUsable(condition), isTaken(condition)]).toEqual([isAllowed, isAllowed]);
  });

  test('what can be added is usable afterwards, and what cannot is not', () => {
    const root = nested(depthMax);
    const innermost = all(score);
    expect(roomAt(root, innermost, deepest)).toEqual({ comparison: true, group: false });
    expect(isUsable(addAt(root, deepest, newGroup('all')) ?? root)).toBe(false);
    expect(roomAt(root, all(innermost), deepest.slice(1))).toEqual({ comparison: true, group: true });
    expect(isUsable(addAt(root, deepest.slice(1), newGroup('all')) ?? root)).toBe(true);
    const full = all(...Array.from({ length: groupSizeMax }, () => score));
    expect(roomAt(full, full, [])).toEqual({ comparison: false, group: false });
  });
});

describe('a condition from outside', () => {
  test.each([[score], [all(score, any(email, withValue(meeting, undefined)))], [{ kind: 'comparison', column: 'EngagementScore', comparison: 'isNull' } as const]])('is read as it was written: %j', (condition) => {
    expect(readCondition(JSON.stringify(condition))).toEqual(condition);
  });

  test.each([
    null,
    '',
    '{',
    'null',
    '5',
    '[]',
    '{"kind":"none"}',
    '{"kind":"all","conditions":[]}',
    '{"kind":"all","conditions":"x"}',
    '{"kind":"all","conditions":[5]}',
    JSON.stringify(nested(depthMax + 1)),
    JSON.stringify({ ...score, column: 'toString' }),
    JSON.stringify({ ...score, column: 5 }),
    JSON.stringify({ ...score, comparison: 'contains' }),
    JSON.stringify({ ...score, value: {} }),
  ])('that is none is not taken: %s', (text) => {
    expect(readCondition(text)).toBeUndefined();
  });

  test('brings nothing along that is no part of it', () => {
    expect(readCondition(JSON.stringify({ ...score, sql: 'x', nullCounts: 'yes' }))).toEqual(score);
  });
});
