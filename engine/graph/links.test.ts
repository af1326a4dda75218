import { describe, expect, test } from 'vitest';
import { EngagementFailure } from '../model/failure.ts';
import { pageSizeOf, pathUnder, query, urlUnder, withPageSizeAtMost } from './links.ts';

const base = new URL('https://graph.microsoft.com/v1.0');

test('a nextLink is kept as path and query below the base URL, to the letter', () => {
  const path = pathUnder(base, "https://graph.microsoft.com/v1.0/users('a%20b')/messages?%24skiptoken=x%2Fy&$top=10&$top=10");
  expect(path).toBe("/users('a%20b')/messages?%24skiptoken=x%2Fy&$top=10&$top=10");
  expect(urlUnder(base, path)).toBe("https://graph.microsoft.com/v1.0/users('a%20b')/messages?%24skiptoken=x%2Fy&$top=10&$top=10");
});

describe('a link that leaves Graph is refused', () => {
  test.each([
    'https://graph.microsoft.com.evil.example/v1.0/users',
    'https://evil.example/v1.0/users?x=https://graph.microsoft.com/v1.0/',
    'https://graph.microsoft.com@evil.example/v1.0/users',
    'https://user:word@graph.microsoft.com/v1.0/users',
    'http://graph.microsoft.com/v1.0/users',
    'https://graph.microsoft.com:8443/v1.0/users',
    'https://graph.microsoft.com/beta/users',
    'https://graph.microsoft.com/v1.0/../beta/users',
    'https://graph.microsoft.com/v1.0/%2e%2e/beta/users',
    'https://graph.microsoft.com/v1.0x/users',
    '//evil.example/v1.0/users',
    '/v1.0/users',
    '',
  ])('%j', (link) => expect(() => pathUnder(base, link)).toThrow(EngagementFailure));

  test.each(['/../beta/users', '@evil.example/users', 'users', '.evil.example/', '/%2e%2e/beta'])('stored path %j', (path) => {
    expect(() => urlUnder(base, path)).toThrow(EngagementFailure);
  });
});

test('the page size is found and lowered in either spelling, and nothing else of the link changes', () => {
  expect(withPageSizeAtMost('https://x/v1.0/a?$skip=500&$top=500&top=900', 250)).toBe('https://x/v1.0/a?$skip=500&$top=250&top=900');
  expect(withPageSizeAtMost('https://x/v1.0/a?%24top=500&%24skip=500', 250)).toBe('https://x/v1.0/a?%24top=250&%24skip=500');
  expect(withPageSizeAtMost('https://x/v1.0/a?$top=100', 250)).toBe('https://x/v1.0/a?$top=100');
  expect(withPageSizeAtMost('https://x/v1.0/a?$top=100', Infinity)).toBe('https://x/v1.0/a?$top=100');
  expect(pageSizeOf('https://x/v1.0/a?$skiptoken=top')).toBeUndefined();
});

test('what is put into a query cannot end it', () => {
  expect(query({ $filter: "mail eq 'a&b=c#d@x'", $top: 5 })).toBe("?$filter=mail%20eq%20'a%26b%3Dc%23d%40x'&$top=5");
});
