import { quotedIdentifier } from '@duckdb/node-api';
import type { RowPredicate } from '../insights/selection.ts';
import { EngagementFailure } from '../model/failure.ts';
import { daySchema } from '../model/identifier.ts';
import { outputColumns, type OutputColumn, type OutputColumnName } from '../model/outputColumns.ts';
import type { SegmentCondition } from '../model/segment.ts';

/** Groups within groups. */
const depthMax = 5;
const comparisonsMax = 100;

type Comparison = Extract<SegmentCondition, { kind: 'comparison' }>;
type Operator = Comparison['comparison'];

const orders: Readonly<Partial<Record<Operator, string>>> = { less: '<', lessOrEqual: '<=', greater: '>', greaterOrEqual: '>=' };

/**
 * The predicate of a condition; its values are bound, not part of the SQL. Texts are compared without regard to case. Null satisfies `isNull`,
 * and other comparisons only where `nullCounts`.
 * Throws `conditionUnusable` with a sentence that names the column: where a value is not of the column's type, where text is to be compared by
 * size or anything else by its beginning, and where the condition is too deep or too large.
 */
export function compileCondition(condition: SegmentCondition): RowPredicate {
  const values: (string | number)[] = [];
  let comparisons = 0;
  const compile = (part: SegmentCondition, depth: number): string => {
    if (part.kind === 'comparison') {
      comparisons += 1;
      if (comparisons > comparisonsMax) throw unusable(`A condition has at most ${comparisonsMax} comparisons; take some away.`);
      return compileComparison(part, values);
    }
    if (depth > depthMax) throw unusable(`Groups of conditions go at most ${depthMax} levels deep; put the inner ones further out.`);
    if (part.conditions.length === 0) throw unusable('A group of conditions is empty; add one, or take the group away.');
    return `(${part.conditions.map((inner) => compile(inner, depth + 1)).join(part.kind === 'all' ? ' AND ' : ' OR ')})`;
  };
  const sql = compile(condition, 1);
  return { sql, values };
}

/** Adds the comparison's value to `values`. */
function compileComparison({ column: name, comparison, value, nullCounts = false }: Comparison, values: (string | number)[]): string {
  const column = columnOf(name);
  const quoted = quotedIdentifier(name);
  if (comparison === 'isNull' || comparison === 'isNotNull') {
    if (value !== undefined) throw unusable(`${name} ${comparison} takes no value; leave it out.`);
    return `(${quoted} IS ${comparison === 'isNull' ? '' : 'NOT '}NULL)`;
  }
  values.push(usableValue(column, value));
  return `coalesce(${predicateOf(column, comparison)}, ${nullCounts})`;
}

function columnOf(name: OutputColumnName): OutputColumn {
  const column = outputColumns.find((one) => one.name === name);
  if (column === undefined) throw unusable(`The output table has no column ${name}; choose one that it has.`);
  return column;
}

function predicateOf({ name, kind }: OutputColumn, comparison: Exclude<Operator, 'isNull' | 'isNotNull'>): string {
  const isText = kind === 'text';
  const left = isText ? `lower(${quotedIdentifier(name)})` : quotedIdentifier(name);
  const right = isText ? 'lower(?)' : kind === 'date' ? 'CAST(? AS DATE)' : '?';
  switch (comparison) {
    case 'equal':
      return `${left} = ${right}`;
    case 'notEqual':
      return `${left} <> ${right}`;
    case 'contains':
    case 'startsWith':
      if (!isText) throw unusable(`${name} is no text, so that it cannot be compared by ${comparison}; use equal or less.`);
      return `${comparison === 'contains' ? 'contains' : 'starts_with'}(${left}, ${right})`;
    default:
      if (isText) throw unusable(`${name} is text, so that it cannot be compared by ${comparison}; use equal, contains or startsWith.`);
      return `${left} ${orders[comparison] ?? ''} ${right}`;
  }
}

/** Text may hold anything; dates are ISO dates that exist; whole numbers are whole. */
function usableValue({ name, kind }: OutputColumn, value: string | number | undefined): string | number {
  if (value === undefined) throw unusable(`${name} is compared with nothing; give a value.`);
  switch (kind) {
    case 'text':
      if (typeof value !== 'string') throw unusable(`${name} is text; compare it with a text.`);
      return value;
    case 'date':
      if (!daySchema.safeParse(value).success) throw unusable(`${name} is a date; compare it with a day such as 2026-03-31.`);
      return value;
    case 'integer':
      if (!Number.isSafeInteger(value)) throw unusable(`${name} is a whole number; compare it with one.`);
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw unusable(`${name} is a number; compare it with one.`);
      return value;
  }
}

function unusable(message: string): EngagementFailure {
  return new EngagementFailure('conditionUnusable', message);
}
