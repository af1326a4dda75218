import { setMaxListeners } from 'node:events';
import { Client, ResponseType } from '@microsoft/microsoft-graph-client';
import type { Clock } from '../model/clock.ts';
import { EngagementFailure } from '../model/failure.ts';
import { untilAborted } from './abort.ts';
import { Exchange, middleware } from './exchange.ts';
import { directoryLane, type Lane, mailboxLane } from './lane.ts';
import { pathUnder, urlUnder } from './links.ts';
import { judge } from './middleware/judge.ts';
import { limits } from './middleware/limits.ts';
import { interrupted, retry } from './middleware/retry.ts';
import { timeout } from './middleware/timeout.ts';
import { withToken } from './middleware/token.ts';
import { createTransport } from './middleware/transport.ts';
import { rolesThatCount, type MailboxPermissionPlace } from './permissions.ts';
import { secureUrl } from './secureUrl.ts';
import { rolesOf, type TokenSource } from './tokens.ts';

/** One GET. */
export interface GraphRequest {
  /** Below the base URL, with the query: `/users/…?$select=…`, or what `pathOf` gave for a nextLink. */
  readonly path: string;
  /** The user id of the mailbox that is read; undefined for the directory. */
  readonly mailbox?: string;
  /** The application permission that it needs, named to the administrator where it is missing. */
  readonly permission: string;
  /** Sent with this page; a nextLink carries the query only, so every page needs them again. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One POST that makes something be there. It may be sent several times, so it must be one that finds its own work done the second time. */
export interface GraphCreation extends Omit<GraphRequest, 'mailbox' | 'headers'> {
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Graph {
  /**
   * The parsed body of the answer; undefined where what was asked for does not exist. Waits, repeats and shrinks pages by itself.
   * @throws MailboxUnreadable where this mailbox must be skipped; EngagementFailure where no request can succeed (`consentMissing`,
   * `credentialsRefused`), Graph is down (`graphUnavailable`), the request is wrong (`graphRefused`), or the signal was aborted (`interrupted`).
   */
  get(request: GraphRequest): Promise<unknown>;
  /** The application permissions that count as granted now, by a token that is asked for anew. @throws EngagementFailure as `TokenSource.token` */
  grantedRoles(): Promise<readonly string[]>;
  /** A nextLink as the `path` of the next request. @throws EngagementFailure `graphRefused` where it leads away from Graph. */
  pathOf(nextLink: string): string;
  /** Closes the connections. */
  close(): Promise<void>;
}

/** Runs are not given one: they read only. */
export interface WritableGraph extends Graph {
  /**
   * Makes something be there: `exists` where it is already, `absent` where what it belongs to is not. Waits and repeats like `get`, also when
   * it cannot tell whether an attempt has arrived.
   * @throws EngagementFailure as `get`
   */
  post(request: GraphCreation): Promise<'created' | 'exists' | 'absent'>;
  /** The whole address of a path, by which a body names something else of Graph. @throws EngagementFailure as `pathOf` */
  urlOf(path: string): string;
}

export interface GraphOptions {
  /** `https://graph.microsoft.com/v1.0` or that of a national cloud; plain http on loopback only. */
  readonly baseUrl: string;
  readonly tokens: TokenSource;
  /** Default Microsoft Entra ID. */
  readonly mailboxPermissions?: MailboxPermissionPlace | undefined;
  readonly clock: Clock;
  /** Uniform in [0, 1): for the jitter of waits. */
  readonly random: () => number;
  /** Over all mailboxes and the directory. */
  readonly requestsInFlightMax?: number;
  /** For one attempt, its body included. */
  readonly timeoutSeconds?: number;
  /** Ends all requests and waits at once. */
  readonly signal?: AbortSignal | undefined;
}

/** A client for one tenant. All requests to the tenant must go through one client: it counts what is in flight to each mailbox. */
export function createGraph(options: GraphOptions): WritableGraph {
  const { clock, random, signal, mailboxPermissions = 'entra', requestsInFlightMax = 24, timeoutSeconds = 100 } = options;
  const base = secureUrl(options.baseUrl, 'Microsoft Graph');
  // Every request and wait under way listens to it: many listeners are no leak here.
  if (signal) setMaxListeners(0, signal);
  const transport = createTransport({ connectionsMax: requestsInFlightMax });
  const chain = [
    retry({ clock, random, signal }),
    withToken({ tokens: options.tokens, signal }),
    limits({ requestsInFlightMax, clock, signal }),
    judge({ clock, signal }),
    timeout({ timeoutSeconds, signal }),
    transport.step,
  ];
  const client = Client.initWithMiddleware({ baseUrl: base.origin, defaultVersion: base.pathname, middleware: chain.map(middleware) });
  const directory = directoryLane(random, requestsInFlightMax);
  const mailboxes = new Map<string, Lane>();

  function laneOf(mailbox: string | undefined): Lane {
    if (mailbox === undefined) return directory;
    const lane = mailboxes.get(mailbox) ?? mailboxLane(random);
    mailboxes.set(mailbox, lane);
    return lane;
  }

  return {
    get: async (request) => {
      const exchange = new Exchange({
        route: request.mailbox === undefined ? 'directory' : 'mailbox',
        lane: laneOf(request.mailbox),
        permission: request.permission,
        headers: request.headers ?? {},
        url: urlUnder(base, request.path),
        body: undefined,
      });
      // The body comes back in the exchange, read and parsed once: the SDK would copy it, and cannot parse it within a time-out.
      await client.api(new URL(exchange.url).pathname).middlewareOptions([exchange]).responseType(ResponseType.RAW).get();
      if (exchange.failure !== undefined) throw exchange.failure;
      return exchange.outcome?.kind === 'done' ? exchange.outcome.json : undefined;
    },
    post: async ({ path, permission, body }) => {
      const exchange = new Exchange({ route: 'directory', lane: directory, permission, headers: { 'content-type': 'application/json' }, url: urlUnder(base, path), body: JSON.stringify(body) });
      await client.api(new URL(exchange.url).pathname).middlewareOptions([exchange]).responseType(ResponseType.RAW).post(body);
      if (exchange.failure !== undefined) throw exchange.failure;
      if (exchange.outcome?.kind === 'exists') return 'exists';
      return exchange.outcome?.kind === 'done' ? 'created' : 'absent';
    },
    grantedRoles: async () => {
      try {
        return rolesThatCount(rolesOf(await untilAborted(options.tokens.token({ fresh: true }), signal)), mailboxPermissions);
      } catch (error) {
        throw signal?.aborted ? interrupted(error) : error;
      }
    },
    pathOf: (nextLink) => pathUnder(base, nextLink),
    urlOf: (path) => urlUnder(base, path),
    close: () => transport.close(),
  };
}

/** A body of a shape that no version of Graph gives. */
export function unexpectedAnswer(what: string, cause: unknown): EngagementFailure {
  const message = `Microsoft Graph answered with ${what} of an unexpected shape. Check the address of Microsoft Graph in the configuration.`;
  return new EngagementFailure('graphRefused', message, { cause });
}
