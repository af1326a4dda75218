import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Address } from '../model/address.ts';
import type { Account, Contact } from '../model/contact.ts';
import type { ListedPerson } from '../model/people.ts';
import { buildAddressIndex } from './addressIndex.ts';
import { addressKey, Objectors, userKey } from './objectors.ts';
import type { ContactSource } from './source.ts';

const address = (text: string) => text as Address;

const seller: ListedPerson = { userId: 'u1', addresses: [address('sam@nordwind.example'), address('sam.seller@agency.example')], chosen: [] };

function sourceOf(contacts: readonly Contact[], accounts: readonly Account[] = []): ContactSource {
  return {
    async *accounts() {
      yield* await Promise.resolve(accounts);
    },
    async *contacts() {
      yield* await Promise.resolve(contacts);
    },
  };
}

const contact = (contactId: string, accountId: string, email: string | undefined): Contact => ({ contactId, accountId, email });

function index(contacts: readonly Contact[], accounts: readonly Account[] = []) {
  return buildAddressIndex(sourceOf(contacts, accounts), [seller], ['Nordwind.example']);
}

describe('those who object', () => {
  const secret = new Uint8Array(32);
  const objectors = new Objectors(secret, [addressKey(secret, address('anna@kunde.example')), addressKey(secret, address('boss@nordwind.example')), userKey(secret, 'u1')]);

  test('are nobody we know, with every address that they have now, and their rows are passed over uncounted', async () => {
    const rows = [contact('c1', 'a1', 'Anna@kunde.example'), contact('c2', 'a1', 'bo@kunde.example'), contact('c3', 'a1', 'boss@nordwind.example'), contact('c4', 'a1', 'sam.seller@agency.example')];
    const found = await buildAddressIndex(sourceOf(rows), [seller], ['nordwind.example'], objectors);
    expect(found.contactAddresses.map(({ contactId }) => contactId)).toEqual(['c2']);
    expect(found.dataQuality).toEqual({ contactsWithoutAddress: 0, addressesInSeveralAccounts: 0, contactsOnOwnSide: 0 });
    for (const text of ['anna@kunde.example', 'boss@nordwind.example', 'sam@nordwind.example', 'sam.seller@agency.example']) {
      expect([text, found.isContact(address(text)), found.isOwnSide(address(text))]).toEqual([text, false, false]);
    }
    expect(found.isOwnSide(address('anybody@nordwind.example'))).toBe(true);
  });
});

describe('contacts', () => {
  test('are found by their normalised address', async () => {
    const found = await index([contact('c1', 'a1', ' <mailto:Anna@Kunde.Example> ')]);
    expect(found.contactAddresses).toEqual([{ address: 'anna@kunde.example', accountId: 'a1', contactId: 'c1' }]);
    expect(found.isContact(address('anna@kunde.example'))).toBe(true);
    expect(found.isContact(address('bo@kunde.example'))).toBe(false);
  });

  test('without a valid address are counted, row by row, and left out', async () => {
    const found = await index([contact('c1', 'a1', undefined), contact('c2', 'a1', ''), contact('c3', 'a1', 'no address'), contact('c4', 'a1', '/o=x/cn=y@z')]);
    expect(found.contactAddresses).toEqual([]);
    expect(found.dataQuality).toEqual({ contactsWithoutAddress: 4, addressesInSeveralAccounts: 0, contactsOnOwnSide: 0 });
  });

  test('on the own side are counted, row by row, and left out', async () => {
    const found = await index([contact('c1', 'a1', 'sam.seller@agency.example'), contact('c2', 'a1', 'anybody@NORDWIND.example'), contact('c3', 'a2', 'anybody@nordwind.example')]);
    expect(found.contactAddresses).toEqual([]);
    expect(found.isContact(address('anybody@nordwind.example'))).toBe(false);
    expect(found.dataQuality).toEqual({ contactsWithoutAddress: 0, addressesInSeveralAccounts: 0, contactsOnOwnSide: 3 });
  });

  test('without an account id are ignored, and counted nowhere', async () => {
    const found = await index([contact('c1', '', 'anna@kunde.example'), contact('c2', '', undefined), contact('c3', '', 'sam@nordwind.example')]);
    expect(found.contactAddresses).toEqual([]);
    expect(found.isContact(address('anna@kunde.example'))).toBe(false);
    expect(found.dataQuality).toEqual({ contactsWithoutAddress: 0, addressesInSeveralAccounts: 0, contactsOnOwnSide: 0 });
  });

  test('count although their account is not among the accounts', async () => {
    const found = await index([contact('c1', 'a9', 'anna@kunde.example')], [{ accountId: 'a1', name: 'Kunde' }]);
    expect(found.contactAddresses).toHaveLength(1);
    expect([...found.accounts]).toEqual([['a1', 'Kunde']]);
  });

  test('that share an address within an account are one, the one with the smallest id by code units', async () => {
    const found = await index([contact('b', 'a1', 'anna@kunde.example'), contact('B', 'a1', 'Anna@kunde.example'), contact('a', 'a1', 'anna@kunde.example')]);
    expect(found.contactAddresses).toEqual([{ address: 'anna@kunde.example', accountId: 'a1', contactId: 'B' }]);
    expect(found.dataQuality.addressesInSeveralAccounts).toBe(0);
  });

  test('that share an address over several accounts count for each, and the address is reported once', async () => {
    const found = await index([contact('c3', 'a3', 'x@kunde.example'), contact('c1', 'a1', 'x@kunde.example'), contact('c2', 'a2', 'x@kunde.example'), contact('c0', 'a1', 'x@kunde.example')]);
    expect(found.contactAddresses.map(({ accountId, contactId }) => [accountId, contactId])).toEqual([
      ['a1', 'c0'],
      ['a2', 'c2'],
      ['a3', 'c3'],
    ]);
    expect(found.dataQuality.addressesInSeveralAccounts).toBe(1);
  });

  test('are the same in whatever order the rows come', async () => {
    const row = fc.record({ contactId: fc.constantFrom('1', '2', '3', '4'), accountId: fc.constantFrom('a', 'B', 'c', ''), email: fc.constantFrom('x@k.example', 'Y@k.example', 'none', undefined) });
    const rowsTwice = fc.array(row, { maxLength: 12 }).chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
    await fc.assert(
      fc.asyncProperty(rowsTwice, async ([rows, shuffled]) => {
        const [one, other] = [await index(rows), await index(shuffled)];
        expect(other.contactAddresses).toEqual(one.contactAddresses);
        expect(other.dataQuality).toEqual(one.dataQuality);
      }),
    );
  });
});

describe('the own side', () => {
  test('is every address of a listed person, and every address of a verified domain', async () => {
    const found = await index([]);
    expect(found.isOwnSide(address('sam.seller@agency.example'))).toBe(true);
    expect(found.isListed(address('sam.seller@agency.example'))).toBe(true);
    expect(found.isOwnDomain(address('sam.seller@agency.example'))).toBe(false);
    expect(found.isOwnSide(address('anybody@nordwind.example'))).toBe(true);
    expect(found.isListed(address('anybody@nordwind.example'))).toBe(false);
    expect(found.isOwnDomain(address('anybody@nordwind.example'))).toBe(true);
  });

  test.each(['anybody@mail.nordwind.example', 'anybody@notnordwind.example', 'anybody@example', 'nordwind.example@kunde.example'])(
    'does not hold %s: only the very domain is the tenant’s',
    async (text) => {
      expect((await index([])).isOwnSide(address(text))).toBe(false);
    },
  );
});
