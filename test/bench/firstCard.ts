import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import compression from 'compression';
import express from 'express';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { ApiClient } from '../../infra/cli/apiClient.ts';
import { endOfRun, firstEnrichment } from '../../infra/cli/firstEnrichment.ts';
import { spawnLocalTenant } from '../../infra/local-tenant/process.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { rankingAnswer } from '../../tab/contract/insights.ts';
import { startBrowser } from '../chat/browser.ts';
import { serviceState } from './cards.ts';
import { Child } from './child.ts';
import { median } from './median.ts';
import { percentile95 } from './percentile.ts';
import { decimal, ratio, table, whole } from './table.ts';
import type { BenchCast } from './tenants.ts';

/** Until the customer's card stands in a browser that has never seen the tab, and what it may load for that. */
const aimMilliseconds = 1_500;
const aimKilobytes = 350;

/** What a page made of nothing but React costs on this machine. */
const emptyPage = {
  'index.html': '<!doctype html><html lang="en"><body><div id="root"></div><script type="module" src="./main.js"></script></body></html>',
  'main.js': "import { createElement } from 'react';\nimport { createRoot } from 'react-dom/client';\ncreateRoot(document.getElementById('root')).render(createElement('h1', null, 'Empty'));\n",
};

interface Opening {
  readonly milliseconds: number;
  /** As they came over the wire, compressed: those without which the heading could not stand, and all, the charts' among them. */
  readonly firstKilobytes: number;
  readonly allKilobytes: number;
}

interface ScriptTiming {
  readonly bytes: number;
  readonly endedAt: number;
}

/** The tab's customer card, opened by a browser that has nothing of it yet, beside an empty React page, in turns. */
export async function firstCard({ tenantFolder, cast, scratchFolder, rounds }: { readonly tenantFolder: string; readonly cast: BenchCast; readonly scratchFolder: string; readonly rounds: number }): Promise<string> {
  const tenant = await spawnLocalTenant(tenantFolder);
  const child = new Child('serviceChild.ts');
  const empty = await serveEmptyPage(join(scratchFolder, 'empty-page'));
  const browser = await startBrowser();
  try {
    const { url } = serviceState.parse(await child.ask({ tenant, scratchFolder }));
    const clientOf = async (userId: string) => new ApiClient(url, await tenant.userToken(userId));
    const admin = await clientOf(cast.admin);
    const enrichmentId = await firstEnrichment({ admin, globalAdministrator: await clientOf(cast.globalAdministrator) });
    await endOfRun(admin, enrichmentId, { signal: new AbortController().signal, sleep: (milliseconds) => systemClock.sleep(milliseconds), onProgress: () => undefined });
    const { items: [first] } = await admin.call('GET', `/enrichments/${enrichmentId}/ranking?limit=1`, rankingAnswer);
    const cardUrl = `${url}/tab/customers/${enrichmentId}/${encodeURIComponent(first?.customerId ?? '')}?language=en`;
    const signIn = async (page: Page) => {
      await page.addInitScript(`localStorage.setItem('engagement.person', ${JSON.stringify(cast.seller)})`);
      const token = await tenant.userToken(cast.seller);
      await page.route('**/local/token', (route) => route.fulfill({ json: { token } }));
    };
    const openings: Record<'card' | 'empty', Opening[]> = { card: [], empty: [] };
    // The first of each warms the server and the disk's cache, and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      const card = await open(browser, cardUrl, { heading: first?.name ?? '', prepare: signIn });
      const emptyOpening = await open(browser, empty.url, { heading: 'Empty', prepare: () => Promise.resolve() });
      if (round > 0) {
        openings.card.push(card);
        openings.empty.push(emptyOpening);
      }
    }
    return report(openings, rounds);
  } finally {
    await browser.close();
    await empty.close();
    await child.close();
    await tenant.close();
  }
}

/** From the moment the browser sets out until the heading has been painted. */
async function open(browser: Browser, url: string, { heading, prepare }: { readonly heading: string; readonly prepare: (page: Page) => Promise<void> }): Promise<Opening> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } });
  try {
    const page = await context.newPage();
    await prepare(page);
    // A frame after the one in which it stands in the document, it is on the screen.
    await page.addInitScript(`
      const isThere = () => [...document.querySelectorAll('h1')].some((element) => element.textContent === ${JSON.stringify(heading)});
      globalThis.painted = new Promise((resolve) => {
        const look = () => requestAnimationFrame(isThere() ? () => resolve(performance.now()) : look);
        look();
      });
    `);
    await page.goto(url);
    const milliseconds = await page.evaluate<number>('globalThis.painted');
    await page.waitForLoadState('networkidle');
    const scripts = await page.evaluate<ScriptTiming[]>("performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).map(({ encodedBodySize, responseEnd }) => ({ bytes: encodedBodySize, endedAt: responseEnd }))");
    const kilobytesOf = (some: readonly ScriptTiming[]) => some.reduce((total, { bytes }) => total + bytes, 0) / 1_000;
    return { milliseconds, firstKilobytes: kilobytesOf(scripts.filter(({ endedAt }) => endedAt <= milliseconds)), allKilobytes: kilobytesOf(scripts) };
  } finally {
    await context.close();
  }
}

async function serveEmptyPage(folder: string): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  // Below this folder, so that React is found; bundlers look upwards.
  const source = join(import.meta.dirname, '../../node_modules/.cache/empty-page');
  await mkdir(source, { recursive: true });
  for (const [name, content] of Object.entries(emptyPage)) await writeFile(join(source, name), content);
  await build({ root: source, configFile: false, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const server = createServer(express().use(compression(), express.static(folder))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function report({ card, empty }: Record<'card' | 'empty', readonly Opening[]>, rounds: number): string {
  const timesOf = (openings: readonly Opening[]) => openings.map(({ milliseconds }) => milliseconds);
  const [cardTimes, emptyTimes] = [timesOf(card), timesOf(empty)];
  const kilobytes = Math.max(...card.map(({ firstKilobytes }) => firstKilobytes));
  const row = (name: string, times: readonly number[], openings: readonly Opening[]) => [name, whole(median(times)), whole(percentile95(times)), decimal(median(openings.map(({ firstKilobytes }) => firstKilobytes)), 0), decimal(median(openings.map(({ allKilobytes }) => allKilobytes)), 0)];
  return [
    table(`First customer card: ${rounds} openings each, nothing in the browser's cache`, ['page', 'median ms', '95 % ms', 'script until then, KB gzip', 'in all'], [row('customer card', cardTimes, card), row('empty React page', emptyTimes, empty)]),
    `The card takes ${ratio(median(cardTimes) / median(emptyTimes))} of the empty page; painted within ${whole(percentile95(cardTimes))} ms, aim ${whole(aimMilliseconds)}; ${decimal(kilobytes, 0)} KB of script until then, aim ${aimKilobytes}.\n`,
  ].join('\n');
}
