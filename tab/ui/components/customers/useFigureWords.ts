import { useTexts } from '../../texts/TextsContext.ts';
import type { PartUnit } from './scoreParts.ts';

const dayMinutes = 24 * 60;

/** How figures of a customer are told: days since something, lengths of time, values of the score's parts. */
export function useFigureWords() {
  const { text, number, duration } = useTexts();
  const daysAgo = (days: number | undefined): string => {
    if (days === undefined) return text('customer.never');
    const whole = Math.round(days);
    if (whole === 0) return text('customer.today');
    return whole === 1 ? text('customer.yesterday') : text('customer.daysAgo', { count: whole });
  };
  // Nobody reads minutes of a time of days, nor seconds of a mean.
  const length = (minutes: number | undefined): string => {
    if (minutes === undefined) return text('customer.unknown');
    return duration((minutes >= dayMinutes ? Math.round(minutes / 60) * 60 : Math.round(minutes)) * 60);
  };
  const value = (unit: PartUnit, of: number | undefined): string => {
    if (unit === 'days') return daysAgo(of);
    // In the unit that the score is computed in, so that it can be checked.
    return unit === 'minutes' ? text('customer.minutes', { value: Math.round(of ?? 0) }) : number(of ?? 0, 1);
  };
  return { daysAgo, length, value };
}
