import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectToNothing, type OutputRow } from '../metrics/testStore.ts';
import { outputColumns, type OutputColumn } from '../model/outputColumns.ts';
import { comparisons, type SegmentCondition } from '../model/segment.ts';
import { compileCondition } from './compileCondition.ts';

type Comparison = Extract<SegmentCondition, { kind: 'comparison' }>;
type Value = string | number | null;

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await connectToNothing();
});
afterAll(() => connection.closeSync());

const types = { text: 'VARCHAR', integer: 'INTEGER', date: 'DATE', number: 'DOUBLE' } as const;
/** One column of each kind, and one of each nullable kind, are all that the compiler can tell apart. */
const columns: readonly OutputColumn[] = outputColumns.filter(({ name }) =>
  ['CustomerId', 'AggregationStartDate', 'EngagementScore', 'DaysSinceLastEmail', 'AverageDuration_Of_Meetings'].includes(name),
);

/** The places of the rows that satisfy the condition. */
async function satisfying(rows: readonly OutputRow[], condition: SegmentCondition): Promise<number[]> {
  const { sql, values } = compileCondition(condition);
  await connection.run(`CREATE OR REPLACE TEMP TABLE result (place INTEGER, ${columns.map(({ name, kind }) => `${name} ${types[kind]}`).join(', ')})`);
  for (const [place, row] of rows.entries()) {
    const value = ({ name, kind }: OutputColumn) => [`CAST(? AS ${types[kind]})`, (row as Record<string, Value>)[name] ?? null] as const;
    await connection.run(`INSERT INTO result VALUES (${place}, ${columns.map((column) => value(column)[0]).join(', ')})`, columns.map((column) => value(column)[1]));
  }
  const reader = await connection.runAndReadAll(`SELECT place FROM result WHERE ${sql} ORDER BY place`, [...values]);
  return reader.getRows().map(([place]) => Number(place));
}

/** What the condition means, said once more without SQL. */
function isSatisfied(row: OutputRow, condition: SegmentCondition): boolean {
  if (condition.kind !== 'comparison') {
    const each = condition.conditions.map((one) => isSatisfied(row, one));
    return condition.kind === 'all' ? !each.includes(false) : each.includes(true);
  }
  const folded = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value) as string | number | null;
  const [left, right] = [folded(row[condition.column] ?? null), folded(condition.value)];
  if (condition.comparison === 'isNull') return left === null;
  if (condition.comparison === 'isNotNull') return left !== null;
  if (left === null || right === null) return condition.nullCounts ?? false;
  switch (condition.comparison) {
    case 'equal':
      return left === right;
    case 'notEqual':
      return left !== right;
    case 'less':
      return left < right;
    case 'lessOrEqual':
      return left <= right;
    case 'greater':
      return left > right;
    case 'greaterOrEqual':
      return left >= right;
    case 'contains':
      return String(left).includes(String(right));
    case 'startsWith':
      return String(left).startsWith(String(right));
  }
}

// Few values, so that rows and conditions meet.
const text = fc.string({ unit: fc.constantFrom('a', 'A', 'ł', 'Ł', 'É', '%', '_', "'", '?', '漢'), maxLength: 3 });
const valueOf = {
  text,
  integer: fc.integer({ min: -1, max: 3 }),
  date: fc.constantFrom('2026-02-28', '2026-03-01', '2024-02-29'),
  number: fc.constantFrom(0, 0.5, 1.25, -3.1, 1e15),
} as const;
const comparable = (kind: OutputColumn['kind']) =>
  comparisons.filter((comparison) => (kind === 'text' ? !/less|greater/.test(comparison) : comparison !== 'contains' && comparison !== 'startsWith'));

const row = fc.record(
  Object.fromEntries(columns.map(({ name, kind, isNullable }) => [name, isNullable ? fc.option(valueOf[kind] as fc.Arbitrary<Value>) : (valueOf[kind] as fc.Arbitrary<Value>)])),
) as fc.Arbitrary<OutputRow>;

const comparison = fc.constantFrom(...columns).chain(({ name, kind }) =>
  fc.record({ comparison: fc.constantFrom(...comparable(kind)), value: valueOf[kind] as fc.Arbitrary<string | number>, nullCounts: fc.boolean() }).map(
    ({ value, ...rest }) => ({ kind: 'comparison', column: name, ...rest, ...(!rest.comparison.includes('Null') && { value }) }) as Comparison,
  ),
);
const { condition } = fc.letrec<{ condition: SegmentCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    comparison,
    fc.record({ kind: fc.constantFrom('all' as const, 'any' as const), conditions: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
  ),
}));

test('the SQL is true for the rows that satisfy the condition, and for no others', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 4 }), fc.array(condition, { minLength: 10, maxLength: 10 }), async (rows, conditions) => {
      for (const one of conditions) {
        expect(await satisfying(rows, one)).toEqual(rows.flatMap((values, place) => (isSatisfied(values, one) ? [place] : [])));
      }
    }),
    { numRuns: 10 },
  );
});

test.each(["x' OR true --", '?', '$1', '%', '"', 'x\u0000'])('the value %j is bound, and no part of the SQL', async (value) => {
  const one: SegmentCondition = { kind: 'comparison', column: 'CustomerId', comparison: 'contains', value };
  expect(compileCondition(one)).toEqual({ sql: compileCondition({ ...one, value: 'x' }).sql, values: [value] });
  expect(await satisfying([{ CustomerId: 'x' }], one)).toEqual([]);
});

describe('a condition is refused with a sentence that names the column', () => {
  test.each<[string, Partial<Comparison> & Pick<Comparison, 'column'>]>([
    ['a text for a whole number', { column: 'EngagementScore', value: '60' }],
    ['a fraction for a whole number', { column: 'DaysSinceLastEmail', value: 1.5 }],
    ['a number beyond all numbers', { column: 'AverageDuration_Of_Meetings', value: Infinity }],
    ['a text for a number', { column: 'AverageDuration_Of_Meetings', value: '1' }],
    ['a number for a text', { column: 'CustomerId', value: 1 }],
    ['a day that does not exist', { column: 'EngagementStartDate', value: '2026-02-30' }],
    ['a number for a date', { column: 'EngagementStartDate', value: 20260101 }],
    ['no value', { column: 'EngagementScore' }],
    ['a value for isNull', { column: 'EngagementScore', comparison: 'isNull', value: 1 }],
    ['part of a number', { column: 'EngagementScore', comparison: 'contains', value: 1 }],
    ['the beginning of a date', { column: 'EngagementStartDate', comparison: 'startsWith', value: '2026-01-01' }],
    ['the size of a text', { column: 'CustomerId', comparison: 'less', value: 'b' }],
    ['a column that there is not', { column: 'PrimaryKey" OR true --' as 'PrimaryKey', value: 'b' }],
  ])('%s', (_, changes) => {
    expect(() => compileCondition({ kind: 'comparison', comparison: 'equal', ...changes })).toThrow(
      expect.objectContaining({ code: 'conditionUnusable', message: expect.stringContaining(changes.column) as string }),
    );
  });
});

describe('a condition is refused', () => {
  const one: SegmentCondition = { kind: 'comparison', column: 'EngagementScore', comparison: 'less', value: 1 };
  const nested = (depth: number): SegmentCondition => (depth === 0 ? one : { kind: 'all', conditions: [nested(depth - 1)] });
  const wide = (count: number): SegmentCondition => ({ kind: 'any', conditions: Array.from({ length: count }, () => one) });

  test.each<[string, SegmentCondition, SegmentCondition]>([
    ['that is deeper than 5 groups', nested(5), nested(6)],
    ['that has more than 100 comparisons', wide(100), { kind: 'all', conditions: [wide(50), wide(51)] }],
    ['with a group of nothing', nested(1), { kind: 'any', conditions: [] }],
  ])('%s', (_, usable, tooMuch) => {
    expect(() => compileCondition(usable)).not.toThrow();
    expect(() => compileCondition(tooMuch)).toThrow(expect.objectContaining({ code: 'conditionUnusable' }));
  });

  test('however deep it is, without the stack’s end', () => {
    let deep: SegmentCondition = one;
    for (let depth = 0; depth < 100_000; depth += 1) deep = { kind: 'any', conditions: [deep] };
    expect(() => compileCondition(deep)).toThrow(expect.objectContaining({ code: 'conditionUnusable' }));
  });
});
