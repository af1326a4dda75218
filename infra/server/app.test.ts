import { mkdir, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { EngagementFailure } from '../../engine/index.ts';
import { problemSchema } from '../../tab/contract/problem.ts';
import type { AppOptions } from './app.ts';
import { withApp } from './testApp.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import { administratorId, enrichmentId, enrichmentView, otherId, testTenantId } from './testService.ts';

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

test.each(['results/export', `segments/${enrichmentId}/members/export?format=csv`])('a file is sent as a download under its name, in any script: %s', async (path) => {
  const response = await server.fetch(`${enrichment}/${path}`);
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

test.each([
  ['an IPv4 address with its port', ['203.0.113.7:4101', '203.0.113.7:4102', '203.0.113.7']],
  ['an IPv6 address with its port', ['[2001:db8::7]:4101', '[2001:db8::7]:4102', '2001:db8::7']],
])('behind a proxy that tells %s, it is the address that counts, and nothing of it is written', async (_title, callers) => {
  const written = vi.spyOn(console, 'error');
  const strict = await startTestServer({}, { ADDRESS_REQUESTS_PER_MINUTE: '2', TRUSTED_PROXIES: '1' });
  const statusFor = async (caller: string) => (await fetch(`${strict.url}/api/v1/me`, { headers: { 'x-forwarded-for': caller } })).status;
  try {
    const statuses = [];
    for (const caller of callers) statuses.push(await statusFor(caller));
    expect(statuses).toEqual([401, 401, 429]);
    expect(await statusFor('198.51.100.7:4101')).toBe(401);
    expect(await statusFor('who knows')).toBe(401);
    expect(written).not.toHaveBeenCalled();
    expect(JSON.stringify(strict.logged)).not.toMatch(/203\.0\.113|2001:db8/);
  } finally {
    written.mockRestore();
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

test('while the process shuts down the service is not ready', () =>
  withApp({ closing: AbortSignal.abort() }, async (url) => {
    const response = await fetch(`${url}/readyz`);
    expect([response.status, await response.json()]).toEqual([503, { status: 'closing' }]);
  }));

test('the card as sent is asked for as the person who signed in, in English unless told, and comes whole', async () => {
  const asked: unknown[] = [];
  const userId = administratorId;
  const identity: AppOptions['identity'] = { authenticate: () => Promise.resolve({ actor: { tenantId: testTenantId, userId, appRoles: [] }, tokenExpiresAt: Number.MAX_SAFE_INTEGER }) };
  const customerCard: AppOptions['bot']['customerCard'] = (actor, of) => {
    asked.push([actor.userId, of]);
    return Promise.resolve({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Chart.VerticalBar.Grouped' }] } as never);
  };
  await withApp({ identity, bot: { handle: (_request, response) => void response.sendStatus(200), customerCard } }, async (url) => {
    const card = (language: string) => fetch(`${url}${enrichment}/customers/C%2F1/adaptive-card${language}`, { headers: { authorization: 'Bearer x' } });
    expect(await (await card('')).json()).toEqual({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Chart.VerticalBar.Grouped' }] });
    expect([(await card('?language=pl')).status, (await card('?language=de')).status]).toEqual([200, 400]);
  });
  expect(asked).toEqual(['en', 'pl'].map((language) => [userId, { enrichmentId, customerId: 'C/1', language }]));
});
