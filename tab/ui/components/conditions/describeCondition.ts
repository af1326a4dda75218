import type { Texts } from '../../texts/texts.ts';
import { isNullable, kindOf, type Comparator, type Comparison, type SegmentCondition } from './columns.ts';
import { isDay } from './comparison.ts';

type Words = Pick<Texts, 'text' | 'number' | 'day'>;

/** The condition in words, on one line: `Score: at least 50 and (… or …)`. */
export function describeCondition(texts: Words, condition: SegmentCondition): string {
  return describe(texts, condition, true);
}

function describe(texts: Words, condition: SegmentCondition, isOutermost: boolean): string {
  if (condition.kind === 'comparison') return describeComparison(texts, condition);
  const parts = condition.conditions.map((inner) => describe(texts, inner, condition.conditions.length === 1));
  const joined = parts.join(` ${texts.text(condition.kind === 'all' ? 'conditions.and' : 'conditions.or')} `);
  return isOutermost || parts.length === 1 ? joined : `(${joined})`;
}

/** One comparison in words: `Days since email: more than 60 (or no email at all)`. */
export function describeComparison(texts: Words, { column, comparison, value, nullCounts = false }: Comparison): string {
  const { text } = texts;
  const name = text(`words.columns.${column}`);
  if (comparison === 'isNull' || comparison === 'isNotNull') return text('conditions.saidAlone', { column: name, said: comparatorLabel(texts, column, comparison) });
  const values = { column: name, comparison: comparatorLabel(texts, column, comparison), value: describeValue(texts, column, value) };
  return nullCounts && isNullable(column) ? text('conditions.saidOrNone', { ...values, none: text(`conditions.none.${column}`) }) : text('conditions.said', values);
}

/** What a comparison is called for a column: `before` of a date is `less than` of a number. */
export function comparatorLabel({ text }: Pick<Texts, 'text'>, column: Comparison['column'], comparator: Comparator): string {
  if (comparator === 'isNull') return isNullable(column) ? text(`conditions.none.${column}`) : text('conditions.missing');
  if (comparator === 'isNotNull') return isNullable(column) ? text(`conditions.some.${column}`) : text('conditions.present');
  if (comparator === 'contains' || comparator === 'startsWith') return text(`conditions.text.${comparator}`);
  const kind = kindOf(column);
  if (kind === 'text') return text(`conditions.text.${comparator === 'notEqual' ? 'notEqual' : 'equal'}`);
  return text(`conditions.${kind === 'date' ? 'date' : 'number'}.${comparator}`);
}

function describeValue({ text, number, day }: Words, column: Comparison['column'], value: string | number | undefined): string {
  if (value === undefined || value === '') return '…';
  if (typeof value === 'string') return kindOf(column) === 'date' && isDay(value) ? day(value) : text('conditions.quoted', { value });
  return number(value, 2);
}
