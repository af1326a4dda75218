import type { Address } from '../model/address.ts';
import { domainOf, parseAddress } from '../model/address.ts';
import type { ListedPerson } from '../model/people.ts';
import type { ContactSource } from './source.ts';

/** An address that stands for a contact of an account. */
export interface ContactAddress {
  readonly address: Address;
  readonly accountId: string;
  /** Of several contacts of the account with this address the smallest id. */
  readonly contactId: string;
}

/** What every address means: own side, contact, or nobody we know (metrics.md, "Words"). */
export interface AddressIndex {
  /** One for each account and address, none on the own side; sorted by account id, then address (code units). */
  readonly contactAddresses: readonly ContactAddress[];
  isContact(address: Address): boolean;
  /** Listed, or in a verified domain. */
  isOwnSide(address: Address): boolean;
  isListed(address: Address): boolean;
  isOwnDomain(address: Address): boolean;
  /** Account id → name. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly dataQuality: {
    /** Rows. */
    readonly contactsWithoutAddress: number;
    /** Addresses. */
    readonly addressesInSeveralAccounts: number;
    /** Rows. */
    readonly contactsOnOwnSide: number;
  };
}

/**
 * Reads the whole source and sorts its addresses out. A contact without an account id is ignored; one whose account is not among the
 * accounts counts. A verified domain is that domain alone: its sub-domains are domains of their own.
 * Holds one small object for each address and account: about 200 MB for a million contacts.
 */
export async function buildAddressIndex(source: ContactSource, people: readonly ListedPerson[], verifiedDomains: readonly string[]): Promise<AddressIndex> {
  const listed = new Set(people.flatMap((person) => person.addresses));
  const domains = new Set(verifiedDomains.map((domain) => domain.toLowerCase()));
  const isListed = (address: Address) => listed.has(address);
  const isOwnDomain = (address: Address) => domains.has(domainOf(address));
  const isOwnSide = (address: Address) => isListed(address) || isOwnDomain(address);

  const accounts = new Map<string, string>();
  for await (const { accountId, name } of source.accounts()) if (accountId !== '') accounts.set(accountId, name);

  const dataQuality = { contactsWithoutAddress: 0, addressesInSeveralAccounts: 0, contactsOnOwnSide: 0 };
  // Almost every address has one account, and a map for each would multiply the memory; a few (nobody@example.com) have thousands.
  const byAddress = new Map<Address, ContactAddress | Map<string, ContactAddress>>();
  const accountIds = new Map<string, string>();
  for await (const { contactId, accountId, email } of source.contacts()) {
    if (accountId === '') continue;
    const address = parseAddress(email);
    if (address === undefined) dataQuality.contactsWithoutAddress += 1;
    else if (isOwnSide(address)) dataQuality.contactsOnOwnSide += 1;
    else byAddress.set(address, withContact(byAddress.get(address), { address, accountId: interned(accountIds, accountId), contactId }));
  }

  const contactAddresses: ContactAddress[] = [];
  for (const found of byAddress.values()) {
    if (found instanceof Map) {
      for (const contact of found.values()) contactAddresses.push(contact);
      dataQuality.addressesInSeveralAccounts += 1;
    } else contactAddresses.push(found);
  }
  contactAddresses.sort((a, b) => compare(a.accountId, b.accountId) || compare(a.address, b.address));

  return { contactAddresses, isContact: (address) => byAddress.has(address), isOwnSide, isListed, isOwnDomain, accounts, dataQuality };
}

/** What an address stands for, with one more contact: within one account the smallest contact id wins. */
function withContact(known: ContactAddress | Map<string, ContactAddress> | undefined, contact: ContactAddress): ContactAddress | Map<string, ContactAddress> {
  if (known instanceof Map) {
    const same = known.get(contact.accountId);
    known.set(contact.accountId, same === undefined ? contact : smaller(same, contact));
    return known;
  }
  if (known === undefined) return contact;
  if (known.accountId === contact.accountId) return smaller(known, contact);
  return new Map([known, contact].map((one) => [one.accountId, one]));
}

function smaller(a: ContactAddress, b: ContactAddress): ContactAddress {
  return b.contactId < a.contactId ? b : a;
}

/** The first text equal to `text`: rows repeat account ids, and each row brings a text of its own. */
function interned(texts: Map<string, string>, text: string): string {
  const known = texts.get(text);
  if (known !== undefined) return known;
  texts.set(text, text);
  return text;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
