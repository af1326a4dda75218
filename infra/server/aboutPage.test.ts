import { expect, test } from 'vitest';
import { withApp } from './testApp.ts';

test.each([
  ['en-GB', 'en', 'Privacy', 'Terms of use'],
  ['pl-PL,en;q=0.5', 'pl', 'Prywatność', 'Warunki użytkowania'],
  ['de', 'en', 'Privacy', 'Terms of use'],
])('whoever has not signed in can read what the app does with data, and on what terms: %s', (accepted, language, privacy, terms) =>
  withApp({}, async (url) => {
    const answer = await fetch(`${url}/about`, { headers: { 'accept-language': accepted } });
    const page = await answer.text();
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-language')]).toEqual([200, 'text/html; charset=utf-8', language]);
    expect(page).toContain(`<h2 id="privacy">${privacy}</h2>`);
    expect(page).toContain(`<h2 id="terms">${terms}</h2>`);
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  }),
);
