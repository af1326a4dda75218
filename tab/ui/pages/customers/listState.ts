import type { AggregationLevel, SegmentCondition } from '../../components/conditions/columns.ts';
import { conditionIn } from '../../components/conditions/readCondition.ts';

export const sortColumns = ['score', 'name', 'scoreChange', 'emails', 'meetings', 'daysSinceLastEmail', 'daysSinceLastMeeting'] as const;
export type SortColumn = (typeof sortColumns)[number];
export type Direction = 'ascending' | 'descending';

export interface Filter {
  readonly level: AggregationLevel;
  readonly condition: SegmentCondition;
}

/** What is listed and how: it stands in the address, so that the way back from a customer, and a link, lead to the same list. */
export interface ListState {
  readonly sort: SortColumn;
  readonly direction: Direction;
  readonly text: string | undefined;
  readonly filter: Filter | undefined;
}

/** Where a column is first looked at: names from A, everything else from the largest. */
export function firstDirection(sort: SortColumn): Direction {
  return sort === 'name' ? 'ascending' : 'descending';
}

/** Reads an address that people can have changed: what makes no sense there is left out. */
export function readListState(parameters: URLSearchParams): ListState {
  const sort = sortColumns.find((column) => column === parameters.get('sort')) ?? 'score';
  const direction = (['ascending', 'descending'] as const).find((known) => known === parameters.get('direction')) ?? firstDirection(sort);
  const text = parameters.get('text')?.trim();
  return { sort, direction, text: text === '' ? undefined : text, filter: readFilter(parameters.get('filter')) };
}

/** The parameters of a list, with the others that the address has. */
export function writeListState(parameters: URLSearchParams, { sort, direction, text, filter }: ListState): URLSearchParams {
  const written = new URLSearchParams(parameters);
  const values = {
    sort: sort === 'score' ? undefined : sort,
    direction: direction === firstDirection(sort) ? undefined : direction,
    text,
    filter: filter && JSON.stringify(filter),
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) written.delete(name);
    else written.set(name, value);
  }
  return written;
}

/** The service looks closely at a condition; here it only has to be one by its shape. */
function readFilter(written: string | null): Filter | undefined {
  if (written === null) return undefined;
  try {
    const { level, condition: given } = JSON.parse(written) as { readonly level?: unknown; readonly condition?: unknown };
    const condition = conditionIn(given);
    return (level === 'Year' || level === 'Month' || level === 'Week') && condition !== undefined ? { level, condition } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}
