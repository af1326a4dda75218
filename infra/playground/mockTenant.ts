import { createHash } from 'node:crypto';
import { stableId } from '../local-tenant/stableId.ts';

/** A person as the directory has them. */
export interface DirectoryPerson {
  /** Directory id. */
  readonly userId: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
}

/** The chats of one person's Playground, by their ids in Teams' form. No two people have one in common. */
export interface PlaygroundConversations {
  readonly personal: string;
  readonly group: string;
  /** The channel General, and the team itself: Teams gives both the same id. */
  readonly general: string;
  /** Another channel of the team. */
  readonly channel: string;
}

/** Besides the person at the keyboard; the Playground's schema wants exactly so many. */
const colleagueCount = 5;

export const rosterMost = 1 + colleagueCount;

/** Version of the schema of `.m365agentsplayground.yml`. */
const schemaVersion = '0.1.1';

export interface MockTenantParts {
  readonly tenantId: string;
  readonly clientId: string;
  /** Who sits at the keyboard. */
  readonly person: DirectoryPerson;
  /** Everybody, the person included, at most `rosterMost`; what lacks is made up. */
  readonly roster: readonly DirectoryPerson[];
}

export type MockTenant = Readonly<Record<string, unknown>>;

/** The Playground's configuration: the tenant with its real ids, seen by one person. The same parts give the same ids at each start. */
export function mockTenant({ tenantId, clientId, person, roster }: MockTenantParts): MockTenant {
  const { personal, group, general, channel } = conversationsOf(tenantId, person);
  const madeUp = Array.from({ length: colleagueCount }, (_, place) => madeUpPerson(tenantId, place));
  const others = [...roster.filter(({ userId }) => userId !== person.userId), ...madeUp].slice(0, colleagueCount);
  return {
    version: schemaVersion,
    tenantId,
    bot: { id: botAccountId(clientId), name: 'Account Engagement' },
    currentUser: userOf(tenantId, person),
    users: others.map((other) => userOf(tenantId, other)),
    personalChat: { id: personal },
    groupChat: { id: group, name: 'Account team' },
    team: { id: general, name: 'Sales', aadGroupId: stableId(`team/${tenantId}/${person.userId}`), channels: [{ id: channel, name: 'Key accounts' }] },
  };
}

/** Id of the bot's account in Teams. */
export function botAccountId(clientId: string): string {
  return `28:${clientId}`;
}

/** Id of a person's account in Teams, the same in every Playground of the tenant. */
export function accountId(tenantId: string, userId: string): string {
  return `29:1${hashOf(`account/${tenantId}/${userId}`, 'base64url')}`;
}

export function conversationsOf(tenantId: string, { userId }: DirectoryPerson): PlaygroundConversations {
  const idOf = (kind: string): string => hashOf(`${kind}/${tenantId}/${userId}`, 'hex').slice(0, 32);
  return {
    personal: `a:1${hashOf(`personal/${tenantId}/${userId}`, 'base64url')}`,
    group: `19:${idOf('group')}@thread.v2`,
    general: `19:${idOf('general')}@thread.tacv2`,
    channel: `19:${idOf('channel')}@thread.tacv2`,
  };
}

function userOf(tenantId: string, { userId, displayName, userPrincipalName }: DirectoryPerson): Readonly<Record<string, string>> {
  const [givenName = '', ...surnames] = displayName.split(' ');
  return {
    id: accountId(tenantId, userId),
    name: displayName,
    // The Playground's spelling.
    userPrincipleName: userPrincipalName,
    aadObjectId: userId,
    givenName,
    surname: surnames.join(' '),
    email: userPrincipalName,
  };
}

/** Whom the directory does not know. */
function madeUpPerson(tenantId: string, place: number): DirectoryPerson {
  return { userId: stableId(`colleague/${tenantId}/${place}`), displayName: `Colleague ${place + 1}`, userPrincipalName: `colleague${place + 1}@playground.invalid` };
}

function hashOf(text: string, encoding: 'hex' | 'base64url'): string {
  return createHash('sha256').update(text.toLowerCase()).digest(encoding);
}
