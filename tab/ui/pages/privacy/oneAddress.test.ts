import { expect, test } from 'vitest';
import { isOneAddress } from './oneAddress.ts';

test.each([
  ['ann@contoso.com', true],
  ['  Ann.Smith+1@sub.contoso.com ', true],
  ['', false],
  ['ann', false],
  ['ann@contoso', false],
  ['ann@contoso.com, bob@contoso.com', false],
  ['ann@contoso.com bob@contoso.com', false],
  ['Ann <ann@contoso.com>', false],
])('"%s" is one address: %s', (text, isOne) => {
  expect(isOneAddress(text)).toBe(isOne);
});
