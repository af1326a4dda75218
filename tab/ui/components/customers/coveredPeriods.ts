import type { Coverage, CustomerCard } from '../../api/contract.ts';

type Period = CustomerCard['months'][number];

const weekMilliseconds = 7 * 86_400_000;

/** The months or weeks that have been read, in part at least: of the others the figures say nothing yet. ISO dates sort as texts. */
export function coveredPeriods(periods: readonly Period[], length: 'months' | 'weeks', { isComplete, from }: Pick<Coverage, 'isComplete' | 'from'>): readonly Period[] {
  if (isComplete) return periods;
  return periods.filter(({ startDate }) => (length === 'months' ? startDate.slice(0, 7) >= from.slice(0, 7) : Date.parse(startDate) + weekMilliseconds > Date.parse(from)));
}
