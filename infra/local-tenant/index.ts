import { join } from 'node:path';
import type { Clock } from '../../engine/index.ts';
import { systemClock } from '../systemClock.ts';
import { applicationRoutes } from './applicationRoutes.ts';
import { appRegistration, Authority, issuerOf } from './authority.ts';
import { AuthorityService } from './authorityService.ts';
import { BotChannel } from './botChannel.ts';
import type { ChannelTokenChanges } from './botChannel.ts';
import { calendarRoutes } from './calendarRoutes.ts';
import { dataversePath, DataverseService } from './dataverseService.ts';
import { DataverseTableFile, tableDefinitions } from './dataverseTable.ts';
import { Directory } from './directory.ts';
import { directoryRoutes } from './directoryRoutes.ts';
import { Faults } from './faults.ts';
import { graphPath, GraphService } from './graphService.ts';
import type { ItemKind } from './itemKind.ts';
import type { ItemChange } from './itemList.ts';
import { Limits } from './limits.ts';
import { Mailboxes } from './mailboxes.ts';
import { mailRoutes } from './mailRoutes.ts';
import { Paging } from './paging.ts';
import type { PagingOptions } from './paging.ts';
import { defaultGrantedRoles } from './permissions.ts';
import { RequestLog } from './requestLog.ts';
import { TeamsApps } from './teamsApps.ts';
import type { InstalledApp } from './teamsApps.ts';
import { readTenantFolder } from './tenantFolder.ts';
import { listenOnLoopback, serve } from './tenantServer.ts';
import type { UserTokenChanges } from './userToken.ts';
import { accountEngagements, WrittenTable } from './writtenTable.ts';

/** Pages as a busy Exchange gives them now and then. */
const defaultPaging: PagingOptions = { seed: 1, shortShare: 0.1, emptyShare: 0.05 };

const defaultCacheMegabytes = 64;

export interface LocalTenantOptions {
  /** Default 0: a free one. The server listens on 127.0.0.1 only. */
  readonly port?: number;
  /** Judges Retry-After, the window of 10 minutes and the expiry of tokens; default the clock of this machine. */
  readonly clock?: Clock;
  /** Application permissions that go into the token's `roles`; default what the product needs. Empty: nobody has consented yet. */
  readonly grantedRoles?: readonly string[];
  /** Ids of the users whose mailboxes Exchange opens by itself (RBAC for Applications), whatever the token holds; default none. */
  readonly exchangeScope?: readonly string[];
  /** How often pages are short or empty; default 10 % and 5 %. */
  readonly paging?: Partial<PagingOptions>;
  /** How long each answer takes at least; default 0. Requests that overlap are seen to overlap all the more. */
  readonly latencyMilliseconds?: number;
  /** Memory for items that are cut ready to be served, in MB; default 64. Enough for all mail, and a second reading costs next to nothing. */
  readonly cacheMegabytes?: number;
  /** Ids in the manifests of the Teams apps in the organisation's catalogue; default the client id of the product's registration. Empty: nobody has uploaded it. */
  readonly catalogueAppIds?: readonly string[];
}

/** How to reach a tenant, as the product's configuration wants it. */
export interface TenantAddress {
  /** Directory id, as in `organization.json`. */
  readonly tenantId: string;
  /** Base of Microsoft Graph, with the version. Tokens: scope `https://graph.microsoft.com/.default`, or `/.default` behind the origin of this address. */
  readonly graphUrl: string;
  /** Base of the sign-in service; tokens at `{authorityUrl}/{tenantId}/oauth2/v2.0/token`. */
  readonly authorityUrl: string;
  /** Base of the Dataverse Web API. Tokens: scope `/.default` behind the origin of this address. */
  readonly dataverseUrl: string;
  /** OpenID metadata document for the tokens with which Teams comes to the bot. The bot's own: scope `https://api.botframework.com/.default`, at the sign-in service. */
  readonly botOpenIdMetadataUrl: string;
  /** The one application that is registered in the tenant. */
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A running local tenant. */
export interface LocalTenant extends TenantAddress {
  readonly faults: Faults;
  readonly requests: RequestLog;
  /** Changes a mailbox at once, or right before the `beforePage`-th page of this list from now (1: the next). Throws RangeError for a user without one. */
  readonly change: (userId: string, kind: ItemKind, change: ItemChange, beforePage?: number) => void;
  /** From now on new tokens hold these roles too. */
  readonly grant: (...roles: readonly string[]) => void;
  /** From now on new tokens hold these roles no longer; tokens that are out keep them, as Entra's do. */
  readonly revoke: (...roles: readonly string[]) => void;
  /** From now on Exchange opens these users' mailboxes by itself, and no others. */
  readonly openInExchange: (...userIds: readonly string[]) => void;
  /**
   * An access token for the product's API, as this user would get it by signing in; `changes` make it wrong. Of guests and disabled accounts
   * too, who could not sign in. Rejects with RangeError for an id that is nobody's.
   */
  readonly userToken: (userId: string, changes?: UserTokenChanges) => Promise<string>;
  /**
   * A token that says that an activity comes from Teams, for the bot to check; `serviceUrl` is where the bot is to answer, as in the activity.
   * `changes` make it wrong.
   */
  readonly channelToken: (serviceUrl: string, changes?: ChannelTokenChanges) => Promise<string>;
  /** The Teams apps that have been installed for people, in that order. */
  readonly installedApps: () => readonly InstalledApp[];
  /** Tokens that are out are answered 401 from now on. */
  readonly revokeTokens: () => void;
  /** Breaks all connections and stops listening. */
  readonly close: () => Promise<void>;
}

/**
 * Serves a tenant folder over HTTP on loopback, as Microsoft Entra ID, Microsoft Graph v1.0 and Dataverse.
 * Fails with `tenantFolderUnusable` and `<file>:<line>: <reason>` where the folder cannot be used.
 */
export async function startLocalTenant(folder: string, options: LocalTenantOptions = {}): Promise<LocalTenant> {
  const clock = options.clock ?? systemClock;
  const tenantFolder = await readTenantFolder(folder);
  const directory = new Directory(tenantFolder);
  const mailboxes = await Mailboxes.open(folder, directory, (options.cacheMegabytes ?? defaultCacheMegabytes) * 1_000_000);
  const tables = tableDefinitions.map((definition) => new DataverseTableFile(definition, join(folder, `${definition.name}.csv`)));
  for (const table of tables) await table.table();

  const tenantId = tenantFolder.organization.id;
  const pagingOptions = { ...defaultPaging, ...options.paging };
  const paging = new Paging(pagingOptions, tenantId);
  const app = appRegistration(tenantId, options.grantedRoles ?? defaultGrantedRoles);
  const openInExchange = (...userIds: readonly string[]): void => {
    app.exchangeScope.clear();
    for (const userId of userIds) app.exchangeScope.add(userId.toLowerCase());
  };
  openInExchange(...(options.exchangeScope ?? []));
  const authority = await Authority.create(tenantId, app, clock);
  const teamsApps = new TeamsApps(options.catalogueAppIds ?? [app.clientId], app.displayName, directory);
  const { server, origin } = await listenOnLoopback(options.port ?? 0);
  const botChannel = new BotChannel(origin, app.clientId, clock);
  const routes = [
    ...mailRoutes(mailboxes, paging),
    ...calendarRoutes(mailboxes, paging),
    ...directoryRoutes(directory, paging),
    ...applicationRoutes(app, directory, paging),
    ...teamsApps.routes(),
  ];
  const faults = new Faults();
  const requests = new RequestLog();
  serve(server, origin, {
    graph: new GraphService(routes, authority),
    dataverse: new DataverseService(tables, [new WrittenTable(accountEngagements)], authority, paging),
    authority: new AuthorityService(authority, origin, directory),
    botChannel,
    directory,
    limits: new Limits(clock, pagingOptions.seed),
    faults,
    requests,
    clock,
    latencyMilliseconds: options.latencyMilliseconds ?? 0,
  });

  return {
    tenantId,
    graphUrl: `${origin}${graphPath}`,
    authorityUrl: origin,
    dataverseUrl: `${origin}${dataversePath}`,
    botOpenIdMetadataUrl: botChannel.metadataUrl,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    faults,
    requests,
    change: (userId, kind, change, beforePage) => mailboxes.change(userId, kind, change, beforePage),
    grant: (...roles) => roles.forEach((role) => app.grantedRoles.add(role)),
    revoke: (...roles) => roles.forEach((role) => app.grantedRoles.delete(role)),
    openInExchange,
    userToken: async (userId, changes) => {
      const user = directory.user(userId)?.source;
      if (user === undefined) throw new RangeError('The id is nobody\'s in this tenant.');
      return (await authority.issueForUser(user, issuerOf(origin, tenantId), changes)).token;
    },
    channelToken: (serviceUrl, changes) => botChannel.token(serviceUrl, changes),
    installedApps: () => teamsApps.installed,
    revokeTokens: () => authority.revokeTokens(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
