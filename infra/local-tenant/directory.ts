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
export const localColumns: ReadonlySet<string> = new Set(['directoryRoles', 'appRoles', 'mailbox', 'members', 'userPurpose', 'isDynamicDistribution']);

/** The users and groups of the tenant. Ids and principal names are compared whatever the case, as Entra does. */
export class Directory {
  readonly organization: TenantOrganization;
  readonly users: readonly UserEntry[];
  /** Those with a `deletedDateTime`: nobody but the deleted items knows them. */
  readonly deletedUsers: readonly UserEntry[];
  readonly groups: readonly GroupEntry[];
  readonly #usersById: ReadonlyMap<string, UserEntry>;
  readonly #usersByName: ReadonlyMap<string, UserEntry>;
  readonly #groupsById: ReadonlyMap<string, GroupEntry>;

  constructor(folder: TenantFolder) {
    this.organization = folder.organization;
    const users = folder.users.map(entryOf);
    this.users = users.filter(({ source }) => !isDeleted(source));
    this.deletedUsers = users.filter(({ source }) => isDeleted(source));
    this.groups = folder.groups.filter(({ isDynamicDistribution }) => !isDynamicDistribution).map(entryOf);
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

  /** `seesHidden`: also where the group's membership is hidden; without it such a group seems empty. */
  members(group: GroupEntry, seesHidden: boolean): Members {
    return this.#resolve(new Set(memberIds(group, seesHidden)));
  }

  /** Each member once, however deep and however often it is nested; cycles end where they began. */
  transitiveMembers(group: GroupEntry, seesHidden: boolean): Members {
    const ids = new Set<string>();
    const open = [group];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const id of memberIds(next, seesHidden)) {
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

  /** Users that hold a directory role, directly or through a group. */
  roleHolders(roleTemplateId: string): readonly UserEntry[] {
    const { users, groups } = this.roleMembers(roleTemplateId);
    return [...new Set([...users, ...groups.flatMap((group) => this.transitiveMembers(group, true).users)])];
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

function memberIds({ source }: GroupEntry, seesHidden: boolean): readonly string[] {
  return !seesHidden && source.visibility === 'HiddenMembership' ? [] : source.members.map((id) => id.toLowerCase());
}

function isDeleted({ deletedDateTime }: TenantUser): boolean {
  return typeof deletedDateTime === 'string';
}

function entryOf<Source extends object>(source: Source): DirectoryEntry<Source> {
  return { source, shown: Object.fromEntries(Object.entries(source).filter(([column]) => !localColumns.has(column))) };
}
