import { expect, test } from 'vitest';
import { isWorn } from './tokenAge.ts';

const now = Date.UTC(2026, 10, 23);
const tokenUntil = (exp: unknown) => `e30.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.c2ln`;

test('a token is used until two minutes before its end', () => {
  expect(isWorn(tokenUntil(now / 1_000 + 121), now)).toBe(false);
  expect(isWorn(tokenUntil(now / 1_000 + 120), now)).toBe(true);
  expect(isWorn(tokenUntil(now / 1_000 - 1), now)).toBe(true);
});

test.each(['', 'no-token', 'a.b.c', 'e30.!!!.c', tokenUntil('soon'), tokenUntil(undefined)])('what tells no end is not used: %j', (token) => {
  expect(isWorn(token, now)).toBe(true);
});
