import { decodeJwt } from 'jose/jwt/decode';
import { z } from 'zod';
import type { Clock } from '../model/clock.ts';
import { EngagementFailure } from '../model/failure.ts';
import { NotJson, parseJson } from './json.ts';
import { parseRetryAfter } from './retryAfter.ts';
import { secureUrl } from './secureUrl.ts';

export interface TokenSource {
  /**
   * An access token that is valid for some minutes at least. Callers at the same time share one request.
   * `fresh`: drop the cached token, because it was refused or the grants of the app have changed.
   * @throws EngagementFailure `credentialsRefused`, `graphUnavailable`
   */
  token(options?: { readonly fresh?: boolean }): Promise<string>;
}

export interface ClientCredentials {
  /** `https://login.microsoftonline.com` or that of a national cloud; plain http on loopback only. */
  readonly authorityUrl: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** `https://graph.microsoft.com/.default` */
  readonly scope: string;
  readonly clock: Clock;
}

/** A token is renewed this long before it expires, so that none expires on its way or at a fence; but not before half of its life. */
const renewalSeconds = 5 * 60;

const timeoutSeconds = 30;
const triesMax = 4;

const granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
const refused = z.object({ error_codes: z.array(z.number()).optional(), error_description: z.string().optional() });

/** What an administrator has to check, by the code of Microsoft Entra ID (AADSTS…). */
const adviceByCode: Readonly<Record<number, string>> = {
  90002: 'the tenant id: Microsoft Entra ID knows no such tenant',
  900023: 'the tenant id: it is neither an id nor a domain name',
  700016: 'the client id: the tenant has no such app, or it has been removed',
  7000112: 'the app in the tenant: it has been disabled',
  7000215: 'the client secret: it is not the right one (its value is needed, not its id)',
  7000222: 'the client secret: it has expired, and a new one must be made',
};

/**
 * Tokens for the app itself, by the client credentials flow of the Microsoft identity platform (OAuth 2.0, RFC 6749 section 4.4).
 * @throws EngagementFailure `callUnusable` where the authority is neither https nor on this machine: the secret would travel in the clear.
 */
export function clientCredentialTokens(credentials: ClientCredentials): TokenSource {
  const authority = secureUrl(credentials.authorityUrl, 'the token service').href.replace(/\/$/, '');
  const url = `${authority}/${encodeURIComponent(credentials.tenantId)}/oauth2/v2.0/token`;
  let cached: { readonly token: string; readonly renewAt: number } | undefined;
  let pending: Promise<string> | undefined;

  async function renew(): Promise<string> {
    const answer = await requestToken(url, credentials);
    const lifeSeconds = Math.max(answer.expires_in - renewalSeconds, answer.expires_in / 2);
    cached = { token: answer.access_token, renewAt: credentials.clock.now() + lifeSeconds * 1000 };
    return answer.access_token;
  }

  return {
    token: async (options) => {
      if (options?.fresh) cached = undefined;
      if (cached && credentials.clock.now() < cached.renewAt) return cached.token;
      pending ??= renew().finally(() => (pending = undefined));
      return pending;
    },
  };
}

async function requestToken(url: string, credentials: ClientCredentials): Promise<z.infer<typeof granted>> {
  const { clock } = credentials;
  for (let tries = 1; ; tries += 1) {
    let cause: unknown;
    let afterSeconds = 0;
    try {
      const answer = await postForm(url, credentials);
      if (answer.status === 200) return granted.parse(parseJson(answer.text));
      if (answer.status < 500 && answer.status !== 408 && answer.status !== 429) throw credentialsRefused(answer);
      afterSeconds = parseRetryAfter(answer.retryAfter, clock.now()) ?? 0;
      cause = new Error(`The token service answered with status ${answer.status}.`);
    } catch (error) {
      if (error instanceof EngagementFailure) throw error;
      cause = error;
    }
    if (tries === triesMax) throw serviceUnavailable(cause);
    // One caller for the whole tenant has nobody to spread out from: no jitter.
    await clock.sleep(Math.max(afterSeconds, 2 ** (tries - 1)) * 1000);
  }
}

function serviceUnavailable(cause: unknown): EngagementFailure {
  const message =
    `The token service of Microsoft Entra ID could not be reached, or gave no token, in ${triesMax} tries. ` +
    'Check the network and the address of the token service, and run again.';
  return new EngagementFailure('graphUnavailable', message, { cause });
}

interface TokenAnswer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
}

async function postForm(url: string, { clientId, clientSecret, scope }: ClientCredentials): Promise<TokenAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope }),
    // The secret goes to the configured address and nowhere else.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
  });
  return { status: response.status, text: await response.text(), retryAfter: response.headers.get('retry-after') ?? undefined };
}

function credentialsRefused(answer: TokenAnswer): EngagementFailure {
  const code = entraCode(answer.text);
  const advice = (code === undefined ? undefined : adviceByCode[code]) ?? 'tenant id, client id and client secret';
  const found = code === undefined ? `status ${answer.status}` : `AADSTS${code}`;
  return new EngagementFailure('credentialsRefused', `Microsoft Entra ID gave the app no token (${found}). Check ${advice}.`);
}

/** Only the number: the description repeats ids of the request. */
function entraCode(text: string): number | undefined {
  try {
    const body = refused.safeParse(parseJson(text)).data;
    const described = /AADSTS(\d+)/.exec(body?.error_description ?? '')?.[1];
    return body?.error_codes?.[0] ?? (described === undefined ? undefined : Number(described));
  } catch (error) {
    if (error instanceof NotJson) return undefined;
    throw error;
  }
}

const claims = z.object({ roles: z.array(z.string()).default([]) });

/**
 * The application permissions that a token of our own carries: what the tenant has granted. The signature is not checked, for it comes from
 * the token service itself; never call this with a token from outside. Empty for a text that is no such token.
 */
export function rolesOf(token: string): readonly string[] {
  return token.split('.').length === 3 ? (claims.safeParse(decodeJwt(token)).data?.roles ?? []) : [];
}
