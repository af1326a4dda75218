import { addressOf, compareText, domainOf } from './address.ts';
import type { Group, TenantFolder, User } from './tenantFolder.ts';

/** Who is who: the listed persons, the own side, and the contacts of the accounts. */
export interface Sides {
  readonly listedPersons: readonly ListedPerson[];
  readonly contactsWithoutAddress: number;
  readonly addressesInSeveralAccounts: number;
  readonly contactsOnOwnSide: number;
  isOwnSide(address: string): boolean;
  /** The user id of the listed person whose address this is. */
  listedPersonOf(address: string): string | undefined;
  /** The accounts that the address has a contact in, each with the id of that contact. Empty for the own side. */
  accountsOf(address: string): ReadonlyMap<string, string>;
}

export interface ListedPerson {
  readonly userId: string;
  readonly hasMailbox: boolean;
}

export function sidesOf(tenant: TenantFolder, members: readonly string[]): Sides {
  const listed = listedUsersOf(tenant, members);
  const personOfAddress = new Map<string, string>();
  for (const user of listed) for (const address of addressesOf(user)) personOfAddress.set(address, user.id);
  const isOwnSide = (address: string): boolean => personOfAddress.has(address) || tenant.verifiedDomains.includes(domainOf(address));

  const accountsOfAddress = new Map<string, Map<string, string>>();
  let contactsWithoutAddress = 0;
  let contactsOnOwnSide = 0;
  for (const contact of tenant.contacts) {
    const address = addressOf(contact.Email);
    if (address === undefined) {
      contactsWithoutAddress += 1;
    } else if (isOwnSide(address)) {
      contactsOnOwnSide += 1;
    } else {
      const accounts = accountsOfAddress.get(address) ?? new Map<string, string>();
      const known = accounts.get(contact.AccountId);
      if (known === undefined || compareText(contact.ContactId, known) < 0) accounts.set(contact.AccountId, contact.ContactId);
      accountsOfAddress.set(address, accounts);
    }
  }

  return {
    listedPersons: listed.map((user) => ({ userId: user.id, hasMailbox: user.mailbox !== false })),
    contactsWithoutAddress,
    addressesInSeveralAccounts: [...accountsOfAddress.values()].filter((accounts) => accounts.size > 1).length,
    contactsOnOwnSide,
    isOwnSide,
    listedPersonOf: (address) => personOfAddress.get(address),
    accountsOf: (address) => accountsOfAddress.get(address) ?? new Map<string, string>(),
  };
}

/** Users and groups by any of their addresses; groups with everybody in them, nested groups too; each person once; no guests. */
function listedUsersOf(tenant: TenantFolder, members: readonly string[]): User[] {
  const listed = new Set<User>();
  const visitedGroups = new Set<Group>();
  const add = (object: User | Group): void => {
    if (!('members' in object)) {
      if (!isGuest(object)) listed.add(object);
    } else if (!visitedGroups.has(object)) {
      visitedGroups.add(object);
      for (const id of object.members ?? []) add(objectWith(tenant, (candidate) => candidate.id === id, id));
    }
  };
  for (const member of members) {
    const address = addressOf(member);
    add(objectWith(tenant, (candidate) => address !== undefined && addressesOf(candidate).includes(address), member));
  }
  return [...listed].sort((left, right) => compareText(left.id, right.id));
}

function objectWith(tenant: TenantFolder, matches: (object: User | Group) => boolean, name: string): User | Group {
  const found = tenant.users.find(matches) ?? tenant.groups.find(matches);
  if (!found) throw new Error(`"${name}" is neither a user nor a group of the tenant.`);
  return found;
}

function isGuest(user: User): boolean {
  return user.userType?.toLowerCase() === 'guest';
}

function addressesOf(object: User | Group): string[] {
  const smtpProxies = (object.proxyAddresses ?? []).filter((proxy) => /^smtp:/i.test(proxy)).map((proxy) => proxy.slice('smtp:'.length));
  const userPrincipalName = 'userPrincipalName' in object ? object.userPrincipalName : undefined;
  return [object.mail, userPrincipalName, ...smtpProxies].map(addressOf).filter((address) => address !== undefined);
}
