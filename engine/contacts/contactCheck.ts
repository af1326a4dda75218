import { parseAddress } from '../model/address.ts';
import type { Contact } from '../model/contact.ts';
import type { ListedPerson } from '../model/people.ts';
import { contactsOf, ownSideOf, readAddresses } from './addressIndex.ts';
import type { ContactSource } from './source.ts';

/** What a contact data set is good for, before an enrichment uses it. Contacts are rows; with and without an address they are all rows. */
export interface ContactCheck {
  readonly accounts: number;
  /** Accounts with at least one contact that has a valid address and is not on the own side. */
  readonly accountsCovered: number;
  readonly contacts: number;
  readonly contactsWithAddress: number;
  readonly contactsWithoutAddress: number;
  /** Addresses, not rows. */
  readonly addressesInSeveralAccounts: number;
  /** 0 where the own side is not known. */
  readonly contactsOnOwnSide: number;
  /** Contacts whose account is not among the accounts, or that have none. */
  readonly contactsOfUnknownAccounts: number;
  /** False where the directory cannot be read yet, so that the own side is not known. */
  readonly isOwnSideKnown: boolean;
}

/**
 * Reads the whole source and counts by the rules of a run (`buildAddressIndex`). `directory`: undefined where it cannot be read yet.
 * Holds what the index holds: about 200 MB for a million contacts. Fails as the source does.
 */
export async function checkContacts(
  source: ContactSource,
  directory: { readonly people: readonly ListedPerson[]; readonly verifiedDomains: readonly string[] } | undefined,
): Promise<ContactCheck> {
  const { isOwnSide } = ownSideOf(directory?.people ?? [], directory?.verifiedDomains ?? []);
  const tally = tallyOf(source);
  const { accounts, byAddress, dataQuality } = await readAddresses(tally.source, isOwnSide);

  const covered = new Set<string>();
  for (const holder of byAddress.values()) {
    for (const { accountId } of contactsOf(holder)) if (accounts.has(accountId)) covered.add(accountId);
  }
  let contacts = 0;
  let contactsOfUnknownAccounts = 0;
  for (const [accountId, count] of tally.contactsByAccount) {
    contacts += count;
    if (!accounts.has(accountId)) contactsOfUnknownAccounts += count;
  }
  const contactsWithoutAddress = dataQuality.contactsWithoutAddress + tally.ignoredWithoutAddress();
  return {
    accounts: accounts.size,
    accountsCovered: covered.size,
    contacts,
    contactsWithAddress: contacts - contactsWithoutAddress,
    contactsWithoutAddress,
    addressesInSeveralAccounts: dataQuality.addressesInSeveralAccounts,
    contactsOnOwnSide: dataQuality.contactsOnOwnSide,
    contactsOfUnknownAccounts,
    isOwnSideKnown: directory !== undefined,
  };
}

/** The same source, whose contacts are counted by account id as they pass. */
function tallyOf(source: ContactSource) {
  const contactsByAccount = new Map<string, number>();
  let ignoredWithoutAddress = 0;
  async function* contacts(): AsyncGenerator<Contact> {
    for await (const contact of source.contacts()) {
      contactsByAccount.set(contact.accountId, (contactsByAccount.get(contact.accountId) ?? 0) + 1);
      // Without an account a contact is ignored from here on.
      if (contact.accountId === '' && parseAddress(contact.email) === undefined) ignoredWithoutAddress += 1;
      yield contact;
    }
  }
  return { source: { accounts: () => source.accounts(), contacts }, contactsByAccount, ignoredWithoutAddress: () => ignoredWithoutAddress };
}
