import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInstant, parseInstant } from './instant.ts';

const noon = Date.UTC(2026, 2, 1, 12, 30, 45);

test.each<[string, number]>([
  ['2026-03-01T12:30:45Z', noon],
  ['2026-03-01T12:30:45.0000000', noon],
  ['2026-03-01T12:30:45', noon],
  ['2026-03-01T12:30:45.1239999Z', noon + 123],
  ['2026-03-01T12:30:45.5', noon + 500],
  ['2026-03-01T14:30:45+02:00', noon],
  ['2026-03-01T07:00:45.0000000-05:30', noon],
])('%s is read as UTC, wherever this machine stands', (text, instant) => expect(parseInstant(text)).toBe(instant));

test.each(['0001-01-01T00:00:00Z', '', '2026-03-01', '2026-13-01T00:00:00Z', '2026-03-01T25:00:00Z', '2O26-03-01T00:00:00Z', '2026-03-01T00:00:00 CET', 'yesterday at half past nine'])(
  '%j is no instant',
  (text) => expect(parseInstant(text)).toBeUndefined(),
);

test('every second from 1601 on is read back as written', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1601, 0, 1) / 1000, max: Date.UTC(9999, 0, 1) / 1000 }), (seconds) => {
      expect(parseInstant(formatInstant(seconds * 1000))).toBe(seconds * 1000);
    }),
  );
});
