import { afterEach, beforeEach, expect, test } from 'vitest';
import { EngagementFailure, type Service } from '../../engine/index.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import { enrichmentId, runView } from './testService.ts';

type OnChange = Parameters<Service['runs']['watch']>[2];

const path = `/api/v1/enrichments/${enrichmentId}/progress`;

let server: TestServer;
let watchers: Set<OnChange>;
let onLeft: () => void;

beforeEach(async () => {
  watchers = new Set();
  onLeft = () => undefined;
  server = await startTestServer({
    runs: {
      watch: (actor, _id, onChange) => {
        if (actor.appRoles.length === 0) return Promise.reject(new EngagementFailure('notAllowed', 'Not for you.'));
        watchers.add(onChange);
        onChange({ state: 'running', run: runView });
        return Promise.resolve(() => {
          watchers.delete(onChange);
          onLeft();
        });
      },
    },
  });
});
afterEach(() => server.stop());

/** Reads a stream event by event; comments count as events. */
async function* eventsOf(response: Response): AsyncGenerator<string> {
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString('utf8');
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    yield* parts;
  }
}

const next = async (events: AsyncGenerator<string>): Promise<string | undefined> => {
  const result = await events.next();
  return result.done === true ? undefined : result.value;
};

test('progress is sent at once and at each change, in a form that proxies pass on', async () => {
  const response = await server.fetch(path);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  const events = eventsOf(response);
  expect(await next(events)).toBe('retry: 5000');
  expect(await next(events)).toBe(`event: progress\ndata: ${JSON.stringify({ state: 'running', run: runView })}`);
  for (const tell of watchers) tell({ state: 'ready', run: undefined });
  expect(await next(events)).toBe('event: progress\ndata: {"state":"ready"}');
  await events.return(undefined);
});

test('a stream on which nothing happens is kept open by heartbeats', async () => {
  const events = eventsOf(await server.fetch(path));
  await next(events);
  await next(events);
  for (let count = 0; count < 2; count += 1) {
    await server.clock.sleeping(15_000);
    server.clock.advance(15_000);
    expect(await next(events)).toBe(': still here');
  }
  await events.return(undefined);
});

test('a stream ends with the token that it was opened with', async () => {
  const token = await server.token({ exp: server.clock.now() / 1000 + 10 });
  const events = eventsOf(await server.fetch(path, { headers: { authorization: `Bearer ${token}` } }));
  await next(events);
  await next(events);
  await server.clock.sleeping(10_000);
  server.clock.advance(10_000);
  expect([await next(events), await next(events), await next(events)]).toEqual([': still here', 'event: end\ndata: {"reason":"tokenExpired"}', undefined]);
  expect(watchers.size).toBe(0);
});

test('a reader who leaves is not told any more', async () => {
  const left = new Promise<void>((resolve) => {
    onLeft = resolve;
  });
  const events = eventsOf(await server.fetch(path));
  await next(events);
  await events.return(undefined);
  await left;
  expect(watchers.size).toBe(0);
});

test('when the service stops, streams are ended and hold nothing up', { timeout: 30_000 }, async () => {
  const events = eventsOf(await server.fetch(path));
  await next(events);
  await next(events);
  const closed = server.close();
  expect([await next(events), await next(events)]).toEqual(['event: end\ndata: {"reason":"serviceStopping"}', undefined]);
  await closed;
});

test('who may not see progress is answered a problem, not a stream', async () => {
  const token = await server.token({ roles: [] });
  const response = await server.fetch(path, { headers: { authorization: `Bearer ${token}` } });
  expect([response.status, response.headers.get('content-type')]).toEqual([403, 'application/problem+json; charset=utf-8']);
});

test('a user opens ten streams, not more, and one that is closed makes room', async () => {
  const streams = [];
  for (let count = 0; count < 10; count += 1) streams.push(eventsOf(await server.fetch(path)));
  for (const events of streams) await next(events);
  expect((await server.fetch(path)).status).toBe(429);
  const left = new Promise<void>((resolve) => {
    onLeft = resolve;
  });
  await streams[0]?.return(undefined);
  await left;
  const again = eventsOf(await server.fetch(path));
  expect(await next(again)).toBe('retry: 5000');
  for (const events of [...streams, again]) await events.return(undefined);
});

test('what a reader cannot be shown ends the stream, and the run that told it is spared', async () => {
  const events = eventsOf(await server.fetch(path));
  await next(events);
  await next(events);
  for (const tell of watchers) expect(() => tell({ state: 'exploded' as never, run: undefined })).not.toThrow();
  expect([await next(events), await next(events)]).toEqual(['event: end\ndata: {"reason":"failed"}', undefined]);
});
