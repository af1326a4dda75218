import { expect, test } from 'vitest';
import { parseRetryAfter } from './retryAfter.ts';

const now = Date.UTC(2026, 2, 1, 12, 0, 0);

test.each<[string | undefined, number | undefined]>([
  ['0', 0],
  ['1', 1],
  [' 120 ', 120],
  // A date is cut to whole seconds: the second that it may lie later is waited too.
  ['Sun, 01 Mar 2026 12:00:30 GMT', 31],
  ['Sunday, 01-Mar-26 12:00:30 GMT', 31],
  ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
  [undefined, undefined],
  ['', undefined],
  ['soon', undefined],
  ['-5', undefined],
  ['1.5', undefined],
])('Retry-After %j means %j seconds', (header, seconds) => expect(parseRetryAfter(header, now)).toBe(seconds));
