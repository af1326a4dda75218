import { expect, test } from 'vitest';
import { createLinks } from './links.ts';

const tabUrl = 'https://engagement.example/tab';
const teamsAppId = 'a0000000-0000-4000-8000-00000000000a';
const enrichmentId = 'e0000000-0000-4000-8000-000000000001';
const awkwardId = 'C/1 & ü?#%';

test('in Teams a link opens the tab at the customer, and carries its address for the browser', () => {
  const link = new URL(createLinks({ tabUrl, teamsAppId }).customer(enrichmentId, awkwardId) ?? '');
  expect(`${link.origin}${link.pathname}`).toBe(`https://teams.microsoft.com/l/entity/${teamsAppId}/customers`);
  expect(JSON.parse(link.searchParams.get('context') ?? '')).toEqual({ subEntityId: `${enrichmentId}/${awkwardId}` });
  expect(link.searchParams.get('webUrl')).toBe(createLinks({ tabUrl, teamsAppId: undefined }).customer(enrichmentId, awkwardId));
});

test('the link of a customer leads back to that customer, whatever its id', () => {
  const links = createLinks({ tabUrl, teamsAppId: undefined });
  for (const customerId of ['C1', awkwardId]) expect(links.customerOf(`${links.customer(enrichmentId, customerId) ?? ''}?tab=year#top`)).toEqual({ enrichmentId, customerId });
});

test.each([
  'https://elsewhere.example/tab/customers/e0000000-0000-4000-8000-000000000001/C1',
  `${tabUrl}/enrichments/${enrichmentId}`,
  `${tabUrl}/customers/${enrichmentId}`,
  `${tabUrl}/customers/not-an-id/C1`,
  `${tabUrl}/customers/${enrichmentId}/%E0%A4%A`,
  `${tabUrl}.evil.example/customers/${enrichmentId}/C1`,
  'no address',
])('%s is no link of a customer', (url) => {
  expect(createLinks({ tabUrl, teamsAppId }).customerOf(url)).toBeUndefined();
});

test('where there is no tab, and no app, there are no links', () => {
  const links = createLinks({ tabUrl: undefined, teamsAppId: undefined });
  expect([links.customer(enrichmentId, 'C1'), links.enrichment(enrichmentId), links.consent(enrichmentId), links.app(), links.customerOf('/customers/x/y')]).toEqual(Array(5).fill(undefined));
});
