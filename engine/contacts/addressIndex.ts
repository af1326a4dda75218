import type { Address } from '../model/address.ts';
import { domainOf, parseAddress } from '../model/address.ts';
import type { ListedPerson } from '../model/people.ts';
import { Objectors } from './objectors.ts';
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
 * accounts counts. A verified domain is that domain alone: its sub-domains are domains of their own. Those who object are nobody we know.
 * Holds one small object for each address and account: about 200 MB for a million contacts.
 */
export async function buildAddressIndex(source: ContactSource, people: readonly ListedPerson[], verifiedDomains: readonly string[], objectors = Objectors.none): Promise<AddressIndex> {
  const side = ownSideOf(people, verifiedDomains);
  // Addresses that somebody has been given since are told by the person.
  const objected = new Set(people.filter((person) => objectors.hasPerson(person)).flatMap(({ addresses }) => addresses));
  const isNobody = (address: Address) => objected.has(address) || objectors.hasAddress(address);
  const { accounts, byAddress, dataQuality } = await readAddresses(source, side.isOwnSide, isNobody);
  const contactAddresses: ContactAddress[] = [];
  for (const holder of byAddress.values()) for (const contact of contactsOf(holder)) contactAddresses.push(contact);
  contactAddresses.sort((a, b) => compare(a.accountId, b.accountId) || compare(a.address, b.address));
  const isOwnSide = (address: Address) => side.isOwnSide(address) && !isNobody(address);
  return { ...side, isOwnSide, contactAddresses, isContact: (address) => byAddress.has(address), accounts, dataQuality };
}

/** Who is on the own side: listed persons, and everybody in a verified domain. */
export function ownSideOf(people: readonly ListedPerson[], verifiedDomains: readonly string[]): Pick<AddressIndex, 'isOwnSide' | 'isListed' | 'isOwnDomain'> {
  const listed = new Set(people.flatMap((person) => person.addresses));
  const domains = new Set(verifiedDomains.map((domain) => domain.toLowerCase()));
  const isListed = (address: Address) => listed.has(address);
  const isOwnDomain = (address: Address) => domains.has(domainOf(address));
  return { isListed, isOwnDomain, isOwnSide: (address) => isListed(address) || isOwnDomain(address) };
}

/** Almost every address has one account, and a map for each would multiply the memory; a few (nobody@example.com) have thousands. */
type Holder = ContactAddress | Map<string, ContactAddress>;

/** The accounts, and what stands behind each address that is not on the own side; as `buildAddressIndex` says, which puts it in order. Contacts whose address `isNobody` are passed over. */
export async function readAddresses(
  source: ContactSource,
  isOwnSide: (address: Address) => boolean,
  isNobody: (address: Address) => boolean = () => false,
): Promise<Pick<AddressIndex, 'accounts' | 'dataQuality'> & { readonly byAddress: ReadonlyMap<Address, Holder> }> {
  const accounts = new Map<string, string>();
  for await (const { accountId, name } of source.accounts()) if (accountId !== '') accounts.set(accountId, name);

  const dataQuality = { contactsWithoutAddress: 0, addressesInSeveralAccounts: 0, contactsOnOwnSide: 0 };
  const byAddress = new Map<Address, Holder>();
  const accountIds = new Map<string, string>();
  for await (const { contactId, accountId, email } of source.contacts()) {
    if (accountId === '') continue;
    const address = parseAddress(email);
    if (address === undefined) dataQuality.contactsWithoutAddress += 1;
    else if (isNobody(address)) continue;
    else if (isOwnSide(address)) dataQuality.contactsOnOwnSide += 1;
    else byAddress.set(address, withContact(byAddress.get(address), { address, accountId: interned(accountIds, accountId), contactId }));
  }
  for (const holder of byAddress.values()) if (holder instanceof Map) dataQuality.addressesInSeveralAccounts += 1;
  return { accounts, byAddress, dataQuality };
}

/** The contacts that share an address, one for each account. */
export function contactsOf(holder: Holder): Iterable<ContactAddress> {
  return holder instanceof Map ? holder.values() : [holder];
}

/** What an address stands for, with one more contact: within one account the smallest contact id wins. */
function withContact(known: Holder | undefined, contact: ContactAddress): Holder {
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
