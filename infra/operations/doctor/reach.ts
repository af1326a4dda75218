import type { Clock } from '../../../engine/index.ts';

/** An answer to one plain GET, that proves nothing but that somebody is there. */
export interface Answer {
  readonly isReached: true;
  readonly status: number;
  readonly text: string;
  /** How far the clock of whoever answered is ahead of ours; undefined where the answer has no date. */
  readonly aheadMilliseconds: number | undefined;
}

export interface Silence {
  readonly isReached: false;
  /** Completes "… cannot be reached: ". */
  readonly reason: string;
}

export interface Reach {
  readonly clock: Clock;
  readonly timeoutMilliseconds: number;
}

/** Longer ones are nothing that is looked at here. */
const textLengthMax = 200_000;

/** Asks an address once, with neither secret nor token. */
export async function reach(url: string, { clock, timeoutMilliseconds }: Reach): Promise<Answer | Silence> {
  const askedAt = clock.now();
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMilliseconds) });
    const date = Date.parse(response.headers.get('date') ?? '');
    // The header leaves out what a second has beyond its beginning; the way there and back is halved.
    const aheadMilliseconds = Number.isNaN(date) ? undefined : date + 500 - (askedAt + clock.now()) / 2;
    const text = (await response.text()).slice(0, textLengthMax);
    return { isReached: true, status: response.status, text, aheadMilliseconds };
  } catch (error) {
    return { isReached: false, reason: reasonOf(error, timeoutMilliseconds) };
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known (DNS)',
  EAI_AGAIN: 'names cannot be looked up at the moment (DNS)',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was broken off; a firewall or a proxy may stand in between',
  UND_ERR_SOCKET: 'the connection was broken off; a firewall or a proxy may stand in between',
  EHOSTUNREACH: 'there is no way to it from here',
  ENETUNREACH: 'there is no way to it from here',
  UND_ERR_CONNECT_TIMEOUT: 'the connection does not come about; a firewall may stand in between',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody that is trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by nobody that is trusted; a proxy may open connections (NODE_EXTRA_CA_CERTS)',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by nobody that is trusted; a proxy may open connections (NODE_EXTRA_CA_CERTS)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes without the one that signed it',
};

function reasonOf(error: unknown, timeoutMilliseconds: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${timeoutMilliseconds / 1000} seconds`;
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return code === undefined ? 'the connection failed' : (reasons[code] ?? `the connection failed (${code})`);
}
