import type { Random } from './random.ts';
import type { AccountRow, ContactRow } from './tenantFiles.ts';

/** Somebody of the organisation. */
export interface Employee {
  readonly id: string;
  /** Every SMTP address, in no particular case. */
  readonly addresses: readonly string[];
  readonly isListed: boolean;
  readonly hasMailbox: boolean;
}

export interface Company {
  readonly organization: object;
  readonly users: readonly object[];
  readonly groups: readonly object[];
  /** As a person would choose them for the enrichment. */
  readonly members: readonly string[];
  readonly employees: readonly Employee[];
  readonly accounts: readonly AccountRow[];
  readonly contacts: readonly ContactRow[];
  /** Addresses of contacts, some of them on the own side. */
  readonly contactAddresses: readonly string[];
  /** Addresses of nobody: other companies, distribution lists. */
  readonly strangers: readonly string[];
}

const domain = 'Polarlicht.example';
const secondDomain = 'polarlicht-sud.example';
const partnerDomain = 'partner.example';
const room = `room.1@${domain}`;

export function companyOf(random: Random, listedPeople: number): Company {
  const unlistedPeople = random.integer(2, 4);
  const employees: Employee[] = [];
  const users: object[] = [];
  for (let index = 0; index < listedPeople + unlistedPeople; index += 1) {
    const isListed = index < listedPeople;
    const id = random.guid();
    const userPrincipalName = `person${index}@${domain}`;
    const mail = `First.Last${index}@${random.pick([domain, secondDomain])}`;
    // The alias outside the verified domains is on the own side for a listed person, and nobody's for another.
    const aliases = [`alias${index}@${secondDomain}`, `outside${index}@${partnerDomain}`];
    // Two of the listed have no mailbox of their own.
    const hasMailbox = !isListed || index < 2 || !random.chance(0.12);
    employees.push({ id, addresses: [userPrincipalName, mail, ...aliases], isListed, hasMailbox });
    users.push({
      id,
      displayName: `Persön ${index}`,
      mail: random.chance(0.1) ? null : mail,
      userPrincipalName,
      proxyAddresses: [`SMTP:${mail}`, ...aliases.map((alias) => `smtp:${alias}`), `X500:/o=Exchange/cn=Recipients/cn=person${index}@x`],
      accountEnabled: !random.chance(0.1),
      userType: random.chance(0.8) ? 'Member' : null,
      ...(index === 0 ? { directoryRoles: ['62e90394-69f5-4237-9190-012177145e10'] } : {}),
      ...(hasMailbox ? {} : { mailbox: false }),
    });
  }
  const { accounts, contacts } = customersOf(random);
  const contactAddresses = [...new Set(contacts.map((contact) => contact.Email.trim()).filter((email) => /^[^\s<>@:]+@[^\s<>]+$/.test(email)))];

  // A guest is no listed person, so that his address stays a contact's.
  const guestId = random.guid();
  users.push({
    id: guestId,
    displayName: 'Guest',
    mail: random.pick(contactAddresses),
    userPrincipalName: `guest_customer.example#EXT#@${domain}`,
    proxyAddresses: [],
    accountEnabled: true,
    userType: 'Guest',
  });

  const listedIds = employees.filter(({ isListed }) => isListed).map(({ id }) => id);
  const { groups, members } = choiceOf(random, listedIds, employees, guestId);
  return {
    organization: {
      id: random.guid(),
      displayName: 'Polarlicht "GmbH" & Söhne',
      countryLetterCode: random.pick(['PL', 'GB', 'US']),
      verifiedDomains: [
        { name: domain, isDefault: true },
        { name: secondDomain, isDefault: false },
      ],
    },
    users,
    groups,
    members,
    employees,
    accounts,
    contacts,
    contactAddresses,
    strangers: [...Array.from({ length: 4 }, (_, index) => `x${index}@stranger${index}.example`), `list@${domain}`, 'announce@lists.example', room],
  };
}

/** Groups that hold each other, and addresses that name the same person more than once. */
function choiceOf(random: Random, listedIds: readonly string[], employees: readonly Employee[], guestId: string): { groups: object[]; members: string[] } {
  const [outerId, innerId, emptyId] = [random.guid(), random.guid(), random.guid()];
  const half = Math.ceil(listedIds.length / 2);
  const groups = [
    group(outerId, 'outer', [...listedIds.slice(0, half), innerId, emptyId]),
    group(innerId, 'inner', [...random.some(listedIds.slice(0, half), 1, half), ...listedIds.slice(half, -1), outerId, guestId]),
    group(emptyId, 'empty', []),
  ];
  const addressOf = (id: string | undefined): string => random.pick(employees.find((employee) => employee.id === id)?.addresses ?? []);
  const members = [
    mixedCase(random, random.pick([`outer@${domain}`, `outer.alias@${secondDomain}`])),
    mixedCase(random, addressOf(listedIds.at(-1))),
    ...(random.chance(0.5) ? [mixedCase(random, addressOf(listedIds[0]))] : []),
  ];
  return { groups, members };
}

function group(id: string, name: string, members: readonly string[]): object {
  return {
    id,
    displayName: `Group ${name}`,
    mail: `${name}@${domain}`,
    proxyAddresses: [`SMTP:${name}@${domain}`, `smtp:${name}.alias@${secondDomain}`],
    groupTypes: name === 'outer' ? ['Unified'] : [],
    mailEnabled: true,
    securityEnabled: name === 'inner',
    members,
  };
}

function customersOf(random: Random): { accounts: AccountRow[]; contacts: ContactRow[] } {
  // Ids whose order differs between code units and a language's alphabet.
  const idOf = random.chance(0.7) ? (): string => random.guid() : (): string => random.pick(['Z', 'a', 'Ä', 'B', '0']) + random.hex(6);
  const accounts = Array.from({ length: random.integer(4, 9) }, (_, index) => ({ AccountId: idOf(), Name: `Customer ${index}, "Ltd"` }));
  const contacts: ContactRow[] = [];
  const add = (accountId: string, email: string, name = 'Contact'): void => {
    contacts.push({ ContactId: random.guid(), AccountId: accountId, FullName: name, Email: email });
  };
  // The last account has no contact at all.
  const withContacts = accounts.slice(0, -1).map(({ AccountId }) => AccountId);
  const addresses: string[] = [];
  withContacts.forEach((accountId, index) => {
    for (let number = random.integer(1, 4); number > 0; number -= 1) {
      const address = `c${index}.${number}@${random.pick([`customer${index}.example`, 'freemail.example', `sub.${secondDomain}`])}`;
      addresses.push(address);
      add(accountId, dressed(random, address), 'Line\r\nbreak, "quoted"');
      if (random.chance(0.25)) add(accountId, dressed(random, address), 'The same again');
    }
  });
  add(random.pick(withContacts), dressed(random, random.pick(addresses)), 'Of two accounts, perhaps');
  // One person with two addresses: two rows with one contact id.
  const twice = random.pick(contacts);
  contacts.push({ ...twice, FullName: 'Second address', Email: `second.${twice.Email.trim().replace(/^<|mailto:|>$/gi, '')}` });
  for (const accountId of random.some(withContacts, 2, 3)) add(accountId, dressed(random, 'both@shared.example'), 'Of several accounts');
  add(random.guid(), 'orphan@nowhere.example', 'Of an account that is not in the data set');
  // An alias outside the verified domains: own side if its owner is listed.
  for (const index of random.some([0, 1, 2, 3, 4, 5, 6, 7, 8], 2, 4)) add(random.pick(withContacts), dressed(random, `outside${index}@${partnerDomain}`));
  add(random.pick(withContacts), `person0@${domain.toUpperCase()}`, 'On the own side');
  add(random.pick(withContacts), room, 'A room on the own side');
  for (const email of ['', 'not an address', 'no-at-sign', '/o=Exchange/cn=somebody@x']) add(random.pick(withContacts), email, 'Without address');
  return { accounts, contacts };
}

/** The address as people and Exchange write it. */
export function dressed(random: Random, address: string): string {
  const written = mixedCase(random, address);
  if (random.chance(0.85)) return written;
  return random.pick([` ${written}`, `${written}\t`, `<${written}>`, `mailto:${written}`, `<MAILTO:${written}>`, ` <${written}> `]);
}

function mixedCase(random: Random, text: string): string {
  return random.pick([text, text, text.toLowerCase(), text.toUpperCase()]);
}
