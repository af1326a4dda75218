import fc from 'fast-check';
import { expect, test } from 'vitest';
import { domainOf, parseAddress } from './address.ts';

test.each([
  ['ann@contoso.com', 'ann@contoso.com'],
  ['Ann.Lee@Contoso.COM', 'ann.lee@contoso.com'],
  ['  ann@contoso.com\t', 'ann@contoso.com'],
  ['<ann@contoso.com>', 'ann@contoso.com'],
  ['mailto:ann@contoso.com', 'ann@contoso.com'],
  ['MAILTO:Ann@contoso.com', 'ann@contoso.com'],
  [' < mailto: ann@contoso.com > ', 'ann@contoso.com'],
  ['mailto:mailto:ann@contoso.com', 'ann@contoso.com'],
  ["o'neil+sales@contoso.solutions", "o'neil+sales@contoso.solutions"],
  ['"a@b"@contoso.com', '"a@b"@contoso.com'],
  ['ann@intranet', 'ann@intranet'],
])('%j stands for %j', (text, address) => {
  expect(parseAddress(text)).toBe(address);
});

test.each([
  undefined,
  null,
  '',
  '   ',
  '<>',
  'mailto:',
  'ann',
  'ann.contoso.com',
  'Ann Lee <ann@contoso.com>',
  'ann@contoso.com bob@contoso.com',
  'ann@contoso.com\nbob@contoso.com',
  'ann\u00a0lee@contoso.com',
  '/O=EXCHANGELABS/OU=GROUP/CN=ANN',
  '/o=ExchangeLabs/cn=ann@contoso.com',
  'mailto:/o=ExchangeLabs/cn=ann@contoso.com',
])('%j is no address', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

test('an address stands for itself, so that it does not matter how often a text was normalised', () => {
  const piece = fc.constantFrom('mailto:', 'MAILTO:', '<', '>', ' ', '@', '/', 'Ann', 'İ', 'contoso.com', '\u00a0');
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 8 }), (pieces) => {
      const address = parseAddress(pieces.join(''));
      fc.pre(address !== undefined);
      expect(parseAddress(address)).toBe(address);
    }),
  );
});

test.each([
  ['ann@contoso.com', 'contoso.com'],
  ['"a@b"@contoso.com', 'contoso.com'],
])('the domain of %j is what stands behind the last @', (text, domain) => {
  const address = parseAddress(text);
  expect(address && domainOf(address)).toBe(domain);
});
