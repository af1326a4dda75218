import { describe, expect, test } from 'vitest';
import { outputColumns } from '../../../../engine/index.ts';
import { compileCondition } from '../../../../engine/segments/compileCondition.ts';
import { columnAreas, comparatorsOf, isNullable, kindOf, type Comparison } from './columns.ts';
import { newComparison, problemOf, withColumn, withComparator, withNullCounts, withValue } from './comparison.ts';

const names = outputColumns.map(({ name }) => name);
const samples = { text: 'Contoso', date: '2026-03-31', integer: 7, number: 2.5 } as const;

/** Whether the engine takes it. */
function compiles(comparison: Comparison): boolean {
  try {
    compileCondition(comparison);
    return true;
  } catch {
    return false;
  }
}

describe('columns', () => {
  test('are those of the engine, with its types, each offered once', () => {
    expect(outputColumns.map(({ name }) => ({ name, kind: kindOf(name), isNullable: isNullable(name) }))).toEqual(outputColumns);
    expect(columnAreas.flatMap(({ columns }) => columns).toSorted()).toEqual(names.toSorted());
  });

  test.each(names)('%s offers only comparisons that the engine takes', (column) => {
    for (const comparison of comparatorsOf(column)) {
      const made = withValue(withComparator(newComparison(column), comparison), comparison.startsWith('is') ? undefined : samples[kindOf(column)]);
      expect([comparison, problemOf(made), compiles(made)]).toEqual([comparison, undefined, true]);
    }
  });

  test.each(names)('a new comparison of %s lacks its value at most', (column) => {
    const made = newComparison(column);
    expect(problemOf(made)).toBe(['date', 'text'].includes(kindOf(column)) ? 'valueMissing' : undefined);
    expect(compiles(withValue(made, made.value ?? samples[kindOf(column)]))).toBe(true);
  });
});

describe('a value', () => {
  const score = newComparison('EngagementScore');
  const date = newComparison('EngagementStartDate');
  const minutes = newComparison('AverageDuration_Of_Meetings');
  const id = newComparison('CustomerId');

  test.each([
    ['of a whole number with a fraction', withValue(score, 2.5), 'notWhole'],
    ['of a whole number that is no number', withValue(score, Number.NaN), 'notWhole'],
    ['of a number without an end', withValue(minutes, Number.POSITIVE_INFINITY), 'notNumber'],
    ['of a date that does not exist', withValue(date, '2026-02-31'), 'notDay'],
    ['of a date with its time', withValue(date, '2026-02-03T10:00:00Z'), 'notDay'],
    ['of a number that is text', withValue(score, '50'), 'notWhole'],
    ['of a text that is a number', withValue(id, 5), 'comparatorUnfit'],
    ['that is missing', withValue(score, undefined), 'valueMissing'],
    ['where none is wanted', { ...withComparator(newComparison('DaysSinceLastEmail'), 'isNull'), value: 5 }, 'comparatorUnfit'],
    ['compared by its beginning that is no text', { ...score, comparison: 'startsWith' }, 'comparatorUnfit'],
    ['of text compared by size', { ...id, comparison: 'less', value: 'a' }, 'comparatorUnfit'],
  ] as const)('%s is told, and the engine refuses it too', (_title, comparison, problem) => {
    expect(problemOf(comparison)).toBe(problem);
    expect(compiles(comparison)).toBe(false);
  });

  test('that is empty, or longer than the contract allows, is told', () => {
    expect([problemOf(withValue(id, '')), problemOf(withValue(id, 'x'.repeat(501))), problemOf(withValue(id, 'x'.repeat(500)))]).toEqual(['valueMissing', 'textTooLong', undefined]);
  });
});

test('another comparator keeps the value, and whether none counts; no value is kept where none is wanted', () => {
  const days = withValue(newComparison('DaysSinceLastEmail'), 14);
  expect(withComparator(days, 'less')).toEqual({ kind: 'comparison', column: 'DaysSinceLastEmail', comparison: 'less', value: 14, nullCounts: true });
  const never = withComparator(days, 'isNull');
  expect(never).toEqual({ kind: 'comparison', column: 'DaysSinceLastEmail', comparison: 'isNull' });
  expect(withComparator(never, 'greater').value).toBe(30);
});

test('another column begins anew; the same one stays as it is', () => {
  const score = withValue(newComparison('EngagementScore'), 80);
  expect(withColumn(score, 'EngagementScore')).toBe(score);
  expect(withColumn(score, 'DaysSinceLastMeeting')).toEqual(newComparison('DaysSinceLastMeeting'));
});

test('none counts only in columns that can be without a value', () => {
  expect(withNullCounts(newComparison('DaysSinceLastEmail'), false)).not.toHaveProperty('nullCounts');
  expect(withNullCounts(newComparison('AverageDuration_Of_Meetings'), true)).toHaveProperty('nullCounts', true);
  expect(withNullCounts(newComparison('EngagementScore'), true)).not.toHaveProperty('nullCounts');
});
