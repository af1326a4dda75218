import { z } from 'zod';
import type { Directory } from './directory.ts';
import { directoryFilter } from './directoryFilter.ts';
import type { GraphCall, GraphRoute } from './graphRoute.ts';
import { invalidQuery, refuseUnknownOptions } from './queryOptions.ts';
import { GraphError, jsonReply } from './reply.ts';
import type { Reply } from './reply.ts';
import { stableId } from './stableId.ts';

/** An app that was installed for a person. */
export interface InstalledApp {
  readonly userId: string;
  /** Id in the manifest of the app. */
  readonly externalId: string;
}

const bindSchema = z.object({ 'teamsApp@odata.bind': z.string() });
const filterable = new Set(['id', 'externalId', 'displayName', 'distributionMethod']);

/** The organisation's catalogue of Teams apps, and for whom they have been installed. */
export class TeamsApps {
  readonly #apps: readonly { readonly id: string; readonly externalId: string; readonly displayName: string; readonly distributionMethod: string }[];
  readonly #directory: Directory;
  readonly #installed: InstalledApp[] = [];

  /** `externalIds`: the ids in the manifests of the apps that somebody has uploaded. */
  constructor(externalIds: readonly string[], displayName: string, directory: Directory) {
    this.#apps = externalIds.map((externalId) => ({ id: stableId(`teamsApp/${externalId}`), externalId, displayName, distributionMethod: 'organization' }));
    this.#directory = directory;
  }

  /** In the order in which they were installed. */
  get installed(): readonly InstalledApp[] {
    return [...this.#installed];
  }

  /** https://learn.microsoft.com/graph/api/appcatalogs-list-teamsapps and userteamwork-post-installedapps */
  routes(): readonly GraphRoute[] {
    return [
      { pattern: /^\/appCatalogs\/teamsApps$/i, area: 'appCatalogue', handle: (call) => this.#list(call) },
      { pattern: /^\/users\/([^/]+)\/teamwork\/installedApps$/i, method: 'POST', area: 'appInstallations', handle: (call) => this.#install(call) },
    ];
  }

  #list({ url }: GraphCall): Reply {
    refuseUnknownOptions(url.searchParams, ['$filter']);
    const filter = url.searchParams.get('$filter');
    // Without a filter Graph lists the whole store, too.
    if (filter === null) throw invalidQuery('The local tenant lists Teams apps by $filter only.');
    const value = this.#apps.filter(directoryFilter(filter, { entity: 'teamsApp', properties: filterable, isAdvanced: false }));
    return jsonReply({ '@odata.context': `${url.origin}/v1.0/$metadata#appCatalogs/teamsApps`, value });
  }

  #install({ url, body, parameters }: GraphCall): Reply {
    const appId = appIdOf(body);
    const user = this.#directory.user(parameters[0] ?? '');
    if (user === undefined) throw new GraphError(404, 'NotFound', `No user found with the id '${parameters[0] ?? ''}'.`);
    const app = this.#apps.find(({ id }) => id === appId);
    if (app === undefined) throw new GraphError(404, 'NotFound', `No app with the id '${appId}' was found in the catalogue of the tenant.`);
    const userId = user.source.id;
    if (this.#installed.some((one) => one.userId === userId && one.externalId === app.externalId)) {
      throw new GraphError(409, 'Conflict', 'The app is already installed in the personal scope of the user.');
    }
    this.#installed.push({ userId, externalId: app.externalId });
    const installationId = Buffer.from(`${userId}##${app.id}`).toString('base64');
    return { status: 201, headers: { Location: `${url.origin}/v1.0/users/${userId}/teamwork/installedApps/${installationId}` }, body: '' };
  }
}

/** The id in the address of the app that the body names. */
function appIdOf(body: string): string {
  const parsed = bindSchema.safeParse(jsonOf(body));
  const appId = /\/appCatalogs\/teamsApps\/([\w-]+)$/i.exec(parsed.data?.['teamsApp@odata.bind'] ?? '')?.[1];
  if (appId === undefined) throw new GraphError(400, 'BadRequest', "The body must name an app of the catalogue in 'teamsApp@odata.bind'.");
  return appId.toLowerCase();
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new GraphError(400, 'BadRequest', 'Unable to read JSON request payload.');
  }
}
