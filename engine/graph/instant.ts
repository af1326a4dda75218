/** Exchange counts time from 1601 (FILETIME) and writes `0001-01-01T00:00:00Z` for "never". */
const firstYear = 1601;

/**
 * Milliseconds since the Unix epoch of one of Graph's date forms; undefined for "never" and for anything else.
 * Graph writes `2026-03-01T10:10:10Z`, with or without fractions, and in events `2026-03-01T10:10:10.0000000` without a zone, which is UTC
 * because every request asks for it (`Date.parse` would take it for local time).
 */
export function parseInstant(text: string | null | undefined): number | undefined {
  if (!text || text.length < 19) return undefined;
  // Read by position: two dates a message, and Date.parse takes three times as long.
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const rest = text.length === 20 && text.endsWith('Z') ? 0 : restMilliseconds(text.slice(19));
  const isDate = year >= firstYear && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  // Written so that NaN, which a letter among the digits gives, is refused too.
  if (!(isDate && hour <= 23 && minute <= 59 && second <= 60 && rest !== undefined)) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second) + rest;
}

function twoDigits(text: string, index: number): number {
  const tens = text.charCodeAt(index) - 48;
  const ones = text.charCodeAt(index + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** What stands behind the seconds: a fraction, and `Z`, an offset or nothing (UTC). */
function restMilliseconds(rest: string): number | undefined {
  const match = /^(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))?$/i.exec(rest);
  if (!match) return undefined;
  const [, fraction = '', sign, hours = '0', minutes = '0'] = match;
  const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return Number(fraction.slice(0, 3).padEnd(3, '0')) - offsetMinutes * 60_000;
}

/** An instant as Graph's filters and parameters take it: `2026-03-01T00:00:00Z`. */
export function formatInstant(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
