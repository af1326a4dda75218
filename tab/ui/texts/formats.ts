import type { Language } from '../host/host.ts';

/** How people of a language write numbers and times. Instants are milliseconds since the Unix epoch, days are ISO 8601. */
export interface Formats {
  /** With at most this many digits behind the point; default none. */
  readonly number: (value: number, fractionDigitsMax?: number) => string;
  /** With a sign also where it grew: `+5`, `−3`, `0`. */
  readonly change: (value: number) => string;
  /** Of a share between 0 and 1, such as `90%`. */
  readonly percent: (share: number, fractionDigitsMax?: number) => string;
  /** `23 Nov 2026, 14:05`. */
  readonly instant: (at: number) => string;
  /** `14:05`, where the day is known. */
  readonly time: (at: number) => string;
  /** `23 Nov 2026`. */
  readonly day: (isoDate: string) => string;
  /** `23 Nov`, where the year is known. */
  readonly dayOfMonth: (isoDate: string) => string;
  /** `Nov 2026`; short: `Nov`. */
  readonly month: (isoDate: string, style?: 'long' | 'short') => string;
  /** `2 hours ago`, `in 5 minutes`, in the largest unit that is not zero. */
  readonly relative: (at: number, now: number) => string;
  /** `1 h 20 min`, `45 s`: the two largest units. */
  readonly duration: (seconds: number) => string;
}

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', pl: 'pl-PL' };

const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

const durationUnits = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

export function formatsIn(language: Language, timeZone?: string): Formats {
  const locale = locales[language];
  const zone = timeZone === undefined ? {} : { timeZone };
  const numbers = new Map<number, Intl.NumberFormat>();
  const number = (value: number, fractionDigitsMax = 0): string => {
    const known = numbers.get(fractionDigitsMax) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: fractionDigitsMax });
    numbers.set(fractionDigitsMax, known);
    return known.format(value);
  };
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const instant = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', ...zone });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const dayOfMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const months = {
    long: new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
    short: new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }),
  };
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    number,
    // The minus sign, which is as wide as the plus; the formatter writes a hyphen for it.
    change: (value) => signed.format(value).replace('-', '\u2212'),
    percent: (share, fractionDigitsMax = 0) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: fractionDigitsMax }).format(share),
    instant: (at) => instant.format(at),
    time: (at) => time.format(at),
    day: (isoDate) => day.format(Date.parse(isoDate)),
    dayOfMonth: (isoDate) => dayOfMonth.format(Date.parse(isoDate)),
    month: (isoDate, style = 'long') => months[style].format(Date.parse(isoDate)),
    relative: (at, now) => {
      const seconds = Math.round((at - now) / 1_000);
      const [unit, length] = units.find(([, unitSeconds]) => Math.abs(seconds) >= unitSeconds) ?? ['second', 1];
      return relative.format(Math.trunc(seconds / length), unit);
    },
    duration: (seconds) => {
      const whole = Math.max(0, Math.round(seconds));
      const first = Math.max(0, durationUnits.findIndex(([, length]) => whole >= length));
      const start = whole === 0 ? durationUnits.length - 1 : first;
      const parts: string[] = [];
      let rest = whole;
      for (const [unit, length] of durationUnits.slice(start, start + 2)) {
        const amount = Math.floor(rest / length);
        rest -= amount * length;
        if (amount > 0 || parts.length === 0) parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(amount));
      }
      return parts.join(' ');
    },
  };
}
