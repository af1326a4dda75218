import type { GraphCreation, GraphRequest, WritableGraph } from '../graph/client.ts';
import { missingPermissions } from '../graph/permissions.ts';
import { EngagementFailure } from '../model/failure.ts';

/** With everything granted that is asked for. */
export const allRoles = missingPermissions([]);

interface User {
  readonly id: string;
  readonly mail: string;
  readonly userType?: 'Member' | 'Guest';
}

/** The directory of a tenant as Graph shows it to the app: a test changes it as it likes, also between two calls. */
export class TestDirectory implements WritableGraph {
  roles: readonly string[] = allRoles;
  administrators: readonly string[] = ['gail'];
  users: readonly User[] = [];
  /** Whose account was deleted not long ago. */
  deletedUsers: readonly User[] = [];
  /** Ids that are nobody's any more. */
  readonly strangers = new Set<string>();
  /** Members by the address of the group. */
  groups: Readonly<Record<string, readonly User[]>> = { 'sales@contoso.com': [{ id: 'ann', mail: 'ann@contoso.com' }, { id: 'bob', mail: 'bob@contoso.com' }] };
  /** Of this app: the value of the role, and whom it is given to. */
  appRoles: readonly { readonly value: string; readonly principalId: string; readonly principalType: 'User' | 'Group' }[] = [];
  /** Ids of the catalogue by the id in the app's manifest. */
  catalogue: Readonly<Record<string, string>> = {};
  /** What was posted, by the path. */
  readonly installed = new Map<string, GraphCreation['body']>();
  /** How often each collection was read. */
  readonly reads = new Map<string, number>();
  countryLetterCode: string | undefined = 'PL';
  plans: readonly { readonly service: string; readonly capabilityStatus: string }[] = [{ service: 'exchange', capabilityStatus: 'Enabled' }];
  /** What each call fails with. */
  failure: EngagementFailure | undefined;
  /** What happens meanwhile. */
  beforeAnswer: (() => Promise<void>) | undefined;

  async get({ path, permission }: GraphRequest): Promise<unknown> {
    await this.#allow(permission);
    const url = new URL(path, 'http://graph.example');
    const [, collection = '', id = '', members] = url.pathname.split('/');
    this.reads.set(collection, (this.reads.get(collection) ?? 0) + 1);
    if (collection === 'organization') return list({ id: 'contoso', assignedPlans: this.plans, ...(this.countryLetterCode && { countryLetterCode: this.countryLetterCode }), verifiedDomains: [{ name: 'contoso.com' }] });
    if (collection.startsWith('directoryRoles')) return list(...this.administrators.map((administrator) => ({ '@odata.type': '#microsoft.graph.user', id: administrator })));
    if (collection === "servicePrincipals(appId='client')") return { id: 'app', appRoles: ['Engagement.Admin', 'Engagement.Viewer'].map((value) => ({ id: `role of ${value}`, value })) };
    if (collection === 'servicePrincipals') return list(...this.appRoles.map(({ value, ...principal }) => ({ appRoleId: `role of ${value}`, ...principal })));
    if (collection === 'appCatalogs') return list(...Object.entries(this.catalogue).filter(([external]) => url.searchParams.get('$filter') === `externalId eq '${external}'`).map(([, entry]) => ({ id: entry })));
    if (collection === 'directory') return list(...this.deletedUsers);
    if (members !== undefined) return list(...(this.groups[decodeURIComponent(id)] ?? []).map((user) => ({ '@odata.type': '#microsoft.graph.user', ...user })));
    if (id !== '') return { accountEnabled: true };
    const filter = url.searchParams.get('$filter') ?? '';
    const named = [...filter.matchAll(/\bid eq '([^']*)'/g)].flatMap(([, userId = '']) => (this.strangers.has(userId) ? [] : [{ id: userId, displayName: `${userId}'s name` }]));
    if (named.length > 0 || filter.startsWith('id eq')) return list(...named);
    if (url.searchParams.has('$search')) return list(...(collection === 'users' ? this.users.map(({ mail }) => mail) : Object.keys(this.groups)).map((mail) => ({ mail, displayName: `${mail}'s name` })));
    const wanted = /^mail eq '([^']*)'/.exec(filter)?.[1];
    if (collection === 'users') return list(...this.users.filter(({ mail }) => mail === wanted));
    return list(...Object.keys(this.groups).filter((address) => address === wanted).map((address) => ({ id: address, mail: address })));
  }

  async post({ path, permission, body }: GraphCreation): Promise<'created' | 'exists'> {
    await this.#allow(permission);
    if (this.installed.has(path)) return 'exists';
    this.installed.set(path, body);
    return 'created';
  }

  grantedRoles(): Promise<readonly string[]> {
    return this.failure === undefined ? Promise.resolve(this.roles) : Promise.reject(this.failure);
  }

  pathOf(nextLink: string): string {
    return nextLink;
  }

  urlOf(path: string): string {
    return `https://graph.example/v1.0${path}`;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #allow(permission: string): Promise<void> {
    await this.beforeAnswer?.();
    if (!(await this.grantedRoles()).includes(permission)) throw new EngagementFailure('consentMissing', `The organisation has not granted this app ${permission}.`);
  }
}

function list(...value: readonly object[]): { readonly value: readonly object[] } {
  return { value };
}
