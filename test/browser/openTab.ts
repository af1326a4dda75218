import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { atEndOfFile } from '../../engine/model/testEnding.ts';
import { startBrowser } from '../chat/browser.ts';

export const themes = ['default', 'dark', 'contrast'] as const;
export const languages = ['en', 'pl'] as const;

/** Widths of a phone, a tablet and a laptop. */
export const widths = { narrow: 320, tablet: 768, wide: 1_280 } as const;

/** In which whatever somebody does has to show; a busy machine included. */
const stepMilliseconds = 60_000;

export interface TabOptions {
  /** Where the service is. */
  readonly url: string;
  /** Directory id of who is signed in; undefined: nobody. */
  readonly userId: string | undefined;
  /** Below `/tab`, with its query. */
  readonly path: string;
  readonly theme?: (typeof themes)[number];
  readonly language?: (typeof languages)[number];
  readonly width?: number;
  readonly height?: number;
}

/** A page of the tab in a browser of its own, alone (outside of Teams), and what its console has complained of. */
export interface OpenTab {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors and warnings, and thrown errors. A request that failed is an error of the console. */
  readonly problems: string[];
}

let browser: Promise<Browser> | undefined;

/** One Chromium for all tests of a file. */
export function sharedBrowser(): Promise<Browser> {
  if (browser === undefined) {
    const starting = startBrowser();
    browser = starting;
    atEndOfFile(async () => {
      browser = undefined;
      await (await starting).close();
    });
  }
  return browser;
}

// What runs within the page is handed over as text: the tests know Node's types, not those of a browser.

/** Opens a page of the tab, and waits until it shows what it has to show. */
export async function openTab(options: TabOptions): Promise<OpenTab> {
  const tab = await openBlank(options);
  await tab.page.goto(tabAddress(options));
  await settled(tab.page);
  return tab;
}

/** A page on which somebody is signed in, and nothing is open yet. */
export async function openBlank({ userId, language = 'en', width = widths.wide, height = 900 }: Omit<TabOptions, 'url' | 'path' | 'theme'>): Promise<OpenTab> {
  const context = await (await sharedBrowser()).newContext({ viewport: { width, height }, reducedMotion: 'reduce', locale: language === 'pl' ? 'pl-PL' : 'en-GB', timezoneId: 'Europe/Warsaw', permissions: ['clipboard-read', 'clipboard-write'] });
  if (userId !== undefined) await context.addInitScript(`localStorage.setItem('engagement.person', ${JSON.stringify(userId)})`);
  context.setDefaultTimeout(stepMilliseconds);
  const page = await context.newPage();
  return { page, context, problems: watchProblems(page) };
}

/** The address of a page of the tab, with how it is to look. */
export function tabAddress({ url, path, theme = 'default', language = 'en' }: Pick<TabOptions, 'url' | 'path' | 'theme' | 'language'>): string {
  const address = new URL(`${url}/tab${path}`);
  address.searchParams.set('theme', theme);
  address.searchParams.set('language', language);
  return address.href;
}

export function watchProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`thrown: ${error.message}`));
  return problems;
}

/** Resolves when the page has its heading and nothing on it is loading any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1, h2, [role=alert]').first().waitFor();
  await page.locator('[aria-busy=true], .fui-Skeleton').first().waitFor({ state: 'detached' });
}

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong by the rules of WCAG 2.2 AA and its own best practices, with the places; `ofColours`: by those that a theme can break. */
export async function accessibilityProblems(page: Page, ofColours = false): Promise<string[]> {
  // Evaluated by the browser's own door: the page's policy rightly lets no script in.
  await page.evaluate(await axeSource);
  const { violations } = await page.evaluate<AxeResults>(`axe.run({ resultTypes: ['violations']${ofColours ? ", runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }" : ''} })`);
  return violations.flatMap(({ id, nodes }) => nodes.filter(({ html }) => !(id === 'aria-hidden-focus' && isFocusGuard(html))).map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`));
}

/** Fluent UI keeps the focus within a menu or a dialogue by elements that hand it on at once: it never rests on them. */
function isFocusGuard(html: string): boolean {
  return html.includes('data-tabster-dummy');
}

/** Gives the page another width, and lets it draw itself anew: charts learn of it after the next frame. */
export async function changeWidth(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: page.viewportSize()?.height ?? width });
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))');
}

/** By how many pixels the page can be scrolled sideways, which nobody should have to. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
