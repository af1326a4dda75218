import { graphAudience } from './authority.ts';
import type { Authority, TokenFault } from './authority.ts';
import type { GraphCall, GraphRoute } from './graphRoute.ts';
import { exchangeAreas, exchangeRoles, rolesByArea, teamsAreas } from './permissions.ts';
import type { Area } from './permissions.ts';
import { preferencesOf } from './preferences.ts';
import { GraphError } from './reply.ts';
import type { Reply } from './reply.ts';

export const graphPath = '/v1.0';

/** What a request to Graph is for, before anything is known of who asks. */
export interface GraphTarget {
  readonly route: GraphRoute;
  readonly parameters: GraphCall['parameters'];
}

/** A request to Graph, with the headers that Graph heeds. */
export interface GraphRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly target: GraphTarget | undefined;
  /** The user id of the mailbox that is asked for, lower case; undefined for the directory. */
  readonly mailbox: string | undefined;
  readonly authorization: string | undefined;
  readonly prefer: string | undefined;
  readonly consistencyLevel: string | undefined;
}

const tokenMessages: Readonly<Record<TokenFault, string>> = {
  missing: 'Access token is empty.',
  invalid: 'Access token validation failure. Invalid signature or form.',
  expired: 'Access token has expired or is not yet valid.',
  wrongAudience: 'Access token validation failure. Invalid audience.',
};

/** Microsoft Graph v1.0: finds the route, checks token and permission, answers. */
export class GraphService {
  readonly #routes: readonly GraphRoute[];
  readonly #authority: Authority;

  constructor(routes: readonly GraphRoute[], authority: Authority) {
    this.#routes = routes;
    this.#authority = authority;
  }

  /** The route of a path below `/v1.0`, or undefined where there is none. Throws URIError for a path that is not properly escaped. */
  target(path: string): GraphTarget | undefined {
    for (const route of this.#routes) {
      const match = route.pattern.exec(path);
      if (match !== null) return { route, parameters: match.slice(1).map((part: string | undefined) => part && decodeURIComponent(part)) };
    }
    return undefined;
  }

  /** Fails with `GraphError`. */
  async answer({ method, url, body, target, mailbox, authorization, prefer, consistencyLevel }: GraphRequest): Promise<Reply> {
    // On loopback Graph and Dataverse share a host, so a token for the host opens both; one for Graph's own name opens Graph alone.
    const verification = await this.#authority.verify(authorization, [graphAudience, url.origin]);
    if ('fault' in verification) {
      throw new GraphError(401, 'InvalidAuthenticationToken', tokenMessages[verification.fault], { 'WWW-Authenticate': 'Bearer realm=""' });
    }
    if (target === undefined) {
      throw new GraphError(400, 'BadRequest', `Resource not found for the segment '${url.pathname.split('/').at(-1) ?? ''}'.`);
    }
    const { route, parameters } = target;
    if (method !== (route.method ?? 'GET')) throw new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
    const inScope = mailbox !== undefined && this.#authority.app.exchangeScope.has(mailbox);
    const roles = inScope ? new Set([...verification.roles, ...exchangeRoles]) : verification.roles;
    if (!rolesByArea[route.area].some((role) => roles.has(role))) throw denied(route.area, roles);
    const isEventual = consistencyLevel?.toLowerCase() === 'eventual';
    return route.handle({ url, body, parameters, preferences: preferencesOf(prefer), isEventual, roles });
  }
}

/** A permission that the tenant has not granted, or has withdrawn. */
function denied(area: Area, roles: ReadonlySet<string>): GraphError {
  if (teamsAreas.has(area)) {
    const message = `Missing role permissions on the request. API requires one of '${rolesByArea[area].join(', ')}'. Roles on the request '${[...roles].join(', ')}'.`;
    return new GraphError(403, 'Forbidden', message);
  }
  return exchangeAreas.has(area)
    ? new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.')
    : new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}
