import { expect, test } from 'vitest';
import { createLinks } from '../../../bot/links.ts';
import { placeOfLink } from './tabLink.ts';

const origin = 'http://localhost:3978';
const enrichmentId = '11111111-2222-4333-8444-555555555555';

test.each([
  ['outside of Teams', undefined, { tabId: 'customers', path: `/customers/${enrichmentId}/A-1` }, { tabId: 'enrichments', path: `/enrichments/${enrichmentId}` }],
  ['in Teams', 'aaaaaaaa-2222-4333-8444-555555555555', { tabId: 'customers', subPageId: `${enrichmentId}/A-1` }, { tabId: 'enrichments', subPageId: enrichmentId }],
])('links of the bot %s lead to their page within the frame', (_, teamsAppId, customer, enrichment) => {
  const links = createLinks({ tabUrl: `${origin}/tab`, teamsAppId });
  expect(placeOfLink(links.customer(enrichmentId, 'A-1') ?? '', origin)).toEqual(customer);
  expect(placeOfLink(links.enrichment(enrichmentId) ?? '', origin)).toEqual(enrichment);
});

test.each(['https://learn.microsoft.com/', 'https://tab.example/tab/customers', `${origin}/api/v1/me`, 'https://teams.microsoft.com/l/chat/0/0', 'mailto:a@b.example', 'http://'])('any other link leads out of it: %s', (link) => {
  expect(placeOfLink(link, origin)).toBeUndefined();
});

test('a deep link whose context cannot be read leads to its tab', () => {
  expect(placeOfLink('https://teams.microsoft.com/l/entity/app/customers?context=%7B', origin)).toEqual({ tabId: 'customers' });
});
