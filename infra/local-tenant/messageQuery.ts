import type { ItemIndex } from './itemIndex.ts';
import type { Ranks } from './itemList.ts';
import { instantOf, invalidQuery, orderOf } from './queryOptions.ts';
import type { SortOrder } from './queryOptions.ts';
import { GraphError } from './reply.ts';

type DateProperty = 'receivedDateTime' | 'sentDateTime';

/** A condition on one date of a message. */
interface Condition {
  readonly property: DateProperty;
  readonly holds: (ms: number) => boolean;
  /** Bounds that contain every time for which it holds, both included. */
  readonly leastMs: number;
  readonly mostMs: number;
}

const dateProperties = ['receivedDateTime', 'sentDateTime'] as const;

const comparison = /^(?<property>receivedDateTime|sentDateTime)\s+(?<operator>ge|gt|le|lt|eq)\s+(?<time>\S.*)$/;

/** `$filter` and `$orderby` of a message list. */
export interface MessageQuery {
  readonly conditions: readonly Condition[];
  readonly order: SortOrder;
}

/**
 * Reads `$filter` (dates compared by `ge`, `gt`, `le`, `lt`, `eq`, joined by `and`) and `$orderby` (one of the dates; default the last received
 * first). What Exchange cannot do with an index is refused with `InefficientFilter`: properties of `$orderby` must also stand in `$filter`, and
 * there first. https://learn.microsoft.com/graph/api/user-list-messages#using-filter-and-orderby-in-the-same-query
 */
export function messageQuery(query: URLSearchParams): MessageQuery {
  const filter = query.get('$filter');
  const conditions = filter === null ? [] : filter.trim().split(/\s+and\s+/).map(conditionOf);
  const order = orderOf(query, dateProperties);
  if (order !== undefined && conditions[0] !== undefined && conditions[0].property !== order.property) {
    throw new GraphError(400, 'InefficientFilter', 'The restriction or sort order is too complex for this operation.');
  }
  return { conditions, order: order ?? { property: 'receivedDateTime', descending: true } };
}

/** Which messages the query asks for, in its order. */
export function messageRanks(index: ItemIndex, { conditions, order }: MessageQuery): Ranks {
  const { from, to } = receivedBetween(index, conditions);
  const isRange = conditions.every(({ property }) => property === 'receivedDateTime');
  if (isRange && order.property === 'receivedDateTime') return rangeOf(from, to, order.descending);
  const timesOf = { receivedDateTime: index.primaryMs, sentDateTime: index.secondaryMs };
  const ranks: number[] = [];
  for (let rank = from; rank < to; rank++) {
    if (conditions.every(({ property, holds }) => holds(timesOf[property][rank] ?? Number.NaN))) ranks.push(rank);
  }
  const times = order.property === 'sentDateTime' ? index.secondaryMs : index.primaryMs;
  const sign = order.descending ? -1 : 1;
  ranks.sort((a, b) => sign * (sortable(times[a]) - sortable(times[b])) || a - b);
  return { length: ranks.length, at: (position) => ranks[position] ?? 0 };
}

function conditionOf(text: string): Condition {
  const groups = comparison.exec(text)?.groups;
  const ms = instantOf(groups?.['time'] ?? '');
  if (groups === undefined || ms === undefined) throw invalidQuery('The query filter contains one or more invalid nodes.');
  const property = groups['property'] as DateProperty;
  switch (groups['operator']) {
    case 'ge':
      return { property, holds: (time) => time >= ms, leastMs: ms, mostMs: Infinity };
    case 'gt':
      return { property, holds: (time) => time > ms, leastMs: ms + 1, mostMs: Infinity };
    case 'le':
      return { property, holds: (time) => time <= ms, leastMs: -Infinity, mostMs: ms };
    case 'lt':
      return { property, holds: (time) => time < ms, leastMs: -Infinity, mostMs: ms - 1 };
    default:
      return { property, holds: (time) => time === ms, leastMs: ms, mostMs: ms };
  }
}

/** The ranks whose receipt the conditions allow: found by bisection, since a mailbox may hold a million. */
function receivedBetween(index: ItemIndex, conditions: readonly Condition[]): { readonly from: number; readonly to: number } {
  const received = conditions.filter(({ property }) => property === 'receivedDateTime');
  const mostMs = Math.min(Infinity, ...received.map((condition) => condition.mostMs));
  const leastMs = Math.max(-Infinity, ...received.map((condition) => condition.leastMs));
  const from = firstRank(index, (ms) => ms <= mostMs);
  return { from, to: Math.max(from, firstRank(index, (ms) => ms < leastMs)) };
}

/** The first rank, in falling order of receipt, for which the test holds; it must hold for all behind it. */
function firstRank(index: ItemIndex, test: (receivedMs: number) => boolean): number {
  let low = 0;
  let high = index.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(index.primaryMs[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function rangeOf(from: number, to: number, descending: boolean): Ranks {
  return { length: to - from, at: descending ? (position) => from + position : (position) => to - 1 - position };
}

/** Messages that were never sent come last in falling order. */
function sortable(ms: number | undefined): number {
  return ms === undefined || Number.isNaN(ms) ? -8.64e15 : ms;
}
