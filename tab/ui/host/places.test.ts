import { expect, test } from 'vitest';
import { createLinks } from '../../../bot/links.ts';
import { linkToPage, placeOf } from './places.ts';

const tabUrl = 'https://tab.example/tab/';
const teamsAppId = 'aaaaaaaa-2222-4333-8444-555555555555';
const enrichmentId = '11111111-2222-4333-8444-555555555555';

/** What Teams tells the page of a deep link. */
function placeOfLink(link: string): string | undefined {
  const { pathname, searchParams } = new URL(link);
  const { subEntityId } = JSON.parse(searchParams.get('context') ?? '{}') as { readonly subEntityId?: string };
  return placeOf(pathname.split('/').at(-1) ?? '', subEntityId);
}

test.each([`/customers/${enrichmentId}`, `/customers/${enrichmentId}/A-1`, `/customers/${enrichmentId}/${encodeURIComponent('A/1 50%?#ł')}`, `/segments/${enrichmentId}/${enrichmentId}`, `/enrichments/${enrichmentId}`, `/enrichments/consents/${enrichmentId}`])(
  'a link leads to its page, in Teams and in a browser: %s',
  (path) => {
    expect(placeOfLink(linkToPage({ tabUrl, teamsAppId }, path))).toBe(path);
    expect(linkToPage({ tabUrl, teamsAppId: undefined }, path)).toBe(`https://tab.example/tab${path}`);
  },
);

test('links of the bot lead to the same pages', () => {
  const links = createLinks({ tabUrl: 'https://tab.example/tab', teamsAppId });
  expect(placeOfLink(links.customer(enrichmentId, 'A/1') ?? '')).toBe(`/customers/${enrichmentId}/A%2F1`);
  expect(placeOfLink(links.enrichment(enrichmentId) ?? '')).toBe(`/enrichments/${enrichmentId}`);
  expect(placeOfLink(links.consent('c1') ?? '')).toBe('/enrichments/consents/c1');
});

test.each([
  ['customers', undefined],
  ['customers', ''],
  ['strange', 'a/b'],
])('a page that was not opened by a deep link stays where it is: %s, %s', (pageId, subPageId) => {
  expect(placeOf(pageId, subPageId)).toBeUndefined();
});
