/** The value that 95 of 100 are not above; of few values the highest. At least one value. */
export function percentile95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))];
  if (found === undefined) throw new RangeError('There is no percentile of nothing.');
  return found;
}
