import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { EngagementFailure } from '../model/failure.ts';
import type { GraphOptions, WritableGraph } from './client.ts';
import { createGraph } from './client.ts';
import { MailboxUnreadable } from './errors.ts';
import { countingTokens, graphError, graphFor, heldClock, leapingClock, type Reply, type SeenRequest, startServer, type TestServer } from './testServer.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

interface Setting {
  readonly server: TestServer;
  readonly graph: WritableGraph;
  readonly clock: ReturnType<typeof leapingClock>;
  readonly tokens: ReturnType<typeof countingTokens>;
}

async function setting(reply: (request: SeenRequest) => Reply | Promise<Reply>, options: Partial<GraphOptions> = {}): Promise<Setting> {
  const clock = leapingClock();
  const tokens = countingTokens();
  const server = await startServer(clock, reply);
  const graph = graphFor(server, clock, { tokens, ...options });
  open.push(server, graph);
  return { server, graph, clock, tokens };
}

/** Answers the first requests one by one from the list, and all others with success. */
function inTurn(replies: readonly Reply[]): () => Reply {
  const left = [...replies];
  return () => left.shift() ?? { json: { done: true } };
}

const mail = (mailbox: string, path = `/users/${mailbox}/messages?$top=500`) => ({ path, mailbox, permission: 'Mail.ReadBasic.All' });
const directory = { path: '/users', permission: 'User.Read.All' };

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

describe('a request', () => {
  test('carries the token and its own headers, and the query to the letter', async () => {
    const { server, graph } = await setting(() => ({ json: { value: [1] } }));
    await expect(graph.get({ ...mail('a', "/users/a/messages?%24skiptoken=x%2Fy&$filter=a%20eq%20%22https://b%22&$top=5&x=1&x=2"), headers: { Prefer: 'IdType="ImmutableId"' } })).resolves.toEqual({ value: [1] });
    expect(server.seen[0]?.path).toBe("/v1.0/users/a/messages?%24skiptoken=x%2Fy&$filter=a%20eq%20%22https://b%22&$top=5&x=1&x=2");
    expect(server.seen[0]?.headers).toMatchObject({ authorization: 'Bearer token-1', prefer: 'IdType="ImmutableId"' });
  });

  test('reads a zipped body, and one beyond ASCII', async () => {
    const json = JSON.stringify({ name: 'Żółć 📧' });
    const { graph } = await setting(inTurn([{ text: gzipSync(json), headers: { 'content-encoding': 'gzip' } }, { text: json }]));
    await expect(graph.get(directory)).resolves.toEqual({ name: 'Żółć 📧' });
    await expect(graph.get(directory)).resolves.toEqual({ name: 'Żółć 📧' });
  });

  test('a redirect is not followed: the token stays here', async () => {
    const elsewhere = await setting(() => ({ json: {} }));
    const { graph } = await setting(() => ({ status: 302, headers: { location: `${elsewhere.server.url}/v1.0/users` }, text: '' }));
    expect(await failure(graph.get(directory))).toMatchObject({ code: 'graphRefused' });
    expect(elsewhere.server.seen).toEqual([]);
  });

  test('a base URL in the clear is refused, unless it is on this machine', () => {
    const options = { tokens: countingTokens(), clock: leapingClock(), random: () => 0 };
    expect(() => createGraph({ ...options, baseUrl: 'http://graph.example/v1.0' })).toThrow(EngagementFailure);
  });
});

describe('a POST', () => {
  const creation = { path: '/users/a/things', permission: 'Things.ReadWrite.All', body: { name: 'Żółć' } };

  test('carries the body, and what it made is told by the status alone', async () => {
    const { server, graph } = await setting(() => ({ status: 201, text: '' }));
    expect(await graph.post(creation)).toBe('created');
    expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/v1.0/users/a/things', headers: { authorization: 'Bearer token-1', 'content-type': 'application/json' } });
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual(creation.body);
  });

  test.each<[string, Reply, string]>([
    ['is there already', { status: 409, json: graphError('Conflict') }, 'exists'],
    ['belongs to nobody', { status: 404, json: graphError('NotFound') }, 'absent'],
  ])('of what %s says so, at once', async (_, reply, outcome) => {
    const { server, graph } = await setting(() => reply);
    expect(await graph.post(creation)).toBe(outcome);
    expect(server.seen).toHaveLength(1);
  });

  test('that may have arrived is sent again, and finds its own work', async () => {
    const { server, graph } = await setting(inTurn(['reset', { status: 503, text: '' }, { status: 429, headers: { 'retry-after': '7' }, text: '' }, { status: 409, json: graphError('Conflict') }]));
    expect(await graph.post(creation)).toBe('exists');
    expect(server.seen.map(({ method, body }) => [method, body])).toEqual(Array.from({ length: 4 }, () => ['POST', JSON.stringify(creation.body)]));
  });

  test('without its permission fails at once, and names it', async () => {
    const { graph } = await setting(() => ({ status: 403, json: graphError('Forbidden') }));
    expect(await failure(graph.post(creation))).toMatchObject({ code: 'consentMissing', message: expect.stringContaining('Things.ReadWrite.All') as string });
  });

  test('names another thing by its whole address, and none outside of Graph', async () => {
    const { server, graph } = await setting(() => ({ json: {} }));
    expect(graph.urlOf('/things/1')).toBe(`${server.url}/v1.0/things/1`);
    expect(() => graph.urlOf('/../elsewhere')).toThrow(EngagementFailure);
  });
});

describe('limits', () => {
  test('at most 4 requests are under way to one mailbox, whatever is read of it, and at most the given number in all', async () => {
    const underWay = new Map<string, number>();
    const most = { mailbox: 0, all: 0 };
    let fill: () => void = () => undefined;
    const full = new Promise<void>((resolve) => (fill = resolve));
    const { graph } = await setting(
      async ({ path }) => {
        const mailbox = path.split('/')[3] ?? '';
        underWay.set(mailbox, (underWay.get(mailbox) ?? 0) + 1);
        most.mailbox = Math.max(most.mailbox, underWay.get(mailbox) ?? 0);
        most.all = Math.max(most.all, [...underWay.values()].reduce((sum, count) => sum + count));
        if (most.all === 6) fill();
        await full;
        await setTimeout(2);
        underWay.set(mailbox, (underWay.get(mailbox) ?? 0) - 1);
        return { json: {} };
      },
      { requestsInFlightMax: 6 },
    );
    const requests = ['a', 'b', 'c'].flatMap((mailbox) => Array.from({ length: 12 }, (_, number) => mail(mailbox, `/users/${mailbox}/${number % 2 ? 'messages' : 'calendarView'}`)));
    await Promise.all(requests.map((request) => graph.get(request)));
    expect(most).toEqual({ mailbox: 4, all: 6 });
  });

  test('who waits at a fence holds no slot of the limit over all, and who stood in the line for it waits at the fence too', async () => {
    const clock = heldClock();
    const replies = [{ status: 429, headers: { 'retry-after': '30' }, json: graphError('ApplicationThrottled') }];
    const server = await startServer(clock, ({ path }) => (path.includes('/slow/') ? replies.pop() : undefined) ?? { json: {} });
    const graph = graphFor(server, clock, { requestsInFlightMax: 1 });
    open.push(server, graph);
    const mailboxes = () => server.seen.map(({ path }) => path.split('/')[3]);
    const slow = [graph.get(mail('slow')), graph.get(mail('slow'))];
    while (clock.sleepers < 2) await setTimeout(1);
    await graph.get(mail('other'));
    expect(mailboxes()).toEqual(['slow', 'other']);
    clock.wakeAll();
    await Promise.all(slow);
    expect(mailboxes()).toEqual(['slow', 'other', 'slow', 'slow']);
  });
});

describe('throttling', () => {
  test.each<[string, (now: number) => Record<string, string>, number]>([
    ['in seconds', () => ({ 'retry-after': '17' }), 17],
    ['as a date', (now) => ({ 'retry-after': new Date(now + 40_000).toUTCString() }), 40],
    ['without a time', () => ({}), 1],
  ])('no request to the mailbox leaves before Retry-After has passed (%s)', async (_, headers, seconds) => {
    const throttledAt: number[] = [];
    const { server, graph, clock } = await setting(({ at }) => {
      if (throttledAt.length > 0) return { json: {} };
      throttledAt.push(at);
      return { status: 429, headers: headers(at), json: graphError('ApplicationThrottled') };
    });
    await Promise.all(Array.from({ length: 9 }, () => graph.get(mail('a'))));
    const after = server.seen.slice(1).filter(({ at }) => at > (throttledAt[0] ?? 0));
    // At most the 3 others that were under way already were served before.
    expect(after.length).toBeGreaterThanOrEqual(6);
    for (const { at } of after) expect(at).toBeGreaterThanOrEqual((throttledAt[0] ?? 0) + seconds * 1000);
    expect(Math.max(...clock.slept)).toBeLessThanOrEqual(seconds * 1250 + 1001);
  });

  test('a server that always says 1 is asked more and more seldom, until the waiting budget of 15 minutes is spent', async () => {
    const { server, graph, clock } = await setting(() => ({ status: 429, headers: { 'retry-after': '1' }, json: graphError('ApplicationThrottled') }));
    const start = clock.now();
    expect(await failure(graph.get(mail('a')))).toMatchObject({ name: 'MailboxUnreadable', reason: 'unavailable' });
    expect(server.seen.length).toBeLessThan(30);
    expect((clock.now() - start) / 60_000).toBeGreaterThan(13);
    expect((clock.now() - start) / 60_000).toBeLessThanOrEqual(15);
  });

  test('a wait that is longer than the budget is not begun', async () => {
    const { graph, clock } = await setting(() => ({ status: 429, headers: { 'retry-after': '3600' }, text: '' }));
    expect(await failure(graph.get(directory))).toMatchObject({ code: 'graphUnavailable' });
    expect(clock.slept).toEqual([]);
  });
});

describe('the token', () => {
  test('is renewed exactly once, however many requests are refused at once', async () => {
    const { graph, tokens } = await setting(({ headers }) => (headers.authorization === 'Bearer token-1' ? { status: 401, json: graphError('InvalidAuthenticationToken') } : { json: {} }));
    await Promise.all(Array.from({ length: 20 }, (_, number) => graph.get(mail(`user-${number}`))));
    expect(tokens.renewals).toBe(1);
  });

  test('that is refused again when fresh ends the run', async () => {
    const { server, graph, tokens } = await setting(() => ({ status: 401, json: graphError('InvalidAuthenticationToken') }));
    expect(await failure(graph.get(directory))).toMatchObject({ code: 'credentialsRefused' });
    expect({ renewals: tokens.renewals, requests: server.seen.length }).toEqual({ renewals: 1, requests: 2 });
  });

  test('may expire a second time later on', async () => {
    const { graph, tokens } = await setting(inTurn([{ status: 401, text: '' }, { status: 500, text: '' }, { status: 401, text: '' }]));
    await expect(graph.get(directory)).resolves.toEqual({ done: true });
    expect(tokens.renewals).toBe(2);
  });
});

describe('trouble', () => {
  const html: Reply = { text: '<html>Bad gateway</html>', headers: { 'content-type': 'text/html' } };

  test.each<[string, readonly Reply[]]>([
    ['500', [{ status: 500, json: graphError('ErrorInternalServerError') }]],
    ['502 in HTML', [{ status: 502, text: '<html>Bad gateway</html>' }]],
    ['503', [{ status: 503, json: graphError('ErrorServerBusy') }]],
    ['504', [{ status: 504, text: '' }]],
    ['HTML under 200', [html]],
    ['connection reset', ['reset']],
    ['body cut off', ['cut']],
    ['empty 404', [{ status: 404, text: '' }]],
    ['all of them in a row', [{ status: 500, text: '' }, html, 'reset', 'cut', { status: 503, text: '' }, { status: 429, text: '' }, { status: 404, text: '' }, { status: 504, text: '' }]],
  ])('%s passes by itself', async (_, replies) => {
    const { graph } = await setting(inTurn(replies));
    await expect(graph.get(mail('a'))).resolves.toEqual({ done: true });
  });

  test('a request that hangs is ended in time, and tried again', async () => {
    const { graph, server } = await setting(inTurn(['hang', { status: 200, json: { done: true } }]), { timeoutSeconds: 0.05 });
    await expect(graph.get(mail('a'))).resolves.toEqual({ done: true });
    expect(server.seen[1]?.path).toContain('$top=250');
  });

  test('that does not end: a mailbox is given up, the directory fails, both after a few tries with growing waits', async () => {
    const { server, graph, clock } = await setting(() => ({ status: 500, text: '' }));
    expect(await failure(graph.get(mail('a')))).toEqual(new MailboxUnreadable('unavailable'));
    expect(clock.slept).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000]);
    expect(await failure(graph.get(directory))).toMatchObject({ code: 'graphUnavailable' });
    expect(server.seen.length).toBe(16);
  });

  test('a server that is not there', async () => {
    const { server, graph } = await setting(() => ({ json: {} }));
    await server.close();
    open.splice(open.indexOf(server), 1);
    expect(await failure(graph.get(directory))).toMatchObject({ code: 'graphUnavailable' });
  });

  test('a mailbox that is being moved is left after three tries', async () => {
    const { server, graph } = await setting(() => ({ status: 503, json: graphError('ErrorMailboxMoveInProgress') }));
    expect(await failure(graph.get(mail('a')))).toEqual(new MailboxUnreadable('moved'));
    expect(server.seen.length).toBe(3);
  });

  test.each<[string, Reply, string]>([
    ['role missing', { status: 403, json: graphError('Authorization_RequestDenied') }, 'consentMissing'],
    ['own bad query', { status: 400, json: graphError('InefficientFilter') }, 'graphRefused'],
  ])('%s fails at once, with a sentence that helps', async (_, reply, code) => {
    const { server, graph } = await setting(() => reply);
    const error = await failure(graph.get(mail('a')));
    expect(error).toMatchObject({ name: 'EngagementFailure', code });
    expect((error as Error).message).toContain(code === 'consentMissing' ? 'Mail.ReadBasic.All' : 'InefficientFilter');
    expect(server.seen.length).toBe(1);
  });

  test('what the server says in words is never repeated: it may name people', async () => {
    const { graph } = await setting(() => ({ status: 400, headers: { 'request-id': 'dana@contoso.com' }, json: { error: { code: 'Bad code of dana@contoso.com', message: 'dana@contoso.com' } } }));
    expect(String(await failure(graph.get(mail('a'))))).not.toContain('dana');
  });

  test('what was cut off is not quoted, neither in the failure nor in its causes', async () => {
    const { graph } = await setting(() => ({ text: '{"value":[{"emailAddress":{"address":"dana@contoso.com"' }));
    expect(inspect(await failure(graph.get(mail('a'))), { depth: 9 })).toMatch(/NotJson(?![^]*dana)/);
  });
});

describe('the page size', () => {
  const tops = (server: TestServer) => server.seen.map(({ path }) => /(?:\$|%24)top=(\d+)/.exec(path)?.[1]);

  test('is halved after 504 and after an empty 503, in links of either spelling, and the position stays', async () => {
    const { server, graph } = await setting(inTurn([{ status: 504, text: '' }, { status: 503, text: '' }]));
    await graph.get(mail('a', '/users/a/messages?%24top=500&$skiptoken=abc'));
    expect(server.seen.map(({ path }) => path)).toEqual(['500', '250', '125'].map((top) => `/v1.0/users/a/messages?%24top=${top}&$skiptoken=abc`));
  });

  test('stays lower for this mailbox, and for no other', async () => {
    const { server, graph } = await setting(inTurn([{ status: 504, text: '' }]));
    await graph.get(mail('a'));
    await graph.get(mail('a', '/users/a/calendarView?$top=1000'));
    await graph.get(mail('b'));
    expect(tops(server)).toEqual(['500', '250', '250', '500']);
  });
});

describe('an interruption', () => {
  const reason = new Error('stop');

  test('ends a wait at a fence, a request under way, and those in the line, at once', async () => {
    const controller = new AbortController();
    const clock = leapingClock();
    const sleeping = {
      ...clock,
      sleep: (_: number, signal?: AbortSignal) => once(signal ?? new AbortController().signal, 'abort').then(() => Promise.reject(reason)),
    };
    const server = await startServer(clock, ({ path }) => (path.includes('/fenced/') ? { status: 429, headers: { 'retry-after': '60' }, text: '' } : 'hang'));
    const graph = graphFor(server, sleeping, { signal: controller.signal, requestsInFlightMax: 6 });
    open.push(server, graph);
    const requests = ['fenced', ...Array.from({ length: 20 }, () => 'hanging')].map((mailbox) => failure(graph.get(mail(mailbox))));
    while (server.seen.length < 5) await setTimeout(1);
    controller.abort(reason);
    for (const error of await Promise.all(requests)) expect(error).toMatchObject({ code: 'interrupted' });
    expect(await failure(graph.get(directory))).toMatchObject({ code: 'interrupted' });
    expect(server.seen.length).toBe(5);
  });
});
