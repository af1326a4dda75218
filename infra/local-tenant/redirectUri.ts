import { EntraError } from './entraError.ts';
import type { Reply } from './reply.ts';

const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1']);

/** True for `http://localhost` and `http://127.0.0.1`, on any port, without a user name. */
export function isLoopbackUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'http:' && loopbackHosts.has(url.hostname) && url.username === '' && url.password === '';
}

/**
 * `redirect_uri` of a request, as it was written. Registered are all addresses on loopback, and no others; none with a fragment (RFC 6749
 * section 3.1.2). Whoever is refused must be told on the page: sending them on would be the very attack that the rule is against.
 * @throws EntraError
 */
export function registeredRedirectUri(text: string | null, clientId: string): string {
  if (text === null || text === '') throw new EntraError(400, 'invalid_request', 900971, 'No reply address provided.');
  if (!isLoopbackUrl(text) || text.includes('#')) {
    const description = `The redirect URI '${text}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`;
    throw new EntraError(400, 'invalid_request', 50011, description);
  }
  return text;
}

/** Sends the browser back to the application, with the parameters that have a value. */
export function redirectReply(redirectUri: string, parameters: Readonly<Record<string, string | null>>, mode: 'query' | 'fragment' = 'query'): Reply {
  const url = new URL(redirectUri);
  const given = Object.entries(parameters).flatMap(([name, value]) => (value === null ? [] : [[name, value] as [string, string]]));
  if (mode === 'fragment') url.hash = new URLSearchParams(given).toString();
  else for (const [name, value] of given) url.searchParams.append(name, value);
  return { status: 302, headers: { 'Location': url.href, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }, body: '' };
}
