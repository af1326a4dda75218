import type { Coverage, CustomerCard } from '../../api/contract.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { coveredPeriods } from './coveredPeriods.ts';

export type PeriodLength = 'months' | 'weeks';

/** Months or weeks of a customer that have been read, with what stands below them in a chart. */
export function usePeriods(card: Pick<CustomerCard, 'months' | 'weeks'>, length: PeriodLength, coverage: Coverage) {
  const { text, day, month, dayOfMonth } = useTexts();
  const periods = coveredPeriods(card[length], length, coverage);
  const points = periods.map(({ startDate }) => ({ isoDate: startDate, ...(length === 'months' ? { label: month(startDate, 'short'), name: month(startDate) } : { label: dayOfMonth(startDate), name: text('customer.weekOf', { day: day(startDate) }) }) }));
  return { periods, points };
}
