import { eventOf, messageOf, type EventParts, type MessageParts } from '../awkward/graphItems.ts';
import { writeTenantFolder, type AccountRow, type ContactRow } from '../awkward/tenantFiles.ts';

/** A tenant that a test makes up and changes as it likes, before it is written as a tenant folder. */
export interface SmallTenant {
  countryLetterCode: string | undefined;
  users: SmallUser[];
  groups: SmallGroup[];
  accounts: AccountRow[];
  contacts: ContactRow[];
  /** By the name of the mailbox's owner. */
  mails: Record<string, MessageParts[]>;
  meetings: Record<string, EventParts[]>;
}

export interface SmallUser {
  /** Makes the id and the addresses. */
  name: string;
  aliases?: string[];
  /** What the folder says of the user beyond that: `mailbox`, `userPurpose`, `userType`, `accountEnabled`, `appRoles`, `directoryRoles`. */
  more?: object;
}

export interface SmallGroup {
  name: string;
  /** Names of users and groups. */
  members: string[];
  /** What the folder says of the group beyond that: `directoryRoles`, `visibility`. */
  more?: object;
}

export const domain = 'nordwind.example';
export const addressOf = (name: string): string => `${name}@${domain}`;

/** A directory id that is the same for the same name. */
export function idOf(name: string): string {
  return `${Buffer.from(name.padEnd(4, '.')).toString('hex').slice(0, 8)}-0000-4000-8000-000000000000`;
}

export async function writeSmallTenant(folder: string, tenant: SmallTenant): Promise<void> {
  const itemsOf = <Parts>(byName: Record<string, Parts[]>, itemOf: (parts: Parts) => object) =>
    new Map(Object.entries(byName).map(([name, all]) => [idOf(name), all.map(itemOf)]));
  await writeTenantFolder(folder, {
    organization: {
      id: 'c0c0c0c0-0000-4000-8000-000000000001',
      displayName: 'Nordwind',
      countryLetterCode: tenant.countryLetterCode,
      verifiedDomains: [{ name: domain, isDefault: true }],
    },
    users: tenant.users.map(({ name, aliases = [], more }) => ({
      id: idOf(name),
      displayName: name,
      mail: addressOf(name),
      userPrincipalName: addressOf(name),
      proxyAddresses: [`SMTP:${addressOf(name)}`, ...aliases.map((alias) => `smtp:${alias}`)],
      accountEnabled: true,
      userType: 'Member',
      ...more,
    })),
    groups: tenant.groups.map(({ name, members, more }) => ({
      id: idOf(name),
      displayName: name,
      mail: addressOf(name),
      proxyAddresses: [],
      groupTypes: ['Unified'],
      mailEnabled: true,
      securityEnabled: false,
      members: members.map(idOf),
      ...more,
    })),
    accounts: tenant.accounts,
    contacts: tenant.contacts,
    messages: itemsOf(tenant.mails, messageOf),
    events: itemsOf(tenant.meetings, eventOf),
  });
}

export function contact(id: string, accountId: string, email: string): ContactRow {
  return { ContactId: id, AccountId: accountId, FullName: `Contact ${id}`, Email: email };
}

const minute = 60_000;

/** A mail, as a copy in every named mailbox. The first that is named wrote it, where the sender is not given. */
export function deliver(tenant: SmallTenant, names: readonly string[], mail: Partial<MessageParts> & { readonly id: string; readonly sentAt: number }): void {
  for (const [place, name] of names.entries()) {
    const sender = mail.from ?? addressOf(names[0] ?? '');
    const copy: MessageParts = {
      internetMessageId: `<${mail.id}@mail.example>`,
      conversationId: Buffer.from(`thread of ${mail.id}`.padEnd(32)).toString('base64'),
      from: sender,
      sender,
      receivedAt: mail.sentAt + place * 1000,
      folder: sender === addressOf(name) ? 'sentitems' : 'inbox',
      ...mail,
      id: `${mail.id}-${name}`,
    };
    (tenant.mails[name] ??= []).push(copy);
  }
}

/** A meeting of 45 minutes, as a copy in the calendar of every named person; the first of them organises it, where no organiser is given. */
export function invite(tenant: SmallTenant, names: readonly string[], meeting: Partial<EventParts> & { readonly id: string; readonly startAt: number }): void {
  const organiser = meeting.organizer ?? addressOf(names[0] ?? '');
  for (const name of names) {
    const copy: EventParts = {
      iCalUId: `uid-${meeting.id}`,
      endAt: meeting.startAt + 45 * minute,
      response: organiser === addressOf(name) ? 'organizer' : 'accepted',
      organizer: organiser,
      ...meeting,
      id: `${meeting.id}-${name}`,
    };
    (tenant.meetings[name] ??= []).push(copy);
  }
}

/** Changes every copy of the mails or meetings whose id, as given to `deliver` or `invite`, is this one; throws where there is none. */
export function change<Parts extends { readonly id: string }>(byName: Record<string, Parts[]>, id: string, changed: (copy: Parts) => Parts | undefined): void {
  let found = 0;
  for (const [name, copies] of Object.entries(byName)) {
    byName[name] = copies.flatMap((copy) => {
      if (copy.id !== `${id}-${name}`) return [copy];
      found += 1;
      return changed(copy) ?? [];
    });
  }
  if (found === 0) throw new RangeError(`There is no "${id}".`);
}
