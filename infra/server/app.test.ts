import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngagementFailure } from '../../engine/index.ts';
import { problemSchema } from '../../tab/contract/problem.ts';
import { createApp } from './app.ts';
import { readConfiguration } from './configuration.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import { enrichmentId, enrichmentView, otherId, testService, testTenantId } from './testService.ts';

const enrichment = `/api/v1/enrichments/${enrichmentId}`;
const revisionsSeen: (number | undefined)[] = [];
let removed = 0;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    enrichments: {
      saveDraft: (_actor, _id, { terms }, revision) => {
        revisionsSeen.push(revision);
        if (revision !== undefined && revision !== 7) return Promise.reject(new EngagementFailure('revisionConflict', 'Somebody has changed this in the meantime.'));
        return Promise.resolve({ ...enrichmentView(8), enrichment: { ...enrichmentView(8).enrichment, draft: { terms } } });
      },
      prerequisites: () => Promise.reject(new TypeError('anna@contoso.example has no mailbox')),
      resolveAddresses: () => new Promise(() => undefined),
    },
    segments: {
      remove: () => {
        removed += 1;
        return Promise.resolve();
      },
    },
  });
});
afterAll(() => server.stop());

const json = (body: unknown, headers: Record<string, string> = {}) => ({ body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });

describe('problems', () => {
  test('every failure is answered as problem details with code, sentence and request id', async () => {
    const response = await server.fetch(`/api/v1/enrichments/${otherId}`, { headers: { 'x-request-id': 'from-the-tab-1' } });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await response.json()).toEqual({ type: '/failures.md#notFound', title: 'Not found', status: 404, code: 'notFound', detail: 'There is no such thing.', requestId: 'from-the-tab-1' });
  });

  test('the page that problems link to is served', async () => {
    const response = await fetch(`${server.url}/failures.md`);
    expect(await response.text()).toContain('What can go wrong');
  });

  test('a request that is not as the contract says is told each place that is wrong', async () => {
    const response = await server.fetch('/api/v1/enrichments', { method: 'POST', ...json({ runHour: 24, outputTable: '1' }) });
    const problem = problemSchema.parse(await response.json());
    expect(problem).toMatchObject({ status: 400, code: 'requestUnusable' });
    expect(problem.errors?.map(({ path }) => path).sort()).toEqual(['body.outputTable', 'body.runHour']);
  });

  test.each([
    ['a body that is no JSON', `${enrichment}/draft`, { method: 'PATCH', body: '{', headers: { 'content-type': 'application/json' } }, 400],
    ['a body of another type', `${enrichment}/draft`, { method: 'PATCH', body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 400],
    ['a body of more than 1 MB', `${enrichment}/draft`, { method: 'PATCH', ...json({ name: 'x'.repeat(1_100_000) }) }, 413],
    ['an id that is none', '/api/v1/enrichments/..%2F..%2Fetc', {}, 404],
    ['a path that cannot be decoded', '/api/v1/enrichments/%E0%A4%A', {}, 400],
    ['a page that is too large', '/api/v1/audit?limit=201', {}, 400],
    ['a route that is none', '/api/v1/nothing', {}, 404],
    ['a method that is none', '/api/v1/me', { method: 'DELETE' }, 404],
    ['a path outside the API', '/nothing', {}, 404],
  ])('%s is refused as a problem', async (_title, path, init, status) => {
    const response = await server.fetch(path, init);
    expect(response.status).toBe(status);
    expect(problemSchema.parse(await response.json()).status).toBe(status);
  });

  test('an error that nobody foresaw is answered and logged without its message, which may name people', async () => {
    const response = await server.fetch('/api/v1/prerequisites', { headers: { 'x-request-id': 'unforeseen-1' } });
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ code: 'serviceFault', requestId: 'unforeseen-1' });
    const lines = server.logged.filter(({ requestId }) => requestId === 'unforeseen-1');
    expect(lines.find(({ level }) => level === 'error')).toMatchObject({ message: 'failure', route: '/api/v1/prerequisites', error: { name: 'TypeError' } });
    expect(JSON.stringify(lines)).toContain('app.test.ts');
    expect(JSON.stringify(lines)).not.toContain('anna');
  });

  test('an answer that does not begin in time is given up', async () => {
    const answer = server.fetch('/api/v1/addresses/resolve', { method: 'POST', ...json({ addresses: ['sales@contoso.example'] }) });
    await server.clock.sleeping(30_000);
    server.clock.advance(30_000);
    const response = await answer;
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'interrupted' });
  });
});

describe('headers', () => {
  test('nothing of the API may be framed, run or kept by others, and nothing tells what serves it', async () => {
    const { headers } = await server.fetch('/api/v1/me');
    expect(headers.get('content-security-policy')).toBe("default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'");
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('cache-control')).toBe('private, no-cache');
  });

  test.each(['short', 'anna@contoso.example', 'a b c d e f g', 'x'.repeat(65), '<script>alert(1)'])('a request id that may not be harmless is replaced: %s', async (brought) => {
    const { headers } = await fetch(`${server.url}/healthz`, { headers: { 'x-request-id': brought } });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a log line has the template of the route, and neither ids nor query', async () => {
    await server.fetch(`${enrichment}/customers/Contoso%20Ltd?secret=1`, { headers: { 'x-request-id': 'card-of-contoso' } });
    const line = server.logged.find(({ requestId }) => requestId === 'card-of-contoso');
    expect({ ...line, time: '' }).toEqual({ level: 'info', time: '', requestId: 'card-of-contoso', method: 'GET', route: '/api/v1/enrichments/:enrichmentId/customers/:customerId', status: 200, durationMilliseconds: 0, message: 'request' });
  });
});

describe('entity tags', () => {
  test('a read is answered 304 as long as it has not changed', async () => {
    const tag = (await server.fetch('/api/v1/me')).headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    const again = await server.fetch('/api/v1/me', { headers: { 'if-none-match': tag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await server.fetch('/api/v1/me', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  test('a change with the tag of the record that was read goes through, and one with an older tag does not', async () => {
    const tag = (await server.fetch(enrichment)).headers.get('etag') ?? '';
    expect(tag).toMatch(/^"7\.[\w-]{22}"$/);
    const change = (ifMatch: string) => server.fetch(`${enrichment}/draft`, { method: 'PATCH', ...json({ name: 'Sales' }, { 'if-match': ifMatch }) });
    const changed = await change(tag);
    expect([changed.status, changed.headers.get('etag')?.slice(0, 3)]).toEqual([200, '"8.']);
    expect((await change('"6"')).status).toBe(412);
    expect((await change('*')).status).toBe(200);
    expect((await change('7')).status).toBe(400);
    expect(revisionsSeen).toEqual([7, 6, undefined]);
  });

  test('what was changed in the meantime is not removed', async () => {
    const remove = (ifMatch: string) => server.fetch(`${enrichment}/segments/${enrichmentId}`, { method: 'DELETE', headers: { 'if-match': ifMatch } });
    expect([(await remove('"3"')).status, removed]).toEqual([412, 0]);
    expect([(await remove('"4"')).status, removed]).toEqual([204, 1]);
  });
});

test('an answer holds nothing that the contract does not name', async () => {
  const talkative = await startTestServer({ rightsOf: () => Promise.resolve({ roles: ['member'], actions: ['readOwnRights'], addresses: ['anna@contoso.example'] } as never) });
  try {
    expect(await (await talkative.fetch('/api/v1/me')).json()).toEqual({ tenantId: testTenantId, userId: 'a0000000-0000-4000-8000-000000000001', roles: ['member'], actions: ['readOwnRights'] });
  } finally {
    await talkative.stop();
  }
});

test('who agreed to the terms, and when, is taken from the token and the clock', async () => {
  const body = { agreesToTerms: true, terms: { agreedAt: 1, agreedBy: 'somebody-else' } };
  const response = await server.fetch(`${enrichment}/draft`, { method: 'PATCH', ...json(body) });
  expect(await response.json()).toMatchObject({ enrichment: { draft: { terms: { agreedAt: server.clock.now(), agreedBy: 'a0000000-0000-4000-8000-000000000001' } } } });
});

test('a file is sent as a download under its name, in any script', async () => {
  const response = await server.fetch(`${enrichment}/results/export`);
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="Gr??e.csv"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.csv`);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(await response.text()).toBe('Name\r\nContoso\r\n');
});

test('a user who asks too often is told when to come back, and others are not held up', async () => {
  const strict = await startTestServer({}, { USER_REQUESTS_PER_MINUTE: '2' });
  try {
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await strict.fetch('/api/v1/me')).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await strict.fetch('/api/v1/me');
    expect(problemSchema.parse(await refused.json()).code).toBe('tooManyRequests');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = await strict.token({ oid: otherId });
    expect((await strict.fetch('/api/v1/me', { headers: { authorization: `Bearer ${other}` } })).status).toBe(200);
  } finally {
    await strict.stop();
  }
});

test('an address that asks too often is held up before anybody is recognised, and health is still told', async () => {
  const strict = await startTestServer({}, { ADDRESS_REQUESTS_PER_MINUTE: '2' });
  try {
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await fetch(`${strict.url}/api/v1/me`)).status);
    expect(statuses).toEqual([401, 401, 429]);
    expect((await fetch(`${strict.url}/healthz`)).status).toBe(200);
  } finally {
    await strict.stop();
  }
});

test('the service is ready while its data folder takes writes, and alive in any case', async () => {
  const status = async (path: string) => (await fetch(`${server.url}${path}`)).status;
  expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200]);
  await rm(server.dataFolder, { recursive: true });
  expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503]);
  await mkdir(server.dataFolder);
  expect(await status('/readyz')).toBe(200);
});

test('while the process shuts down the service is not ready', async () => {
  const configuration = readConfiguration({ ENGAGEMENT_MODE: 'local', DATA_FOLDER: server.dataFolder, TENANT_IDS: testTenantId, CLIENT_ID: testTenantId, CLIENT_SECRET: 'x' });
  const app = createApp({
    services: new Map([[testTenantId, testService()]]),
    botMessages: (_request, response) => void response.sendStatus(200),
    configuration,
    identity: { authenticate: () => Promise.reject(new EngagementFailure('signInRequired', '')) },
    logger: createLogger('silent'),
    metrics: createMetrics(),
    clock: server.clock,
    closing: AbortSignal.abort(),
  });
  const listening = app.listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => listening.once('listening', resolve));
    const { port } = listening.address() as { port: number };
    const response = await fetch(`http://127.0.0.1:${port}/readyz`);
    expect([response.status, await response.json()]).toEqual([503, { status: 'closing' }]);
  } finally {
    listening.close();
    listening.closeAllConnections();
  }
});

test('the built tab is served to Teams hosts, its hashed files for good', async () => {
  const tabFolder = join(server.dataFolder, 'dist');
  await mkdir(join(tabFolder, 'assets'), { recursive: true });
  await writeFile(join(tabFolder, 'index.html'), '<!doctype html>');
  await writeFile(join(tabFolder, 'assets', 'index-abc.js'), '1');
  const configuration = readConfiguration({ TENANT_IDS: testTenantId, CLIENT_ID: testTenantId, CLIENT_SECRET: 'x', PUBLIC_URL: 'https://engagement.example' });
  const app = createApp({ services: new Map(), botMessages: (_request, response) => void response.sendStatus(200), configuration, identity: { authenticate: () => Promise.reject(new EngagementFailure('signInRequired', '')) }, logger: createLogger('silent'), metrics: createMetrics(), clock: server.clock, closing: new AbortController().signal, tabFolder });
  const listening = app.listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => listening.once('listening', resolve));
    const { port } = listening.address() as { port: number };
    const page = await fetch(`http://127.0.0.1:${port}/tab/`);
    expect([page.status, page.headers.get('cache-control'), page.headers.get('x-frame-options')]).toEqual([200, 'no-cache', null]);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'self' https://*.cloud.microsoft https://teams.microsoft.com");
    expect(page.headers.get('strict-transport-security')).not.toBeNull();
    expect((await fetch(`http://127.0.0.1:${port}/tab/assets/index-abc.js`)).headers.get('cache-control')).toContain('immutable');
    expect((await fetch(`http://127.0.0.1:${port}/tab/none.js`)).status).toBe(404);
  } finally {
    listening.close();
    listening.closeAllConnections();
  }
});
