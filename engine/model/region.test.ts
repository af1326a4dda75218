import { expect, test } from 'vitest';
import { isSupportedCountry } from './region.ts';

test.each(['GB', 'PL', 'DE', 'IS', 'UA', 'GI', 'AX', 'SJ', 'VA', 'JE'])('%s is supported: the United Kingdom and Europe by UN M49', (code) => {
  expect(isSupportedCountry(code)).toBe(true);
});

test.each(['US', 'CA', 'MX', 'BM', 'GL', 'PM'])('%s is supported: North America', (code) => {
  expect(isSupportedCountry(code)).toBe(true);
});

test.each(['CY', 'XK'])('%s is supported although UN M49 does not count it to Europe', (code) => {
  expect(isSupportedCountry(code)).toBe(true);
});

test.each(['JP', 'BR', 'TR', 'GE', 'IL', 'AU', 'ZA', 'GT', 'PR', 'UK', 'EU', ''])('%j is not supported: elsewhere, or no country', (code) => {
  expect(isSupportedCountry(code)).toBe(false);
});

test('a tenant without a country is not supported', () => {
  expect(isSupportedCountry(undefined)).toBe(false);
});

test('the case of the code does not matter', () => {
  expect(isSupportedCountry('pl')).toBe(true);
});

test('53 codes of Europe (51 of UN M49, CY, XK) and 6 of North America are supported, and no others', () => {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  expect(codes.filter(isSupportedCountry)).toHaveLength(59);
});
