import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../model/clock.ts';
import { createGraph, type GraphOptions, type WritableGraph } from './client.ts';
import type { TokenSource } from './tokens.ts';

/** What a test's server does with one request. */
export type Reply =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly json?: unknown; readonly text?: string | Buffer }
  /** The connection ends before the headers, or in the middle of the body. */
  | 'reset'
  | 'cut'
  /** Never answered. */
  | 'hang';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** By the test's clock. */
  readonly at: number;
}

export interface TestServer {
  readonly url: string;
  readonly seen: SeenRequest[];
  close(): Promise<void>;
}

/** A server on loopback that answers as the test says, one reply a request. */
export async function startServer(clock: Clock, reply: (request: SeenRequest) => Reply | Promise<Reply>): Promise<TestServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    void receive(request).then(async (body) => {
      const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body, at: clock.now() };
      seen.push(one);
      send(response, await reply(one));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function receive(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let body = '';
  for await (const chunk of request) body += chunk as string;
  return body;
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return;
  if (reply === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (reply === 'cut') {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"value": [', () => response.socket?.destroy());
    return;
  }
  const body = reply.text ?? JSON.stringify(reply.json ?? {});
  response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...reply.headers });
  response.end(body);
}

/** A clock that leaps: whoever sleeps wakes at once, at the time for which the sleep was meant. */
export function leapingClock(start = Date.UTC(2026, 2, 1)): Clock & { readonly slept: number[] } {
  let time = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    sleep: async (durationMilliseconds, signal) => {
      signal?.throwIfAborted();
      slept.push(durationMilliseconds);
      const until = time + durationMilliseconds;
      await setImmediate();
      signal?.throwIfAborted();
      time = Math.max(time, until);
    },
  };
}

/** A clock that stands still until the test wakes those who sleep. */
export function heldClock(): Clock & { readonly sleepers: number; wakeAll(): void } {
  let time = Date.UTC(2026, 2, 1);
  let sleeping: { readonly until: number; readonly wake: () => void }[] = [];
  return {
    now: () => time,
    sleep: (durationMilliseconds) => new Promise((wake) => sleeping.push({ until: time + durationMilliseconds, wake })),
    get sleepers() {
      return sleeping.length;
    },
    wakeAll: () => {
      time = Math.max(time, ...sleeping.map(({ until }) => until));
      for (const { wake } of sleeping) wake();
      sleeping = [];
    },
  };
}

/** Tokens `token-1`, `token-2` …: a new one for each `fresh`. */
export function countingTokens(): TokenSource & { renewals: number } {
  return {
    renewals: 0,
    token(options) {
      if (options?.fresh) this.renewals += 1;
      return Promise.resolve(`token-${this.renewals + 1}`);
    },
  };
}

/** A client for a test's server; close both. */
export function graphFor(server: TestServer, clock: Clock, options: Partial<GraphOptions> = {}): WritableGraph {
  return createGraph({ baseUrl: `${server.url}/v1.0`, tokens: countingTokens(), clock, random: () => 0.5, ...options });
}

/** An error as Graph words it. */
export function graphError(code: string, innerCode?: string): { readonly error: object } {
  return { error: { code, message: 'Told by the test.', ...(innerCode && { innerError: { code: innerCode, 'request-id': '94fb3b52' } }) } };
}
