import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from '../../infra/setup/chromium.mjs';

/** For people to look at; ignored by git. */
const screenshotFolder = resolve('.data', 'screenshots');

/** As wide as a window of Teams on a laptop, and high enough for a whole card. */
const viewport = { width: 1280, height: 1400 };

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A Chromium for what people see. @throws Error where there is none, which says what to do */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('This test looks at what people see, and found no Chromium or Chrome. Install one (Debian: apt-get install chromium), or set CHROMIUM_PATH to its program.');
  return chromium.launch({ executablePath, headless: true, args: quiet });
}

/** Opens a person's Playground, which installs the bot in the personal chat. What it asks of other machines (fonts, animations) it does not get. */
export async function openPlayground(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport });
  await page.route(({ hostname }) => hostname !== '127.0.0.1' && hostname !== 'localhost', (route) => route.abort());
  await page.goto(url);
  await page.locator('[data-lexical-editor=true]').waitFor();
  return page;
}

/** Keeps what the page shows as a picture. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(screenshotFolder, { recursive: true });
  await page.screenshot({ path: join(screenshotFolder, `${name}.png`) });
}
