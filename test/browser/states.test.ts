import type { Page, Route } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { atEndOfFile } from '../../engine/model/testEnding.ts';
import { systemClock } from '../../infra/systemClock.ts';
import type { problemSchema } from '../../tab/contract/problem.ts';
import type { RunningService } from '../service/runningService.ts';
import { day, type Person as Part } from '../service/salesYear.ts';
import { consentTo, endOfRun, setUpEnrichment, whileReading } from '../service/setUp.ts';
import { openBlank, openTab, settled, sharedBrowser, tabAddress, watchProblems, type OpenTab } from './openTab.ts';
import { startTabCompany } from './tabCompany.ts';

/** Slows reading down, so that a run can be met while it reads. */
const slowly = { route: /\/(messages|calendarView)$/, slowMilliseconds: 100 };

/** A layout shift below this is good, by https://web.dev/articles/cls. */
const shiftMax = 0.1;

let service: RunningService;
let enrichmentId = '';

beforeAll(async () => {
  service = await startTabCompany();
  atEndOfFile(() => service.close());
});

/** Each person's browser goes on from test to test, so that the scripts are loaded once; its pages do not. */
const browsers = new Map<Part, Promise<OpenTab>>();

afterEach(async () => {
  for (const context of (await sharedBrowser()).contexts()) {
    for (const page of context.pages()) await page.close();
  }
});

async function newPage(who: Part): Promise<Pick<OpenTab, 'page' | 'problems'>> {
  const opened = browsers.get(who) ?? openBlank({ userId: service.idOf(who) });
  browsers.set(who, opened);
  const page = await (await opened).context.newPage();
  return { page, problems: watchProblems(page) };
}

async function open(who: Part, path: string): Promise<Pick<OpenTab, 'page' | 'problems'>> {
  const opened = await newPage(who);
  await go(opened.page, path);
  await settled(opened.page);
  return opened;
}

const go = (page: Page, path: string): Promise<unknown> => page.goto(tabAddress({ url: service.url, path }));

/** On how many lines each word of a button's caption stands. */
const linesOfWords = (page: Page, caption: string) => page.evaluate<number[]>(`(() => {
  const text = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === ${JSON.stringify(caption)}).firstChild;
  return [...text.data.matchAll(/\\S+/g)].map(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
  });
})()`);

describe('before there is anything', () => {
  test.each([
    ['admin', 'Set up an enrichment', '/tab/enrichments/new'],
    ['viewer', undefined, undefined],
  ] as const)('the pages of an organisation without enrichments say what comes first: %s', async (who, action, place) => {
    const { page, problems } = await open(who, '/segments');
    await page.getByRole('heading', { name: 'No results to make segments of yet' }).waitFor();
    await page.getByRole('tab', { name: 'Enrichments' }).click();
    await page.getByRole('tab', { name: 'My enrichments' }).click();
    await page.getByRole('heading', { name: 'No enrichments yet' }).waitFor();
    await page.getByRole('tab', { name: 'Customers' }).click();
    await page.getByRole('heading', { name: 'No customers yet' }).waitFor();
    if (action === undefined) expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
    else {
      await page.getByRole('main').getByRole('button', { name: action }).click();
      await page.waitForURL((url) => url.pathname === place);
    }
    expect(problems).toEqual([]);
  });

  test('who has no right is told so, and is offered nothing else than what that means', async () => {
    const { page, problems } = await open('member', '/customers');
    await page.getByRole('main').getByRole('heading', { name: 'Customers are for viewers and admins of the app' }).waitFor();
    expect(await page.getByRole('navigation').getByRole('tab').allInnerTexts()).toEqual(['About']);
    await page.getByRole('tab', { name: 'About' }).click();
    await page.getByRole('heading', { name: 'Who may do what' }).waitFor();
    expect(problems).toEqual([]);
  });
});

test('a Global Administrator who finds the customers first is shown the way to consent', async () => {
  const { page, problems } = await open('globalAdministrator', '/customers');
  await page.getByRole('main').getByRole('button', { name: 'Go to privacy and consent' }).click();
  await page.getByRole('heading', { name: 'Privacy and consent', level: 1 }).waitFor();
  expect(problems).toEqual([]);
});

test('the script of a page is asked for while it is still being found out where the tab is shown', async () => {
  const { page } = await openBlank({ userId: service.idOf('viewer') });
  // Never answered: before it is, nothing is known of the host.
  await page.route('**/tab/settings.json', () => undefined);
  const asked = page.waitForRequest(/\/assets\/SegmentsPage-[^/]*\.js$/);
  await go(page, '/segments');
  await asked;
  expect(await page.locator('h1').count()).toBe(0);
});

test('while the first run reads, its partial results are shown with how far they reach, and the whole ones by themselves', async () => {
  const [admin, director] = await Promise.all([service.signIn('admin'), service.signIn('globalAdministrator')]);
  service.tenant.faults.fail(slowly);
  const asked = await setUpEnrichment(admin, 'Sales engagement', { outputTable: 'SalesEngagement' });
  enrichmentId = asked.enrichment.id;
  await consentTo(director, asked);
  await whileReading(admin, enrichmentId, ({ publications }) => publications.length > 0);

  const [results, customers] = await Promise.all([open('admin', `/enrichments/${enrichmentId}`), open('viewer', '/customers')]);
  await customers.page.getByText(/^The year is still being read: these figures cover \d+ days, from /).waitFor();
  const coverage = results.page.getByRole('heading', { name: 'How much of the year is read' });
  await coverage.waitFor();
  await results.page.getByText(/^\d+ of 365 days, back to /).first().waitFor();
  service.tenant.faults.clear();
  await endOfRun(admin, enrichmentId);
  await coverage.waitFor({ state: 'detached' });
  await results.page.getByText('Emails processed').waitFor();
  expect([...results.problems, ...customers.problems]).toEqual([]);
});

describe('with results', () => {
  test.each<[string, Part, () => string]>([
    ['customers', 'viewer', () => '/customers'],
    ['customer', 'viewer', () => `/customers/${enrichmentId}/A-1`],
    ['segments', 'viewer', () => '/segments'],
    ['my enrichments', 'admin', () => '/enrichments?view=mine'],
    ['results', 'admin', () => `/enrichments/${enrichmentId}`],
    ['table', 'admin', () => `/enrichments/${enrichmentId}/table`],
    ['privacy', 'globalAdministrator', () => '/privacy'],
  ])('%s: a skeleton stands where the answers come, and nothing jumps when they do', async (_, who, path) => {
    const { page, problems } = await newPage(who);
    await page.addInitScript(recordShifts);
    const release = holdAnswers(page);
    await go(page, path());
    await page.locator('[aria-busy=true], .fui-Skeleton').first().waitFor();
    const heading = page.getByRole('heading', { level: 1 });
    await heading.waitFor();
    const before = await heading.boundingBox();
    release();
    await settled(page);
    const after = await heading.boundingBox();
    expect([after?.x, after?.y]).toEqual([before?.x, before?.y]);
    const shifts = await page.evaluate<readonly { readonly value: number }[]>('layoutShifts');
    expect(shifts.reduce((sum, { value }) => sum + value, 0), JSON.stringify(shifts)).toBeLessThan(shiftMax);
    expect(problems).toEqual([]);
  });

  const problem = (status: number, code: z.infer<typeof problemSchema>['code']) => ({ status, contentType: 'application/problem+json', json: { type: '/failures', title: 'x', status, code, detail: 'x', requestId: 'request-1' } });

  test.each<[string, (route: Route) => Promise<void>, string, string, string]>([
    ['a fault of the service', (route) => route.fulfill(problem(500, 'serviceFault')), 'Something went wrong on our side', 'Try again in a minute. If it happens again, tell the person who runs the app the code below.', 'Code: serviceFault · request request-1'],
    ['a right that was taken away', (route) => route.fulfill(problem(403, 'notAllowed')), 'You may not do this', 'Ask an admin of the app or a Global Administrator of your organisation; About says who may do what.', 'Code: notAllowed · request request-1'],
    ['something that is gone', (route) => route.fulfill(problem(404, 'notFound')), 'This is no longer there', 'It was deleted, or the link is wrong. Go back to the list and look for it there.', 'Code: notFound · request request-1'],
    ['too many requests', (route) => route.fulfill({ ...problem(429, 'tooManyRequests'), headers: { 'retry-after': '42' } }), 'Too many requests at once', 'Try again in 42 seconds.', 'Code: tooManyRequests · request request-1'],
    ['a sign-in that has expired', (route) => route.fulfill(problem(401, 'signInRequired')), 'Your sign-in has expired', 'Try again. If it happens again, sign out of Teams and in again.', 'Code: signInRequired · request request-1'],
    ['no network', (route) => route.abort('internetdisconnected'), 'No connection to the service', 'Check your network connection, then try again.', 'Code: offline'],
    ['the page of a proxy in place of an answer', (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }), 'The answer could not be understood', 'Something between you and the service answered in its place. Try again in a minute; if it happens again, tell the person who runs the app.', 'Code: unreadable'],
    ['an answer that is cut off', (route) => route.fulfill({ status: 200, contentType: 'application/json', body: '[{' }), 'The answer could not be understood', 'Something between you and the service answered in its place. Try again in a minute; if it happens again, tell the person who runs the app.', 'Code: unreadable'],
  ])('%s is told with what to do, code and request, and trying again works', async (_, answer, title, remedy, code) => {
    const { page } = await newPage('viewer');
    await page.route('**/api/v1/enrichments', answer);
    await go(page, '/segments');
    const failure = page.getByRole('alert').filter({ hasText: title });
    for (const shown of [remedy, code]) await failure.getByText(shown).waitFor();
    await page.unroute('**/api/v1/enrichments');
    await failure.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Gone quiet').first().waitFor();
    expect(await failure.count()).toBe(0);
  });

  test.each(['en', 'pl'] as const)('on a phone the names of enrichments are broken between words only: %s', async (language) => {
    const { page, problems } = await openTab({ url: service.url, userId: service.idOf('admin'), path: '/enrichments?view=mine', language, width: 360 });
    await page.getByRole('button', { name: 'Sales engagement', exact: true }).waitFor();
    expect(await linesOfWords(page, 'Sales engagement')).toEqual([1, 1]);
    expect(problems).toEqual([]);
  });

  test('who is offline is told so above what came last, until there is a network again', async () => {
    const { page, context, problems } = await openTab({ url: service.url, userId: service.idOf('viewer'), path: '/segments' });
    const notice = page.getByText('You are offline. What you see is what came last');
    await context.setOffline(true);
    await notice.waitFor();
    expect(await page.getByText('Gone quiet').first().isVisible()).toBe(true);
    await context.setOffline(false);
    await notice.waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });

  test('results of some days ago are told as old, with what to do', async () => {
    const { page, problems } = await openBlank({ userId: service.idOf('viewer') });
    await page.clock.setFixedTime(systemClock.now() + 5 * day);
    for (const path of ['/customers', `/customers/${enrichmentId}/A-1`]) {
      await go(page, path);
      await page.getByText('These results were last updated 5 days ago. Ask an admin of the enrichment to look at its last runs.').waitFor();
    }
    expect(problems).toEqual([]);
  });

  test('a page whose script is gone after an update of the service leaves the others alone, and loads anew', async () => {
    const { page } = await open('viewer', '/about');
    await page.route('**/tab/assets/SegmentsPage-*.js', (route) => route.fulfill({ status: 404 }));
    await page.getByRole('tab', { name: 'Segments' }).click();
    const failure = page.getByRole('alert').filter({ hasText: 'Something went wrong on our side' });
    await failure.waitFor();
    await page.getByRole('tab', { name: 'About' }).click();
    await page.getByRole('heading', { name: 'Who may do what' }).waitFor();
    expect(await failure.count()).toBe(0);
    await page.getByRole('tab', { name: 'Segments' }).click();
    await failure.waitFor();
    await page.unroute('**/tab/assets/SegmentsPage-*.js');
    await failure.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Gone quiet').first().waitFor();
  });

  test('somebody of another day’s sample company is signed out, and told so', async () => {
    const { page } = await openBlank({ userId: 'ffffffff-0000-4000-8000-000000000000' });
    await go(page, '/segments');
    await page.getByRole('alert').filter({ hasText: 'You could not be signed in' }).first().getByText('Code: signInFailed').waitFor();
    expect(await page.evaluate("localStorage.getItem('engagement.person')")).toBeNull();
  });
});

/** How far something in sight was moved by something else, and what. */
const recordShifts = `
  window.layoutShifts = [];
  const textOf = ({ node }) => node?.textContent?.slice(0, 40);
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) layoutShifts.push({ value, moved: sources.map(textOf) });
  }).observe({ type: 'layout-shift', buffered: true });
`;

/** Lets no answer of the API through until the function is called that this gives. */
function holdAnswers(page: Page): () => void {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  void page.route('**/api/v1/**', async (route) => {
    await released;
    await route.continue();
  });
  return () => release();
}
