import type { TenantFolder, TenantGroup, TenantOrganization, TenantUser } from './tenantFolder.ts';

/** A user or group as Graph shows it: without the columns that are for the local tenant alone. */
export type DirectoryObject = Readonly<Record<string, unknown>>;

export interface DirectoryEntry<Source> {
  readonly source: Source;
  readonly shown: DirectoryObject;
}

export type UserEntry = DirectoryEntry<TenantUser>;
export type GroupEntry = DirectoryEntry<TenantGroup>;

/** Columns of users.json and groups.json that never go out over Graph. */
export const localColumns: ReadonlySet<string> = new Set(['directoryRoles', 'appRoles', 'mailbox', 'members', 'userPurpose']);

/** The users and groups of the tenant. Ids and principal names are compared whatever the case, as Entra does. */
export class Directory {
  readonly organization: TenantOrganization;
  readonly users: readonly UserEntry[];
  readonly groups: readonly GroupEntry[];
  readonly #usersById: ReadonlyMap<string, UserEntry>;
  readonly #usersByName: ReadonlyMap<string, UserEntry>;
  readonly #groupsById: ReadonlyMap<string, GroupEntry>;

  constructor(folder: TenantFolder) {
    this.organization = folder.organization;
    this.users = folder.users.map(entryOf);
    this.groups = folder.groups.map(entryOf);
    this.#usersById = new Map(this.users.map((user) => [user.source.id.toLowerCase(), user]));
    this.#usersByName = new Map(this.users.map((user) => [user.source.userPrincipalName.toLowerCase(), user]));
    this.#groupsById = new Map(this.groups.map((group) => [group.source.id.toLowerCase(), group]));
  }

  /** By object id or user principal name. */
  user(idOrName: string): UserEntry | undefined {
    return this.#usersById.get(idOrName.toLowerCase()) ?? this.#usersByName.get(idOrName.toLowerCase());
  }

  group(id: string): GroupEntry | undefined {
    return this.#groupsById.get(id.toLowerCase());
  }

  members(group: GroupEntry): Members {
    return this.#resolve(new Set(group.source.members.map((id) => id.toLowerCase())));
  }

  /** Each member once, however deep and however often it is nested; cycles end where they began. */
  transitiveMembers(group: GroupEntry): Members {
    const ids = new Set<string>();
    const open = [group];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const id of next.source.members.map((member) => member.toLowerCase())) {
        if (ids.has(id)) continue;
        ids.add(id);
        const nested = this.#groupsById.get(id);
        if (nested !== undefined) open.push(nested);
      }
    }
    ids.delete(group.source.id.toLowerCase());
    return this.#resolve(ids);
  }

  /** Users and groups that hold a directory role. */
  roleMembers(roleTemplateId: string): Members {
    const holds = ({ source }: UserEntry | GroupEntry): boolean =>
      source.directoryRoles.some((role) => role.toLowerCase() === roleTemplateId.toLowerCase());
    return { users: this.users.filter(holds), groups: this.groups.filter(holds) };
  }

  #resolve(ids: ReadonlySet<string>): Members {
    return {
      users: [...ids].flatMap((id) => this.#usersById.get(id) ?? []),
      groups: [...ids].flatMap((id) => this.#groupsById.get(id) ?? []),
    };
  }
}

export interface Members {
  readonly users: readonly UserEntry[];
  readonly groups: readonly GroupEntry[];
}

function entryOf<Source extends object>(source: Source): DirectoryEntry<Source> {
  return { source, shown: Object.fromEntries(Object.entries(source).filter(([column]) => !localColumns.has(column))) };
}
