import { describe, expect, test } from 'vitest';
import type { Address } from '../model/address.ts';
import type { Contact } from '../model/contact.ts';
import { checkContacts } from './contactCheck.ts';
import type { ContactSource } from './source.ts';

const contact = (contactId: string, accountId: string, email: string | undefined): Contact => ({ contactId, accountId, email });

function sourceOf(accountIds: readonly string[], contacts: Iterable<Contact>): ContactSource {
  return {
    async *accounts() {
      for (const accountId of accountIds) yield await Promise.resolve({ accountId, name: accountId });
    },
    async *contacts() {
      await Promise.resolve();
      yield* contacts;
    },
  };
}

const contacts = [
  contact('c1', 'a1', 'anna@kunde.example'),
  contact('c2', 'a2', 'ANNA@kunde.example'),
  contact('c3', 'a2', 'bo@kunde.example'),
  contact('c4', 'a3', 'sam@nordwind.example'),
  contact('c5', 'a3', 'sam@agency.example'),
  contact('c6', 'a3', 'no address'),
  contact('c7', 'a9', 'cy@kunde.example'),
  contact('c8', '', 'di@kunde.example'),
  contact('c9', '', undefined),
];
const source = sourceOf(['a1', 'a2', 'a3', 'a4'], contacts);

describe('the check of a contact data set', () => {
  test('counts contacts with and without an address, on the own side and of unknown accounts, addresses in several accounts, accounts covered', async () => {
    const people = [{ userId: 'u1', addresses: ['sam@agency.example' as Address], chosen: [] }];
    await expect(checkContacts(source, { people, verifiedDomains: ['Nordwind.example'] })).resolves.toEqual({
      accounts: 4,
      accountsCovered: 2,
      contacts: 9,
      contactsWithAddress: 7,
      contactsWithoutAddress: 2,
      addressesInSeveralAccounts: 1,
      contactsOnOwnSide: 2,
      contactsOfUnknownAccounts: 3,
      isOwnSideKnown: true,
    });
  });

  test('before the directory can be read holds nobody for the own side, and says so', async () => {
    await expect(checkContacts(source, undefined)).resolves.toMatchObject({ accountsCovered: 3, contactsWithAddress: 7, contactsOnOwnSide: 0, isOwnSideKnown: false });
  });

  test('of nothing is all zeros', async () => {
    await expect(checkContacts(sourceOf([], []), undefined)).resolves.toMatchObject({ accounts: 0, accountsCovered: 0, contacts: 0, contactsWithAddress: 0, contactsWithoutAddress: 0, contactsOfUnknownAccounts: 0 });
  });

  test('of 100,000 contacts tells accounts, addresses and rows apart', async () => {
    // The last 1,000 addresses are the first ones again: 500 in the same account, 500 in another one.
    function* many(): Generator<Contact> {
      for (let number = 0; number < 100_000; number += 1) yield contact(`c${number}`, `a${number < 99_500 ? number % 1_000 : 1_000}`, `p${number % 99_000}@kunde.example`);
    }
    const accountIds = Array.from({ length: 2_000 }, (_, number) => `a${number}`);
    await expect(checkContacts(sourceOf(accountIds, many()), undefined)).resolves.toMatchObject({ accounts: 2_000, accountsCovered: 1_001, contacts: 100_000, addressesInSeveralAccounts: 500 });
  });
});
