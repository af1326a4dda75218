import { z } from 'zod';
import { untilAborted } from '../graph/abort.ts';
import { parseRetryAfter } from '../graph/retryAfter.ts';
import { secureUrl } from '../graph/secureUrl.ts';
import type { TokenSource } from '../graph/tokens.ts';
import type { Clock } from '../model/clock.ts';
import { EngagementFailure, type FailureCode } from '../model/failure.ts';

export interface DataverseAccess {
  /** The Web API: https://<organisation>.crm.dynamics.com/api/data/v9.2; plain http on loopback only. */
  readonly baseUrl: string;
  readonly tokens: TokenSource;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** After this time without a whole answer a request is given up and tried again; 150 s unless given. */
  readonly requestTimeoutMilliseconds?: number | undefined;
}

/** What a client of Dataverse is for, as its failures say it. */
export interface DataverseTask {
  readonly failureCode: FailureCode;
  /** What cannot be done, up to the host's name: `Accounts and contacts cannot be read from`. */
  readonly undone: string;
}

export interface DataverseRequest {
  readonly url: URL;
  readonly method?: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface DataverseReply {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
}

type DataverseAnswer = { readonly kind: 'page'; readonly body: unknown } | { readonly kind: 'badRequest'; readonly message: string };

type Outcome = ({ readonly kind: 'answered' } & DataverseReply) | { readonly kind: 'broken'; readonly error: unknown };

/** Dataverse itself gives up a query after two minutes. https://learn.microsoft.com/power-apps/developer/data-platform/api-limits */
const requestTimeoutMillisecondsDefault = 150_000;

/**
 * How long one request is tried for. A busy Dataverse: three of the five-minute windows in which it counts the requests of a user. Where nobody
 * answers, a wrong address is likelier than a fault that passes, and somebody waits to be told so.
 */
const retryBudgetMilliseconds = { answered: 900_000, broken: 300_000 };

const backoffMillisecondsMin = 1_000;
const backoffMillisecondsMax = 60_000;

const errorSchema = z.object({ error: z.object({ message: z.string() }) });

/**
 * Sends requests to the Dataverse Web API: one at a time, again after a fault that passes (429, 5xx, broken connection, time-out), as
 * `Retry-After` says and never sooner than a backoff with jitter, for at most 15 minutes a request (5 where nobody answers); after a 401 once
 * with a fresh token. Any other reply is the caller's to judge. So a request must be one that does no harm when it is done twice. The token
 * goes to addresses under `baseUrl` only: no redirect is followed.
 * @throws EngagementFailure `callUnusable` where `baseUrl` is neither https nor on this machine: the token would travel in the clear.
 */
export function dataverseExchange(access: DataverseAccess, { failureCode, undone }: DataverseTask) {
  const { tokens, clock, signal, requestTimeoutMilliseconds = requestTimeoutMillisecondsDefault } = access;
  const base = secureUrl(access.baseUrl, 'Dataverse');
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const failure = (happened: string, options?: ErrorOptions) => new EngagementFailure(failureCode, `${undone} ${base.host}: ${happened}`, options);

  async function attempt({ url, method = 'GET', headers, body }: DataverseRequest, token: string): Promise<Outcome> {
    const timeout = AbortSignal.timeout(requestTimeoutMilliseconds);
    try {
      const response = await fetch(url, {
        method,
        headers: { Accept: 'application/json', ...headers, Authorization: `Bearer ${token}`, 'OData-Version': '4.0', 'OData-MaxVersion': '4.0' },
        body: body ?? null,
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      return { kind: 'answered', status: response.status, text: await response.text(), retryAfter: response.headers.get('retry-after') ?? undefined };
    } catch (error) {
      signal?.throwIfAborted();
      return { kind: 'broken', error };
    }
  }

  /** `decisive`: what the reply comes to where its body, not its status, decides whether to try again. */
  async function send(request: DataverseRequest, decisive: (reply: DataverseReply) => DataverseReply = (reply) => reply): Promise<DataverseReply> {
    const startedAt = clock.now();
    let tokenWasRefused = false;
    for (let tries = 0; ; tries += 1) {
      signal?.throwIfAborted();
      const outcome = await attempt(request, await untilAborted(tokens.token({ fresh: tokenWasRefused }), signal));
      const reply = outcome.kind === 'answered' ? decisive(outcome) : undefined;
      if (reply && !isPassing(reply.status)) {
        if (reply.status !== 401 || tokenWasRefused) return reply;
        tokenWasRefused = true;
        continue;
      }
      const retryAfterSeconds = parseRetryAfter(reply?.retryAfter, clock.now());
      const wait = Math.max((retryAfterSeconds ?? 0) * 1_000, backoffMilliseconds(tries));
      if (clock.now() + wait > startedAt + retryBudgetMilliseconds[outcome.kind]) {
        if (reply) throw failure(`it is too busy (status ${reply.status}), also after several tries. Try again later.`);
        const cause = outcome.kind === 'broken' ? outcome.error : undefined;
        throw failure('it cannot be reached, also after several tries. Check the network, then try again.', { cause });
      }
      await clock.sleep(wait, signal);
    }
  }

  return { base, failure, send };
}

/** Reads pages of the Dataverse Web API, as `dataverseExchange` does. What cannot be read is an `EngagementFailure` `contactsUnreadable`. */
export function dataverseClient(access: DataverseAccess, headers: Readonly<Record<string, string>>) {
  const { base, failure, send } = dataverseExchange(access, { failureCode: 'contactsUnreadable', undone: 'Accounts and contacts cannot be read from' });

  return {
    async get(url: URL): Promise<DataverseAnswer> {
      const { status, text } = await send({ url, headers });
      if (status === 200) return { kind: 'page', body: json(text) };
      if (status === 400) return { kind: 'badRequest', message: errorSchema.safeParse(json(text)).data?.error.message ?? '' };
      throw failure(adviceFor(status));
    },
    url: (path: string) => new URL(path, base),
    /** The next page of `current`. A link to anywhere else, or back to the same page, is refused. */
    nextUrl(link: string, current: URL): URL {
      const next = URL.canParse(link, current.href) ? new URL(link, current) : undefined;
      // Some servers take an encoded slash for a slash, and with it climb out of the base path.
      const isUnderBase = next?.origin === base.origin && next.pathname.startsWith(base.pathname) && !/%2f|%5c/i.test(next.pathname);
      if (!isUnderBase || next.username !== '') throw failure('its link to the next page leads elsewhere, and is not followed.');
      if (next.href === current.href) throw failure('its link to the next page leads back to the same page.');
      return next;
    },
  };
}

/** The body as JSON; undefined where a gateway sent something else. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** True for a status that the same request may not meet again. 501: the server will never do it. */
function isPassing(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

function adviceFor(status: number): string {
  if (status === 401) return 'it does not accept our token, not even a fresh one. Check that the app is an application user of this environment.';
  if (status === 403) return 'the application user may not read them. Give it a security role with read access to accounts and contacts.';
  if (status === 404) return 'there is no such address. Check the base address of the Web API (…/api/data/v9.2).';
  return `it answers with status ${status}. Check the base address of the Web API (…/api/data/v9.2).`;
}

/** Doubles from 1 s to 60 s; up to half of it is chance, so that several readers do not come back together. */
function backoffMilliseconds(attempt: number): number {
  const full = Math.min(backoffMillisecondsMax, backoffMillisecondsMin * 2 ** attempt);
  return full * (1 - Math.random() / 2);
}
