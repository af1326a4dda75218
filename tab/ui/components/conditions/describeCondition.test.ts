import { expect, test } from 'vitest';
import { textsIn } from '../../texts/texts.ts';
import { columnAreas, comparatorsOf, kindOf, type SegmentCondition } from './columns.ts';
import { newComparison, withComparator, withNullCounts, withValue } from './comparison.ts';
import { describeCondition } from './describeCondition.ts';

const en = await textsIn('en');
const pl = await textsIn('pl');
const scoreName = en.text('words.columns.EngagementScore');
const emailName = en.text('words.columns.DaysSinceLastEmail');
const score = newComparison('EngagementScore');
const email = newComparison('DaysSinceLastEmail');

test('a comparison is said with its column, and that none counts', () => {
  expect(describeCondition(en, score)).toBe(`${scoreName}: at least 50`);
  expect(describeCondition(en, email)).toBe(`${emailName}: more than 30 (or no email at all)`);
  expect(describeCondition(en, withNullCounts(email, false))).toBe(`${emailName}: more than 30`);
  expect(describeCondition(en, withComparator(email, 'isNull'))).toBe(`${emailName}: no email at all`);
  expect(describeCondition(pl, email)).toBe(`${pl.text('words.columns.DaysSinceLastEmail')}: więcej niż 30 (lub brak e-maili)`);
});

test('dates, texts and fractions are written as people of the language write them', () => {
  const id = withValue(newComparison('CustomerId'), 'A{{x}}$t(shell.save)');
  const date = withValue(newComparison('EngagementStartDate'), '2026-03-31');
  const minutes = withValue(newComparison('AverageDuration_Of_Meetings'), 12.25);
  const values = (texts: typeof en) => [id, date, minutes].map((condition) => describeCondition(texts, condition).split(': ')[1]?.replace(/\s/gu, ' '));
  expect(values(en)).toEqual(['contains “A{{x}}$t(shell.save)”', 'on or after 31 Mar 2026', 'at least 12.25']);
  expect(values(pl)).toEqual(['zawiera „A{{x}}$t(shell.save)”', 'najwcześniej 31 mar 2026', 'co najmniej 12,25']);
});

test('groups are told apart by brackets, and none stand where there is nothing to tell apart', () => {
  const either: SegmentCondition = { kind: 'any', conditions: [score, withComparator(email, 'isNotNull')] };
  const said = `${scoreName}: at least 50 or ${emailName}: at least one email`;
  expect(describeCondition(en, either)).toBe(said);
  expect(describeCondition(en, { kind: 'all', conditions: [either] })).toBe(said);
  expect(describeCondition(en, { kind: 'all', conditions: [score, either] })).toBe(`${scoreName}: at least 50 and (${said})`);
  expect(describeCondition(en, { kind: 'all', conditions: [score, { kind: 'any', conditions: [score] }] })).toBe(`${scoreName}: at least 50 and ${scoreName}: at least 50`);
});

test('what is not a value yet is left open', () => {
  expect(describeCondition(en, withValue(score, undefined))).toBe(`${scoreName}: at least …`);
  expect(describeCondition(en, withValue(newComparison('EngagementStartDate'), '2026-02-31'))).toContain('“2026-02-31”');
});

test.each([en, pl])('every comparison of every column has its words: $language', (texts) => {
  for (const column of columnAreas.flatMap(({ columns }): readonly (typeof columns)[number][] => columns)) {
    const said = comparatorsOf(column).map((comparison) => describeCondition(texts, withValue(withComparator(newComparison(column), comparison), kindOf(column) === 'integer' ? 1 : '2026-01-01')));
    expect(new Set(said).size).toBe(said.length);
  }
});
