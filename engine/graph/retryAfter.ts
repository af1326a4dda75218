/**
 * Seconds to wait by a `Retry-After` header (RFC 9110, 10.2.3): whole seconds or an HTTP date; undefined where it is absent or neither. A
 * date is given in whole seconds, so the moment may lie up to a second after it: one second is added.
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const moment = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(moment) ? undefined : Math.max(0, (moment - now) / 1000 + 1);
}
