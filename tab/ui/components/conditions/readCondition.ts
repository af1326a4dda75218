import { comparatorsOf, isColumn, type Comparator, type Comparison, type SegmentCondition } from './columns.ts';
import { depthMax, groupSizeMax } from './conditionTree.ts';

/** The condition in a text of JSON that came from an address; undefined where it is none. Its values may still be missing. */
export function readCondition(text: string | null): SegmentCondition | undefined {
  if (text === null) return undefined;
  try {
    return conditionIn(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The condition in a value of JSON; undefined where it is none. */
export function conditionIn(value: unknown): SegmentCondition | undefined {
  return conditionOf(value, 1);
}

type Fields = Readonly<Record<string, unknown>>;

function conditionOf(value: unknown, depth: number): SegmentCondition | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Fields;
  if (fields['kind'] === 'comparison') return comparisonOf(fields);
  return fields['kind'] === 'all' || fields['kind'] === 'any' ? groupOf(fields['kind'], fields['conditions'], depth) : undefined;
}

function groupOf(kind: 'all' | 'any', inner: unknown, depth: number): SegmentCondition | undefined {
  if (!Array.isArray(inner) || inner.length === 0 || inner.length > groupSizeMax || depth > depthMax) return undefined;
  const conditions = inner.flatMap((one) => conditionOf(one, depth + 1) ?? []);
  return conditions.length === inner.length ? { kind, conditions } : undefined;
}

function comparisonOf({ column, comparison, value, nullCounts }: Fields): Comparison | undefined {
  if (typeof column !== 'string' || !isColumn(column)) return undefined;
  const comparator = [...comparatorsOf(column), ...nullComparators].find((one) => one === comparison);
  if (comparator === undefined) return undefined;
  const isValue = typeof value === 'string' || typeof value === 'number';
  if (!isValue && value !== undefined) return undefined;
  return { kind: 'comparison', column, comparison: comparator, ...(isValue && { value }), ...(nullCounts === true && { nullCounts }) };
}

const nullComparators: readonly Comparator[] = ['isNull', 'isNotNull'];
