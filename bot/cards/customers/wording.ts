import { DateTime } from 'luxon';
import type { Coverage, CustomerCard, Publication } from '../../../engine/index.ts';
import type { Texts } from '../../texts/texts.ts';

const nameLengthMax = 200;
/** Of a name on a button, which shows one line. */
export const buttonNameLengthMax = 25;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A name as cards show it: in one line, and cut where it is longer than any that a person would read. */
export function shownName(texts: Texts, name: string, lengthMax = nameLengthMax): string {
  const line = name.replace(/\s+/gu, ' ').trim();
  if (line === '') return texts.text('answers.unnamed');
  if (line.length <= lengthMax) return line;
  let cut = '';
  // What people see as one character may be several, which make no sense apart.
  for (const { segment } of characters.segment(line.slice(0, lengthMax))) {
    if (cut.length + segment.length >= lengthMax) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}

export function daysAgo(texts: Texts, days: number | undefined): string {
  if (days === undefined) return texts.text('customer.never');
  if (days === 0) return texts.text('customer.today');
  return days === 1 ? texts.text('customer.yesterday') : texts.text('customer.daysAgo', { count: days });
}

const hourMinutes = 60;
const dayMinutes = 24 * hourMinutes;

/** As coarse as people say it: minutes, then hours, then days. */
export function duration(texts: Texts, minutes: number | undefined): string {
  if (minutes === undefined) return texts.text('customer.notKnown');
  if (minutes < 1.5 * hourMinutes) return texts.text('customer.minutes', { value: texts.number(minutes) });
  if (minutes < 3 * dayMinutes) return texts.text('customer.hours', { value: texts.number(minutes / hourMinutes, minutes < 10 * hourMinutes ? 1 : 0) });
  return texts.text('customer.days', { count: Math.round(minutes / dayMinutes) });
}

/** The results that a card shows. */
export interface Shown {
  readonly publication: Publication;
  readonly coverage: Coverage;
  /** IANA name. */
  readonly timeZone: string;
}

/** What the figures cover, and how new they are. */
export function freshness(texts: Texts, { publication, coverage, timeZone }: Shown): string {
  const asOf = texts.text('customer.asOf', { instant: texts.instant(publication.asOf, timeZone) });
  return coverage.isComplete ? asOf : `${asOf} ${texts.text('customer.coverage', { count: coverage.days, day: texts.day(coverage.from) })}`;
}

/** The card in a sentence, for notifications and screen readers. */
export function spoken(texts: Texts, { name, score, rank, customersRanked }: Pick<CustomerCard, 'name' | 'score' | 'rank' | 'customersRanked'>): string {
  const called = shownName(texts, name);
  return score === undefined || rank === undefined ? texts.text('customer.spokenQuiet', { name: called }) : texts.text('customer.spoken', { name: called, score, rank, total: customersRanked });
}

/** A month without its year, as a chart has room for. */
export function shortMonth(texts: Texts, isoDate: string): string {
  return DateTime.fromISO(isoDate, { zone: 'utc', locale: texts.language }).toFormat('LLL');
}
