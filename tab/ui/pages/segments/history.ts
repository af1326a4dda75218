import type { Segment } from '../../api/contract.ts';

type History = Segment['history'];

export interface Trend {
  /** Customers in the segment now. */
  readonly count: number;
  /** How many more than at `since`, the oldest count of the last 30 days; undefined where there is only one. */
  readonly change: number | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly since: number;
}

const trendMilliseconds = 30 * 86_400_000;

/** Where a segment stands and where it came from lately; undefined before it is counted for the first time. */
export function trendOf(history: History): Trend | undefined {
  const last = history.at(-1);
  if (last === undefined) return undefined;
  const first = history.find(({ at }) => at >= last.at - trendMilliseconds) ?? last;
  return { count: last.count, change: first === last ? undefined : last.count - first.count, since: first.at };
}

/** Points of a line through the counts, in a box of this size with the smallest at its bottom; a level one runs through the middle. */
export function linePoints(history: History, width: number, height: number): readonly (readonly [x: number, y: number])[] {
  const counts = history.map(({ count }) => count);
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  const [from, to] = [history[0]?.at ?? 0, history.at(-1)?.at ?? 0];
  return history.map(({ at, count }) => [to === from ? width : ((at - from) / (to - from)) * width, high === low ? height / 2 : ((high - count) / (high - low)) * height]);
}
