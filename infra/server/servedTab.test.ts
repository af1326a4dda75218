import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tabSettings } from '../../tab/contract/settings.ts';
import type { AppOptions } from './app.ts';
import { readConfiguration } from './configuration.ts';
import { withApp } from './testApp.ts';
import { enrichmentId, otherId, testTenantId } from './testService.ts';

describe('the tab', () => {
  const production = (more: Readonly<Record<string, string>> = {}) => readConfiguration({ TENANT_IDS: testTenantId, CLIENT_ID: testTenantId, CLIENT_SECRET: 'x', PUBLIC_URL: 'https://engagement.example', ...more });
  const navigation = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };
  let folder: string;
  let tabFolder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tab-'));
    tabFolder = join(folder, '.built', 'dist');
    await mkdir(join(tabFolder, 'assets'), { recursive: true });
    // Long enough to be compressed.
    await writeFile(join(tabFolder, 'index.html'), `<!doctype html><title>The tab</title>${'<p></p>'.repeat(500)}`);
    await writeFile(join(tabFolder, 'assets', 'index-abc.js'), '1');
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('is served to Teams hosts, its hashed files for good', () =>
    withApp({ configuration: production(), tabFolder }, async (url) => {
      const page = await fetch(`${url}/tab/`);
      expect([page.status, page.headers.get('cache-control'), page.headers.get('x-frame-options')]).toEqual([200, 'no-cache', null]);
      expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'self' https://*.cloud.microsoft https://teams.microsoft.com");
      expect(page.headers.get('strict-transport-security')).not.toBeNull();
      expect((await fetch(`${url}/tab/assets/index-abc.js`)).headers.get('cache-control')).toContain('immutable');
    }));

  test.each(['/tab/', '/tab/customers', `/tab/customers/${enrichmentId}/Contoso%20Sp.%20z%20o.o.`, '/tab/enrichments/new?step=2'])('is answered to a browser that goes to %s', (path) =>
    withApp({ tabFolder }, async (url) => {
      const page = await fetch(`${url}${path}`, navigation);
      expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([200, 'text/html; charset=utf-8', 'no-cache']);
      expect(await page.text()).toContain('The tab');
    }));

  test.each([
    ['a script that is not there', '/tab/none.js', {}],
    ['a hashed file that is not there, though a browser goes to it', '/tab/assets/index-old.js', navigation],
    ['what lies outside of the tab', '/tab/..%2F..%2Fstate.json', {}],
    ['a page that is not the tab’s', '/tabs', navigation],
    ['a page that somebody posts to', '/tab/customers', { ...navigation, method: 'POST' }],
  ])('has nothing in the place of %s', (_title, path, init) =>
    withApp({ tabFolder }, async (url) => {
      const answer = await fetch(`${url}${path}`, init);
      expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('notFound') as string]);
    }));

  test.each<[string, Partial<AppOptions>, object]>([
    ['on this machine', {}, { mode: 'local' }],
    ['in production', { configuration: production() }, { mode: 'production' }],
    ['with a Teams app', { configuration: production({ TEAMS_APP_ID: otherId }) }, { mode: 'production', teamsAppId: otherId }],
    ['with a Teams app in the catalogue', { configuration: production({ TEAMS_APP_ID: otherId, TEAMS_CATALOG_APP_ID: enrichmentId }) }, { mode: 'production', teamsAppId: enrichmentId }],
  ])('is told its settings before anybody is signed in, built or not: %s', (_title, changes, expected) =>
    withApp({ ...changes, tabFolder: join(tabFolder, 'none') }, async (url) => {
      const answer = await fetch(`${url}/tab/settings.json`);
      expect([answer.headers.get('cache-control'), tabSettings.strict().parse(await answer.json())]).toEqual(['no-cache', expected]);
      expect((await fetch(`${url}/tab/`, navigation)).status).toBe(404);
    }));

  test('has pages beside it on this machine, which may show it and chats in frames; in production nothing is there', async () => {
    const localPages: AppOptions['localPages'] = (request, response) => void response.send(`page ${request.url}`);
    const policyOf = async (url: string, path: string) => (await fetch(`${url}${path}`)).headers.get('content-security-policy');
    await withApp({ tabFolder, localPages }, async (url) => {
      expect(await (await fetch(`${url}/local/frame?as=ann`)).text()).toBe('page /frame?as=ann');
      expect(await policyOf(url, '/local/')).toContain("frame-src 'self' http://localhost:* http://127.0.0.1:*");
      expect(await policyOf(url, '/tab/')).not.toContain('localhost');
      expect(await policyOf(url, '/localized')).toContain("default-src 'none'");
    });
    await withApp({ configuration: production(), tabFolder }, async (url) => {
      expect((await fetch(`${url}/local/`, navigation)).status).toBe(404);
      expect(await policyOf(url, '/local/')).toContain("default-src 'none'");
    });
  });
});
