import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, FrameLocator, Page } from 'playwright-core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { createLinks } from '../../bot/links.ts';
import { atEndOfFile } from '../../engine/model/testEnding.ts';
import type { Clock } from '../../engine/index.ts';
import { readConfiguration } from '../../infra/server/configuration.ts';
import { withApp } from '../../infra/server/testApp.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { people, type Person } from '../service/salesYear.ts';
import { consentIdOf } from '../service/setUp.ts';
import { openBlank, settled, sharedBrowser, sidewaysOverflow, tabAddress, watchProblems, widths, type OpenTab } from './openTab.ts';
import { startEnrichedCompany, type EnrichedCompany } from './tabCompany.ts';

const teamsAppId = 'aaaaaaaa-2222-4333-8444-555555555555';
const hourMilliseconds = 3_600_000;

/** Of a page's ground, in Fluent UI's themes for Teams. */
const grounds = { default: 'rgb(245, 245, 245)', dark: 'rgb(31, 31, 31)', contrast: 'rgb(0, 0, 0)' };

let aheadMilliseconds = 0;
/** Of the service and the tenant; the browser goes by the machine's. */
const clock: Clock = { now: () => systemClock.now() + aheadMilliseconds, sleep: (duration, signal) => systemClock.sleep(duration, signal) };

let company: EnrichedCompany;
let url: string;

afterEach(async () => {
  // Each page that stays open goes on asking.
  for (const context of (await sharedBrowser()).contexts()) await context.close();
});

beforeAll(async () => {
  company = await startEnrichedCompany({ clock, environment: { TEAMS_APP_ID: teamsAppId } });
  url = company.service.url;
  atEndOfFile(() => company.service.close());
});

interface OpenFrame extends OpenTab {
  /** The page of the tab that is shown beside the chat. */
  readonly tab: FrameLocator;
}

/** The local stand-in for Teams, as one person sees it. */
async function openFrame(part: Person, { width }: { readonly width?: number } = {}): Promise<OpenFrame> {
  const opened = await openBlank({ userId: company.service.idOf(part), ...(width !== undefined && { width }) });
  await opened.context.addInitScript(recordGrounds);
  await opened.page.goto(`${url}/local/`);
  return { ...opened, tab: opened.page.getByTitle('Customers').contentFrame() };
}

/** The one that shows a page of the tab, to look into what roles and names do not tell. */
async function frameOf(page: Page, title: string): Promise<Frame> {
  const handle = await page.getByTitle(title).elementHandle();
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error(`${title} is no frame.`);
  return frame;
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).selectOption(option);
}

/** As if somebody had chosen them in the frame before. */
function rememberLook(look: { readonly theme: string; readonly language: string }): string {
  return `localStorage.setItem('engagement.look', ${JSON.stringify(JSON.stringify(look))})`;
}

/** In each frame from its first moment on, the grounds that were painted one after the other. */
const recordGrounds = `
  window.paintedGrounds = [];
  const look = () => {
    const shown = document.querySelector('#root > .fui-FluentProvider');
    const ground = shown === null ? undefined : getComputedStyle(shown).backgroundColor;
    if (ground !== undefined && ground !== paintedGrounds.at(-1)) paintedGrounds.push(ground);
    requestAnimationFrame(look);
  };
  look();
`;

test('who opens the tab without being signed in chooses a person of the sample company, and comes to the page that was wanted', async () => {
  const { page, problems } = await openBlank({ userId: undefined });
  await page.goto(tabAddress({ url, path: `/customers/${company.enrichmentId}/A-1` }));
  await page.getByRole('heading', { name: 'Who would you like to be?' }).waitFor();
  await page.getByRole('button', { name: people.viewer }).click();
  await page.getByRole('heading', { name: 'Fabrikam Zürich', level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/tab/customers/${company.enrichmentId}/A-1`);
  expect(problems).toEqual([]);
});

test('a sign-in leads to no page but the tab', async () => {
  const { page } = await openBlank({ userId: undefined });
  await page.goto(`${url}/local/?${new URLSearchParams({ open: '//foreign.example/tab/' }).toString()}`);
  await page.getByRole('button', { name: people.viewer }).click();
  await page.getByTitle('Customers').contentFrame().getByRole('heading', { name: 'Customers' }).waitFor();
  expect(new URL(page.url()).origin).toBe(url);
});

test('the tab takes person, theme and language from its host, and its token from nowhere else', async () => {
  const { page, context, problems } = await openBlank({ userId: company.service.idOf('viewer') });
  await context.addInitScript(recordGrounds);
  await context.addInitScript(rememberLook({ theme: 'dark', language: 'pl' }));
  const tab = page.getByTitle('Klienci').contentFrame();
  const tokens: (Frame | undefined)[] = [];
  context.on('request', (request) => {
    if (request.url().endsWith('/local/token')) tokens.push(request.frame());
  });
  await page.goto(`${url}/local/`);
  await tab.getByRole('heading', { name: 'Klienci', level: 1 }).waitFor();
  const frame = await frameOf(page, 'Klienci');
  expect(await frame.evaluate('[document.documentElement.lang, paintedGrounds]')).toEqual(['pl', [grounds.dark]]);
  expect(tokens).toEqual([page.mainFrame()]);
  // What a seller may not do is not offered.
  expect(await tab.getByRole('tab').allInnerTexts()).toEqual(['Klienci', 'Segmenty', 'Wzbogacania', 'Informacje']);
  expect(problems).toEqual([]);
});

test('a change of theme is followed at once: nothing is loaded anew, nothing that was typed is lost, no other colour comes in between', async () => {
  const { page, tab, problems } = await openFrame('viewer');
  await tab.getByRole('heading', { name: 'Customers', level: 1 }).waitFor();
  const frame = await frameOf(page, 'Customers');
  const search = tab.getByRole('combobox', { name: 'Search customers' });
  await search.fill('zur');
  for (const theme of ['dark', 'contrast', 'default'] as const) {
    await choose(page, 'Theme', theme);
    await frame.locator(`html[data-theme=${theme}]`).waitFor();
    // By then its first painting has been looked at.
    await frame.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
    expect(await frame.evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe(theme === 'default' ? 'light' : 'dark');
  }
  expect(await frame.evaluate('paintedGrounds')).toEqual([grounds.default, grounds.dark, grounds.contrast, grounds.default]);
  expect(await search.inputValue()).toBe('zur');
  expect(problems).toEqual([]);
});

test('another language of Teams is the language of the tab', async () => {
  const { page, problems } = await openFrame('viewer');
  await page.getByTitle('Customers').contentFrame().getByRole('heading', { name: 'Customers', level: 1 }).waitFor();
  await choose(page, 'Language', 'pl');
  await page.getByTitle('Klienci').contentFrame().getByRole('heading', { name: 'Klienci', level: 1 }).waitFor();
  expect(problems).toEqual([]);
});

/** As the bot's cards have them. */
const links = () => createLinks({ tabUrl: `${url}/tab`, teamsAppId });

test.each<[string, Person, () => string | undefined, string, () => string]>([
  ['a customer', 'viewer', () => links().customer(company.enrichmentId, 'A-4'), 'Łódź Logistics', () => `/customers/${company.enrichmentId}/A-4`],
  ['an enrichment', 'admin', () => links().enrichment(company.enrichmentId), 'Sales engagement', () => `/enrichments/${company.enrichmentId}`],
  ['a consent', 'globalAdministrator', () => links().consent(consentIdOf(company.view)), 'Consent for Sales engagement', () => `/enrichments/consents/${consentIdOf(company.view)}`],
])('a deep link leads to %s, from where one can go on', async (_, part, link, heading, path) => {
  const { page, tab, problems } = await openFrame(part);
  await tab.getByRole('tab', { name: 'About' }).waitFor();
  await followLink(page, 'Customers', link() ?? '');
  const title = path().startsWith('/enrichments') ? 'Enrichments' : 'Customers';
  const linked = page.getByTitle(title).contentFrame();
  await linked.getByRole('heading', { name: heading, level: 1 }).waitFor();
  expect(await (await frameOf(page, title)).evaluate('location.pathname')).toBe(`/tab${path()}`);
  await linked.getByRole('tab', { name: 'About' }).click();
  await linked.getByRole('heading', { name: 'What it does' }).waitFor();
  expect(problems).toEqual([]);
});

/** As a page of the tab does that asks Teams to open a link. */
async function followLink(page: Page, title: string, link: string): Promise<void> {
  const frame = await frameOf(page, title);
  await frame.evaluate(`parent.postMessage({ id: 1_000, uuidAsString: 'link', func: 'executeDeepLink', args: [${JSON.stringify(link)}] }, location.origin)`);
}

test('what is shared goes to the dialogue of Teams: a link that opens the customer there', async () => {
  const { page, tab, problems } = await openFrame('viewer');
  await tab.getByRole('tab', { name: 'About' }).waitFor();
  await followLink(page, 'Customers', links().customer(company.enrichmentId, 'A-1') ?? '');
  await tab.getByRole('button', { name: 'Share to chat' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share to a chat' });
  const shared = await dialog.getByLabel('Link').inputValue();
  expect(shared).toBe(createLinks({ tabUrl: `${url}/tab`, teamsAppId }).customer(company.enrichmentId, 'A-1'));
  await dialog.getByText('How engaged Fabrikam Zürich is').waitFor();
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await dialog.getByText('The link is on the clipboard.').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(shared);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
});

test('a channel: a tab is added, pinned in a narrow place, renamed, changed to a ranking and a segment, and removed', async () => {
  const { page, problems } = await openFrame('viewer', { width: widths.narrow });
  const apps = page.getByRole('navigation', { name: 'Apps' });
  await apps.getByRole('button', { name: 'Channel' }).click();
  await page.getByRole('button', { name: 'Add a tab' }).click();

  const adding = page.getByRole('dialog', { name: 'Add a tab' });
  const configuration = page.getByTitle('Add a tab').contentFrame();
  const save = adding.getByRole('button', { name: 'Save' });
  await configuration.getByRole('radio', { name: /^A customer/ }).waitFor();
  expect(await save.isDisabled()).toBe(true);
  await configuration.getByRole('combobox', { name: 'Customer' }).pressSequentially('zurich');
  await configuration.getByRole('option', { name: /Fabrikam Zürich/ }).click();
  const name = configuration.getByRole('textbox', { name: 'Name of the tab' });
  await configuration.getByRole('heading', { name: 'Fabrikam Zürich' }).waitFor();
  expect(await name.inputValue()).toBe('Fabrikam Zürich');
  await name.fill(' ');
  await save.and(page.locator(':disabled')).waitFor();
  await name.fill('Our best');
  await save.and(page.locator(':enabled')).click();
  await adding.waitFor({ state: 'detached' });

  const pinned = page.getByTitle('Our best').contentFrame();
  await pinned.getByRole('heading', { name: 'Fabrikam Zürich' }).waitFor();
  const frame = await frameOf(page, 'Our best');
  await frame.locator('[aria-busy=true], .fui-Skeleton').first().waitFor({ state: 'detached' });
  expect(await frame.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
  expect(await sidewaysOverflow(page)).toBe(0);

  await page.getByRole('button', { name: 'Rename' }).click();
  const renaming = page.getByRole('dialog', { name: 'Rename' });
  await renaming.getByLabel('Name').fill('Zürich');
  await renaming.getByRole('button', { name: 'Save' }).click();
  await page.getByTitle('Zürich').waitFor();

  // What is there now is what the settings begin with.
  await page.getByRole('button', { name: 'Settings' }).click();
  const changing = page.getByRole('dialog', { name: 'Settings' });
  const settings = page.getByTitle('Settings').contentFrame();
  await settings.getByRole('heading', { name: 'Fabrikam Zürich' }).waitFor();
  expect(await settings.getByRole('textbox', { name: 'Name of the tab' }).inputValue()).toBe('Zürich');
  await settings.getByRole('radio', { name: /^The ranking/ }).check();
  await settings.getByRole('heading', { name: 'Ranking of Sales engagement' }).waitFor();
  await changing.getByRole('button', { name: 'Save' }).and(page.locator(':enabled')).click();
  const ranking = page.getByTitle('Ranking of Sales engagement').contentFrame();
  await ranking.getByRole('link', { name: 'Fabrikam Zürich' }).first().waitFor();

  await page.getByRole('button', { name: 'Settings' }).click();
  await settings.getByRole('radio', { name: /^A segment/ }).check();
  expect(await changing.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await settings.getByRole('combobox', { name: 'Segment' }).click();
  await settings.getByRole('option', { name: 'Gone quiet' }).click();
  await changing.getByRole('button', { name: 'Save' }).and(page.locator(':enabled')).click();
  const segment = page.getByTitle('Gone quiet').contentFrame();
  // The way out of the channel is a deep link into the personal app.
  await segment.getByRole('link', { name: 'Coho Vineyard' }).click();
  await page.getByTitle('Customers').contentFrame().getByRole('heading', { name: 'Coho Vineyard', level: 1 }).waitFor();

  await apps.getByRole('button', { name: 'Channel' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog', { name: 'Remove' }).getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('heading', { name: 'Nothing is pinned in this channel yet' }).waitFor();
  expect(problems).toEqual([]);
});

test('where Teams does not get a token, the page says so, and tries again when it is asked to', async () => {
  const { page, context } = await openBlank({ userId: company.service.idOf('viewer') });
  await context.route('**/local/token', (route) => route.fulfill({ status: 500 }));
  await page.goto(`${url}/local/`);
  const tab = page.getByTitle('Customers').contentFrame();
  const failure = tab.getByRole('alert').filter({ hasText: 'You could not be signed in' }).first();
  await failure.getByText('Code: signInFailed').waitFor();
  await context.unroute('**/local/token');
  await failure.getByRole('button', { name: 'Try again' }).click();
  await tab.getByRole('link', { name: 'Fabrikam Zürich' }).or(tab.getByText('Fabrikam Zürich')).first().waitFor();
});

test('a frame that does not speak as Teams does gets no page, and whoever sits there is told what to do', async () => {
  const { page } = await openBlank({ userId: company.service.idOf('viewer') });
  await page.route(`${url}/local/silent`, (route) => route.fulfill({ contentType: 'text/html', body: "<iframe title='Tab' src='/tab/'></iframe><script>addEventListener('message', ({ data }) => (window.asked = data.func))</script>" }));
  await page.clock.install();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${url}/local/silent`);
  await page.waitForFunction("window.asked === 'initialize'");
  await page.clock.fastForward(15_000);
  const tab = page.getByTitle('Tab').contentFrame();
  await tab.getByText('Microsoft Teams does not answer').waitFor();
  await tab.getByText('Close this tab and open it again. If that does not help, restart Teams.').waitFor();
  await tab.getByRole('button', { name: 'Try again' }).waitFor();
  expect(asked.filter((path) => path.startsWith('/api') || path === '/local/token')).toEqual([]);
});

test('a page of a foreign origin cannot show the tab at all', async () => {
  const { page } = await openBlank({ userId: company.service.idOf('viewer') });
  // Another port is another origin.
  const foreign = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(`<iframe src="${url}/tab/"></iframe>`)).listen(0, '127.0.0.1');
  await once(foreign, 'listening');
  const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/foreign`);
  await refused;
  foreign.close();
  // Neither a script of the tab nor a token or an answer of the API.
  expect(asked.filter((path) => path !== '/favicon.ico')).toEqual(['/foreign', '/tab/']);
});

test.each([
  ['en', 'This page belongs in Microsoft Teams', 'Open Microsoft Teams'],
  ['pl', 'Ta strona działa w Microsoft Teams', 'Otwórz Microsoft Teams'],
] as const)('in production, a browser outside of Teams shows a plain page that leads there: %s', async (language, title, button) => {
  const id = company.service.tenant.tenantId;
  const configuration = readConfiguration({ ENGAGEMENT_MODE: 'production', PUBLIC_URL: 'https://tab.example', TENANT_IDS: id, CLIENT_ID: id, CLIENT_SECRET: 'x' });
  await withApp({ configuration }, async (productionUrl) => {
    const { page } = await openBlank({ userId: company.service.idOf('viewer'), language });
    const problems = watchProblems(page);
    await page.goto(`${productionUrl}/tab/customers`);
    await page.getByRole('heading', { name: title }).waitFor();
    expect(await page.getByRole('link', { name: button }).getAttribute('href')).toBe('https://teams.microsoft.com');
    expect(await page.evaluate('document.documentElement.lang')).toBe(language);
    expect(problems).toEqual([]);
    expect((await page.goto(`${productionUrl}/local/`))?.status()).toBe(404);
  });
});

test('a token that the API no longer takes is replaced by a new one of Teams, without anybody noticing', async () => {
  const { page, tab, problems } = await openFrame('viewer');
  await tab.getByRole('tab', { name: 'Segments' }).waitFor();
  await settled(page);
  const asked: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname === '/local/token' || response.status() === 401) asked.push(`${pathname.split('/')[1]} ${response.status()}`);
  });
  aheadMilliseconds = 2 * hourMilliseconds;
  await tab.getByRole('tab', { name: 'Segments' }).click();
  await tab.getByText('Gone quiet').first().waitFor();
  expect(new Set(asked)).toEqual(new Set(['api 401', 'local 200']));
  expect(problems.every((problem) => problem.includes('401'))).toBe(true);
});
