import { expect, test } from 'vitest';
import { EngagementFailure, type FailureCode } from '../../engine/index.ts';
import type { Service } from '../../engine/service/service.ts';
import { consentOutcomes, consentTexts, pageLanguages } from './consentTexts.ts';
import { consentPage } from './consentPage.ts';
import { startTestServer } from './testServer.ts';
import { enrichmentId } from './testService.ts';

type ReturnFromEntra = Service['consents']['returnFromEntra'];

const consent = { id: enrichmentId, enrichmentId, status: 'granted' as const, requestedAt: 0, requestedBy: 'a', expiresAt: 0, addresses: [] };

async function callback(returnFromEntra: ReturnFromEntra, query: string, headers: Record<string, string> = {}): Promise<{ status: number; page: string; outcome: string | undefined; headers: Headers; logged: string }> {
  const server = await startTestServer({ consents: { returnFromEntra } });
  try {
    const response = await fetch(`${server.url}/consent/callback?${query}`, { headers });
    const page = await response.text();
    return { status: response.status, page, outcome: /data-outcome="(\w+)"/.exec(page)?.[1], headers: response.headers, logged: JSON.stringify(server.logged) };
  } finally {
    await server.stop();
  }
}

test('the service is told error and state, and nothing else that the address says', async () => {
  const told: unknown[] = [];
  await callback(
    (parameters) => {
      told.push(parameters);
      return Promise.resolve(consent);
    },
    'admin_consent=True&tenant=evil&state=abc&error=access_denied&error_description=text',
  );
  expect(told).toEqual([{ error: 'access_denied', state: 'abc' }]);
});

test.each([
  ['granted', 'granted'],
  ['requested', 'notGranted'],
  ['declined', 'declined'],
  ['expired', 'ended'],
  ['superseded', 'ended'],
  ['withdrawn', 'ended'],
] as const)('a consent that is %s is told as %s', async (status, outcome) => {
  expect(await callback(() => Promise.resolve({ ...consent, status }), 'state=abc')).toMatchObject({ status: 200, outcome });
});

test.each<[FailureCode | undefined, string, number]>([
  ['notFound', 'ended', 404],
  ['consentRequestEnded', 'ended', 410],
  ['notAllowed', 'notAdministrator', 403],
  ['consentMissing', 'notGranted', 409],
  ['graphUnavailable', 'tryLater', 503],
  ['stateUnusable', 'failed', 500],
  [undefined, 'failed', 500],
])('the failure %s is told as %s', async (code, outcome, status) => {
  const failure = code === undefined ? new TypeError('anna@contoso.example') : new EngagementFailure(code, 'A sentence.');
  const result = await callback(() => Promise.reject(failure), 'state=abc');
  expect(result).toMatchObject({ status, outcome });
  expect(result.logged).not.toContain('anna');
});

test('nothing of the address comes back in the page or goes into the log', async () => {
  const needle = 'needle<script>alert(1)</script>';
  const encoded = encodeURIComponent(needle);
  const { page, logged } = await callback(() => Promise.resolve({ ...consent, status: 'requested' }), `error=${encoded}&state=${encoded}&tenant=${encoded}&error_description=${encoded}`);
  expect(page).not.toContain('needle');
  expect(page).not.toContain('<script');
  expect(logged).not.toContain('needle');
});

test.each([
  ['pl-PL,pl;q=0.9,en;q=0.8', 'pl'],
  ['en-GB', 'en'],
  ['de-DE', 'en'],
  ['', 'en'],
] as const)('a browser that reads %j gets the page in %s', async (accepted, language) => {
  const { page, headers } = await callback(() => Promise.resolve(consent), 'state=abc', { 'accept-language': accepted });
  expect(page).toContain(`<html lang="${language}">`);
  expect(page).toContain(consentTexts[language].granted.title);
  expect(headers.get('content-language')).toBe(language);
});

test('the page runs nothing, loads nothing, is shown in no frame and kept nowhere', async () => {
  const { headers } = await callback(() => Promise.resolve(consent), 'state=abc');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; .*frame-ancestors 'none'$/);
  expect(headers.get('cache-control')).toBe('no-store');
});

test('each outcome has a page of its own in each language', () => {
  const pages = pageLanguages.flatMap((language) => consentOutcomes.map((outcome) => consentPage(outcome, language, 'id')));
  expect(new Set(pages).size).toBe(pageLanguages.length * consentOutcomes.length);
});

test('the page leads back to the chat with the bot, where there is one', () => {
  expect(consentPage('granted', 'en', 'id', 'c0000000-0000-4000-8000-000000000001')).toContain('href="https://teams.microsoft.com/l/chat/0/0?users=28:c0000000-0000-4000-8000-000000000001"');
  expect(consentPage('granted', 'en', 'id')).not.toContain('href');
});
