import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import type { OpenTab } from './openTab.ts';

/** By its whole name. */
export function button(page: Page | Locator, name: string | RegExp): Locator {
  return page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
}

/** What the console has complained of; but browsers write every answer that refuses there, and this story asks for what is refused or gone. */
export function complaints({ problems }: OpenTab): string[] {
  return problems.filter((problem) => !/status of (403|409|410) /.test(problem));
}

/** Which of these commands the page offers. */
export async function offered(page: Page, names: readonly string[]): Promise<string[]> {
  const counts = await Promise.all(names.map((name) => button(page, name).count()));
  return names.filter((_name, place) => counts[place] !== 0);
}

/** Tabs on until the focus is there: by the keyboard, everything has to be in reach. */
export async function focus(page: Page, place: Locator): Promise<void> {
  await place.waitFor();
  for (let presses = 0; presses < tabStopsMax; presses += 1) {
    if ((await place.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('The keyboard does not get there.');
}

/** More than any page has. */
const tabStopsMax = 80;

export async function press(page: Page, place: Locator): Promise<void> {
  await focus(page, place);
  await page.keyboard.press('Enter');
}

/** What a click saves. */
export async function download(page: Page, click: () => Promise<void>): Promise<string> {
  const saved = page.waitForEvent('download');
  await click();
  return readFile(await (await saved).path(), 'utf8');
}

/** Keeps every answer of the service to the page, but for streams, which do not end. */
export function listen(page: Page, heard: string[]): void {
  page.on('response', (response) => {
    if (!response.url().includes('/api/') || response.headers()['content-type']?.includes('event-stream') === true) return;
    response.text().then((text) => heard.push(text), () => undefined);
  });
}
