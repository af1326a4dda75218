import type { Graph, GraphRequest } from '../graph/client.ts';
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
export class TestDirectory implements Graph {
  roles: readonly string[] = allRoles;
  administrators: readonly string[] = ['gail'];
  users: readonly User[] = [];
  /** Members by the address of the group. */
  groups: Readonly<Record<string, readonly User[]>> = { 'sales@contoso.com': [{ id: 'ann', mail: 'ann@contoso.com' }, { id: 'bob', mail: 'bob@contoso.com' }] };
  countryLetterCode: string | undefined = 'PL';
  /** What each call fails with. */
  failure: EngagementFailure | undefined;
  /** What happens meanwhile. */
  beforeAnswer: (() => Promise<void>) | undefined;

  async get({ path, permission }: GraphRequest): Promise<unknown> {
    await this.beforeAnswer?.();
    const missing = missingPermissions(await this.grantedRoles());
    if (missing.includes(permission)) throw new EngagementFailure('consentMissing', `The organisation has not granted this app ${permission}.`);
    const url = new URL(path, 'http://graph.example');
    const [, collection = '', id = '', members] = url.pathname.split('/');
    if (collection === 'organization') return list({ id: 'contoso', ...(this.countryLetterCode && { countryLetterCode: this.countryLetterCode }), verifiedDomains: [{ name: 'contoso.com' }] });
    if (collection.startsWith('directoryRoles')) return list(...this.administrators.map((administrator) => ({ '@odata.type': '#microsoft.graph.user', id: administrator })));
    if (members !== undefined) return list(...(this.groups[decodeURIComponent(id)] ?? []));
    if (id !== '') return { accountEnabled: true };
    const wanted = /^mail eq '([^']*)'/.exec(url.searchParams.get('$filter') ?? '')?.[1];
    if (collection === 'users') return list(...this.users.filter(({ mail }) => mail === wanted));
    return list(...Object.keys(this.groups).filter((address) => address === wanted).map((address) => ({ id: address, mail: address })));
  }

  grantedRoles(): Promise<readonly string[]> {
    return this.failure === undefined ? Promise.resolve(this.roles) : Promise.reject(this.failure);
  }

  pathOf(nextLink: string): string {
    return nextLink;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function list(...value: readonly object[]): { readonly value: readonly object[] } {
  return { value };
}
