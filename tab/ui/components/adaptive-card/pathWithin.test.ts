import { expect, test } from 'vitest';
import { pathWithin } from './pathWithin.ts';

const base = 'https://engagement.example/tab/';
const page = `${base}customers/1/a%20b?language=pl`;

test('links to pages of the tab open within it, also those that are written for Teams', () => {
  const inTeams = `https://teams.microsoft.com/l/entity/1/customers?${new URLSearchParams({ webUrl: page }).toString()}`;
  expect([pathWithin(page, base), pathWithin(inTeams, base)]).toEqual(['/customers/1/a%20b?language=pl', '/customers/1/a%20b?language=pl']);
});

test('links to anywhere else do not', () => {
  const elsewhere = ['https://engagement.example.evil/tab/customers', 'https://teams.microsoft.com/l/app/1', `https://evil.example/l/entity/1/customers?webUrl=${encodeURIComponent(page)}`, 'no link'];
  expect(elsewhere.map((url) => pathWithin(url, base))).toEqual([undefined, undefined, undefined, undefined]);
});
