import { EngagementFailure } from '../model/failure.ts';

/** `$top` of a link; Graph writes it plain or encoded in the links that it gives. */
const pageSizePattern = /([?&](?:\$|%24)top=)(\d+)/i;

/** The page size that a link asks for; undefined where it leaves that to the server. */
export function pageSizeOf(url: string): number | undefined {
  const match = pageSizePattern.exec(url);
  return match ? Number(match[2]) : undefined;
}

/** The link with at most `max` items a page. The position in the list stays: the server keeps it in other parts of the link. */
export function withPageSizeAtMost(url: string, max: number): string {
  return url.replace(pageSizePattern, (_, name: string, size: string) => `${name}${Math.min(Number(size), max)}`);
}

/**
 * The full URL of a path below the base URL.
 * @throws EngagementFailure `graphRefused` where the path climbs out of the base URL: no token goes there.
 */
export function urlUnder(base: URL, path: string): string {
  const prefix = base.href.replace(/\/$/, '');
  const url = `${prefix}${path}`;
  if (!path.startsWith('/') || !isUnder(base, url)) throw foreignLink();
  return url;
}

/**
 * What stands behind the base URL in a link that Graph gave: it can be stored, and holds wherever the same Graph is reached.
 * @throws EngagementFailure `graphRefused` where the link leaves the base URL: no token goes there.
 */
export function pathUnder(base: URL, link: string): string {
  if (!isUnder(base, link)) throw foreignLink();
  const url = new URL(link);
  return url.pathname.slice(base.pathname.replace(/\/$/, '').length) + url.search;
}

function isUnder(base: URL, link: string): boolean {
  if (!URL.canParse(link)) return false;
  const url = new URL(link);
  // An encoded dot segment is resolved by some servers, and then leads out.
  const isPlain = !url.username && !url.password && !/%2e%2e|%2f\.\.|\\/i.test(url.pathname);
  return isPlain && url.origin === base.origin && url.pathname.startsWith(`${base.pathname.replace(/\/$/, '')}/`);
}

function foreignLink(): EngagementFailure {
  return new EngagementFailure(
    'graphRefused',
    'Microsoft Graph gave a link to the next page that leads to another server or service; it was not followed. ' +
      'Check the address of Microsoft Graph in the configuration.',
  );
}

/** A query string from option names and plain values; empty where there are none. */
export function query(options: Readonly<Record<string, string | number>>): string {
  const parts = Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}
