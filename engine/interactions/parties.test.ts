import { describe, expect, test } from 'vitest';
import { addressOf, testParties, testPseudonyms } from './testItems.ts';
import { Parties } from './parties.ts';

test.each([
  ['ann@contoso.com', 'own'],
  ['eve@fabrikam.example', 'contact'],
  ['stranger@elsewhere.com', 'other'],
])('%s is on the side %s', (text, side) => {
  expect(testParties().of(text)).toEqual({ address: text, side, pseudonym: testPseudonyms.address(addressOf(text)) });
});

test('the own side wins over a contact', () => {
  const both = new Parties({ isOwnSide: () => true, isContact: () => true }, testPseudonyms);
  expect(both.of('ann@contoso.com')?.side).toBe('own');
});

test.each([undefined, '', 'Eve', '/o=ExchangeLabs/cn=eve'])('%j is nobody, each time it is met', (text) => {
  const parties = testParties();
  expect([parties.of(text), parties.of(text)]).toEqual([undefined, undefined]);
});

describe('however an address is written, its party is the very same object, so that a set of parties holds it once', () => {
  const spellings = ['eve@fabrikam.example', 'Eve@Fabrikam.example', '<eve@fabrikam.example>', 'mailto:EVE@fabrikam.example', ' eve@fabrikam.example'];
  test.each([
    ['met in this order', spellings],
    ['met in the other order', spellings.toReversed()],
  ])('%s', (_, texts) => {
    const parties = testParties();
    expect(new Set(texts.map((text) => parties.of(text))).size).toBe(1);
  });
});

test('a hundred thousand other texts later an address still means the same', () => {
  const parties = testParties();
  const before = parties.of('eve@fabrikam.example');
  for (let index = 0; index < 100_000; index += 1) parties.of(`no address ${index}`);
  expect(parties.of('eve@fabrikam.example')).toEqual(before);
});
