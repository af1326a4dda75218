import { z } from 'zod';
import { type Address, parseAddress } from '../model/address.ts';
import type { ChoiceProblemReason, ChosenAddress, ListedPerson, Organization } from '../model/people.ts';
import { type Graph, unexpectedAnswer } from './client.ts';
import { query } from './links.ts';
import { readList } from './page.ts';

/** Above this many addresses the whole directory is read once and matched here: 999 users a request, against one request an address. */
const filteredAddressesMax = 20;

const directoryPageSize = 999;

const organizations = z.object({
  value: z.tuple([
    z.object({
      id: z.string().min(1),
      countryLetterCode: z.string().nullish(),
      verifiedDomains: z.array(z.object({ name: z.string() })).nullish(),
      assignedPlans: z.array(z.object({ service: z.string().nullish(), capabilityStatus: z.string().nullish() })).nullish(),
    }),
  ], z.unknown()),
});

/** The organisation of the app's token. @throws EngagementFailure as `Graph.get` */
export async function readOrganization(graph: Graph): Promise<Organization> {
  const path = `/organization${query({ $select: 'id,countryLetterCode,verifiedDomains,assignedPlans' })}`;
  const answer = organizations.safeParse(await graph.get({ path, permission: 'Organization.Read.All' }));
  if (!answer.success) throw unexpectedAnswer('an organisation', answer.error);
  const [organization] = answer.data.value;
  const country = organization.countryLetterCode?.trim().toUpperCase();
  return {
    tenantId: organization.id.toLowerCase(),
    countryLetterCode: country === '' ? undefined : country,
    verifiedDomains: (organization.verifiedDomains ?? []).map(({ name }) => name.toLowerCase()),
    isExchangeLicensed: (organization.assignedPlans ?? []).some(({ service, capabilityStatus }) => service?.toLowerCase() === 'exchange' && usableStatuses.has(capabilityStatus ?? '')),
  };
}

/** `Warning`: the licence has run out, and still serves for a while. https://learn.microsoft.com/graph/api/resources/assignedplan */
const usableStatuses: ReadonlySet<string> = new Set(['Enabled', 'Warning']);

/** What the chosen addresses stand for. */
export interface Resolution {
  /** Each listed person once, by user id. */
  readonly people: readonly ListedPerson[];
  /** In the order of choice, each address once. */
  readonly byChosen: readonly ResolvedAddress[];
  /** Distinct guests that were left out. */
  readonly guestsCount: number;
  /** Of `people`, those who evidently have no mailbox (`ResolvedAddress.withoutMailboxCount`). */
  readonly withoutMailboxCount: number;
}

export interface ResolvedAddress {
  readonly chosen: ChosenAddress;
  readonly kind: 'person' | 'group' | 'unknown';
  /** Without guests. */
  readonly peopleCount: number;
  readonly guestsCount: number;
  /**
   * Of the people, those with neither `mail` nor an SMTP proxy address: every mailbox has both. Others may have none all the same (no licence,
   * on premises): that shows only when the mailbox is read, and they are skipped then.
   */
  readonly withoutMailboxCount: number;
  /** Why nobody came of it; a sentence for the person who typed it. */
  readonly problem?: { readonly code: 'addressUnknown' | 'groupEmpty'; readonly reason: ChoiceProblemReason; readonly message: string };
}

const addresses = { id: z.string().min(1), mail: z.string().nullish(), proxyAddresses: z.array(z.string()).nullish() };
const user = z.object({ ...addresses, userPrincipalName: z.string().nullish(), userType: z.string().nullish() });
const group = z.object({ ...addresses, visibility: z.string().nullish() });
type User = z.infer<typeof user>;
type Group = z.infer<typeof group>;

const users = {
  path: '/users',
  select: 'id,mail,userPrincipalName,proxyAddresses,userType',
  addressProperties: ['mail', 'userPrincipalName'],
  permission: 'User.Read.All',
};
const groups = { path: '/groups', select: 'id,mail,proxyAddresses,visibility', addressProperties: ['mail'], permission: 'GroupMember.Read.All' };

/**
 * The listed persons behind the chosen addresses: of users by mail, user principal name or proxy address; else of groups, with the members of
 * nested groups. An address chosen twice counts once. Addresses that lead to nobody are told, not thrown.
 * @throws EngagementFailure as `Graph.get`
 */
export async function resolvePeople(graph: Graph, chosen: readonly ChosenAddress[]): Promise<Resolution> {
  const seen = new Set<Address>();
  const distinct = chosen.filter(({ address }) => !seen.has(address) && seen.add(address));
  const usersByAddress = await findByAddress(graph, users, user, distinct);
  const others = distinct.filter(({ address }) => !usersByAddress.has(address));
  const groupsByAddress = await findByAddress(graph, groups, group, others);
  const found = await Promise.all(distinct.map((one) => expand(graph, one, usersByAddress.get(one.address), groupsByAddress.get(one.address))));

  const people = new Map<string, { readonly addresses: readonly Address[]; readonly chosen: ChosenAddress[] }>();
  const guests = new Set<string>();
  const withoutMailbox = new Set<string>();
  const byChosen = found.map(({ chosen: one, kind, users: expanded, isHidden }): ResolvedAddress => {
    const members = [...new Map(expanded.map((member) => [member.id.toLowerCase(), member]))];
    for (const [userId, member] of members) {
      if (isGuest(member)) guests.add(userId);
      else {
        const person = people.get(userId) ?? { addresses: addressesOf(member), chosen: [] };
        person.chosen.push(one);
        people.set(userId, person);
        if (!hasMailAddress(member)) withoutMailbox.add(userId);
      }
    }
    const guestsCount = members.filter(([, member]) => isGuest(member)).length;
    const peopleCount = members.length - guestsCount;
    const withoutMailboxCount = members.filter(([userId]) => withoutMailbox.has(userId)).length;
    const problem = problemOf(one, { kind, isHidden, peopleCount, guestsCount });
    return { chosen: one, kind, peopleCount, guestsCount, withoutMailboxCount, ...(problem && { problem }) };
  });

  return {
    people: [...people].map(([userId, person]) => ({ userId, ...person })).sort((a, b) => (a.userId < b.userId ? -1 : 1)),
    byChosen,
    guestsCount: guests.size,
    withoutMailboxCount: withoutMailbox.size,
  };
}

/** Whom an address belongs to, for one address and everything that the directory knows of its owner. */
export type AddressOwner =
  /** Several where the directory gives several users the address; guests too. `addresses`: all of theirs, and the address itself. */
  | { readonly kind: 'person'; readonly userIds: readonly string[]; readonly addresses: readonly Address[] }
  | { readonly kind: 'group' }
  | { readonly kind: 'unknown' };

/** Also of somebody whose account was deleted no more than 30 days ago: Entra keeps it so long. @throws EngagementFailure as `Graph.get` */
export async function ownerOf(graph: Graph, address: Address): Promise<AddressOwner> {
  const chosen = [{ typed: address, address }];
  const owners = (await findByAddress(graph, users, user, chosen)).get(address) ?? [];
  if (owners.length > 0) return ownedBy(owners, address);
  if ((await findByAddress(graph, groups, group, chosen)).has(address)) return { kind: 'group' };
  const deleted = await findDeleted(graph, address);
  if (deleted.length === 0) return { kind: 'unknown' };
  const { userIds, addresses: former } = ownedBy(deleted, address);
  const others = former.filter((one) => one !== address).map((one) => ({ typed: one, address: one }));
  // A leaver's addresses are given to others: those are of whoever has them now.
  const taken = [await findByAddress(graph, users, user, others), await findByAddress(graph, groups, group, others)];
  return { kind: 'person', userIds, addresses: former.filter((one) => !taken.some((found) => found.has(one))) };
}

function ownedBy(owners: readonly User[], address: Address): Extract<AddressOwner, { readonly kind: 'person' }> {
  return { kind: 'person', userIds: owners.map(({ id }) => id.toLowerCase()), addresses: [...new Set([address, ...owners.flatMap(addressesOf)])] };
}

/**
 * The deleted users are read whole and matched here: they are those of 30 days, and no filter finds the principal name that they had.
 * https://learn.microsoft.com/graph/api/directory-deleteditems-list
 */
async function findDeleted(graph: Graph, address: Address): Promise<readonly User[]> {
  const path = `/directory/deletedItems/microsoft.graph.user${query({ $select: users.select, $top: directoryPageSize })}`;
  const deleted = await readList(graph, { path, permission: users.permission }, user);
  return deleted.map(withFormerName).filter((entry) => addressesOf(entry).includes(address));
}

/** So that the name can be given to another, a deleted user's has the id in front, without dashes. */
function withFormerName(entry: User): User {
  const prefix = entry.id.replaceAll('-', '').toLowerCase();
  const name = entry.userPrincipalName ?? '';
  return name.toLowerCase().startsWith(prefix) ? { ...entry, userPrincipalName: name.slice(prefix.length) } : entry;
}

interface Expanded {
  readonly chosen: ChosenAddress;
  readonly kind: ResolvedAddress['kind'];
  readonly users: readonly User[];
  /** A group that shows its members to nobody without a permission of its own; Graph gives an empty list then, not an error. */
  readonly isHidden: boolean;
}

async function expand(graph: Graph, chosen: ChosenAddress, found: readonly User[] = [], foundGroups: readonly Group[] = []): Promise<Expanded> {
  if (found.length > 0) return { chosen, kind: 'person', users: found, isHidden: false };
  if (foundGroups.length === 0) return { chosen, kind: 'unknown', users: [], isHidden: false };
  const members = await Promise.all(foundGroups.map(({ id }) => readMembers(graph, id)));
  return { chosen, kind: 'group', users: members.flat(), isHidden: foundGroups.some(({ visibility }) => visibility?.toLowerCase() === 'hiddenmembership') };
}

/** The users in a group and in the groups within it. The cast to users is an advanced query: it needs both `$count` and the header, on every page. */
function readMembers(graph: Graph, groupId: string): Promise<User[]> {
  const options = query({ $count: 'true', $top: directoryPageSize, $select: users.select });
  const path = `/groups/${encodeURIComponent(groupId)}/transitiveMembers/microsoft.graph.user${options}`;
  return readList(graph, { path, permission: groups.permission, headers: { ConsistencyLevel: 'eventual' } }, user);
}

/** Users or groups by those of the chosen addresses that are theirs. */
async function findByAddress<Entry extends User | Group>(
  graph: Graph,
  kind: typeof users,
  schema: z.ZodType<Entry>,
  chosen: readonly ChosenAddress[],
): Promise<Map<Address, Entry[]>> {
  const found = new Map<Address, Entry[]>();
  if (chosen.length > filteredAddressesMax) {
    const wanted = new Set(chosen.map(({ address }) => address));
    const path = `${kind.path}${query({ $select: kind.select, $top: directoryPageSize })}`;
    for (const entry of await readList(graph, { path, permission: kind.permission }, schema)) {
      for (const address of addressesOf(entry)) {
        if (wanted.has(address)) found.set(address, [...(found.get(address) ?? []), entry]);
      }
    }
    return found;
  }
  await Promise.all(
    chosen.map(async ({ address }) => {
      const path = `${kind.path}${query({ $filter: addressFilter(address, kind.addressProperties), $select: kind.select })}`;
      const entries = await readList(graph, { path, permission: kind.permission }, schema);
      if (entries.length > 0) found.set(address, entries);
    }),
  );
  return found;
}

/** Graph compares text without regard to case, so `smtp:` finds `SMTP:` too, which marks the primary address. */
function addressFilter(address: Address, properties: readonly string[]): string {
  const quoted = address.replaceAll("'", "''");
  return [...properties.map((property) => `${property} eq '${quoted}'`), `proxyAddresses/any(p:p eq 'smtp:${quoted}')`].join(' or ');
}

function addressesOf(entry: User | Group): readonly Address[] {
  const texts = [entry.mail, 'userPrincipalName' in entry ? entry.userPrincipalName : undefined, ...smtpAddresses(entry)];
  return [...new Set(texts.map(parseAddress).filter((address) => address !== undefined))];
}

/** Other kinds of proxy address (X500:, SIP:) are no mail addresses. */
function smtpAddresses({ proxyAddresses }: User | Group): readonly string[] {
  return (proxyAddresses ?? []).filter((proxy) => /^smtp:/i.test(proxy)).map((proxy) => proxy.slice('smtp:'.length));
}

function hasMailAddress(entry: User): boolean {
  return [entry.mail, ...smtpAddresses(entry)].some((address) => parseAddress(address) !== undefined);
}

function isGuest({ userType }: User): boolean {
  return userType?.toLowerCase() === 'guest';
}

function problemOf(
  { typed }: ChosenAddress,
  { kind, isHidden, peopleCount, guestsCount }: Pick<Expanded, 'kind' | 'isHidden'> & Pick<ResolvedAddress, 'peopleCount' | 'guestsCount'>,
): ResolvedAddress['problem'] {
  if (peopleCount > 0) return undefined;
  switch (kind) {
    case 'unknown':
      // Graph does not show dynamic distribution groups at all.
      return {
        code: 'addressUnknown',
        reason: 'unknown',
        message:
          `${typed} is neither a user nor a group of the organisation. Check the spelling; ` +
          'a dynamic distribution group cannot be used, choose its members or another group.',
      };
    case 'group': {
      if (isHidden && guestsCount === 0) {
        return {
          code: 'groupEmpty',
          reason: 'membersHidden',
          message: `The group ${typed} hides its members from this app. Choose another group or people, or have an administrator grant the app Member.Read.Hidden in Microsoft Entra ID.`,
        };
      }
      const nobody = guestsCount > 0 ? 'has guests only, whose mail lies in another organisation' : 'has no members that can be seen';
      return { code: 'groupEmpty', reason: guestsCount > 0 ? 'guestsOnly' : 'noMembers', message: `The group ${typed} ${nobody}. Choose another group, or people.` };
    }
    case 'person':
      return { code: 'addressUnknown', reason: 'guest', message: `${typed} is a guest, whose mail lies in another organisation. Choose a user of this organisation.` };
  }
}
