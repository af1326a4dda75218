/** Of the points that a part can earn: a smaller lead is chance. */
const leadShareMin = 0.1;

/** The place of the value that is ahead of all others by a tenth of `weight` at least; undefined where none is. */
export function leaderOf(points: readonly (number | undefined)[], weight: number): number | undefined {
  const known = points.flatMap((value, place) => (value === undefined ? [] : [{ value, place }])).sort((one, other) => other.value - one.value);
  const [first, second] = known;
  if (first === undefined || second === undefined) return undefined;
  return first.value - second.value >= leadShareMin * weight ? first.place : undefined;
}
