import { EngagementFailure } from '../model/failure.ts';

/**
 * The URL of a service that is sent a secret or a token, without a slash at its end. Plain http is allowed to this machine alone, where the
 * local tenant listens.
 * @throws EngagementFailure `callUnusable` where the text is no such URL.
 */
export function secureUrl(text: string, service: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPrivate = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !isPrivate || url.username || url.search || url.hash) {
    const message = `The address of ${service} must be an https URL without user name and query, and is not: mend the configuration.`;
    throw new EngagementFailure('callUnusable', message);
  }
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
