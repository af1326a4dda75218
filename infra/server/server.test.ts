import { EventEmitter } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';
import { stopOnSignals } from './signals.ts';
import { startTestServer } from './testServer.ts';
import { enrichmentView } from './testService.ts';

/** In milliseconds, less than a connection stays open for a next request: nothing may wait for that. */
const stopTimeout = 30_000;

test('what is under way when the service stops is still answered and its connection ended, and the services are closed after it', { timeout: stopTimeout }, async () => {
  const events: string[] = [];
  let answer: () => void = () => undefined;
  const asked = new Promise<void>((resolveAsked) => {
    answer = resolveAsked;
  });
  let release: () => void = () => undefined;
  const server = await startTestServer({
    enrichments: {
      list: async () => {
        answer();
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return [enrichmentView()];
      },
    },
    close: () => {
      events.push('services closed');
      return Promise.resolve();
    },
  });
  const response = server.fetch('/api/v1/enrichments').then(async (answered) => {
    await answered.text();
    events.push(`answered ${answered.status}`);
  });
  await asked;
  const closed = server.close();
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  release();
  await response;
  await closed;
  expect(events).toEqual(['answered 200', 'services closed']);
  await server.stop();
});

test('what takes too long when the service stops is broken off', async () => {
  let asked: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const server = await startTestServer(
    {
      enrichments: {
        list: () => {
          asked();
          return new Promise(() => undefined);
        },
      },
    },
    { REQUEST_TIMEOUT: 'PT1H' },
  );
  const response = expect(server.fetch('/api/v1/enrichments')).rejects.toThrow();
  await arrived;
  const closed = server.close();
  await server.clock.sleeping(10_000);
  server.clock.advance(10_000);
  await response;
  await closed;
  await server.stop();
});

test('metrics count requests by template of the route, on a port of their own and without ids', async () => {
  const server = await startTestServer();
  try {
    await server.fetch('/api/v1/enrichments/e0000000-0000-4000-8000-000000000001/customers/Contoso');
    await server.fetch('/api/v1/nothing');
    const text = await (await fetch(server.metricsUrl)).text();
    expect(text).toContain('http_requests_total{method="GET",route="/api/v1/enrichments/:enrichmentId/customers/:customerId",status="200"} 1');
    expect(text).toContain('http_requests_total{method="GET",route="unmatched",status="404"} 1');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    expect(text).toContain('runs_running 0');
    expect(text).not.toContain('Contoso');
    expect((await fetch(server.metricsUrl.replace('/metrics', '/'))).status).toBe(404);
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
  } finally {
    await server.stop();
  }
});

test('where the data folder cannot be made the start fails with what to do', async () => {
  const dataFolder = fileURLToPath(new URL('server.test.ts/service', import.meta.url));
  await expect(startTestServer({}, { DATA_FOLDER: dataFolder })).rejects.toMatchObject({
    code: 'stateUnusable',
    message: `The data folder ${dataFolder} cannot be made (ENOTDIR). Let this account write to the folder above it, or set DATA_FOLDER to another one.`,
  });
});

test('a connection stays open for the next request longer than proxies keep it', async () => {
  const server = await startTestServer();
  expect((await server.fetch('/healthz')).headers.get('keep-alive')).toBe('timeout=75');
  await server.stop();
});

test('where the port is taken the start fails with what to do, and what was started is closed again', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve);
  });
  let closed = 0;
  const close = () => {
    closed += 1;
    return Promise.resolve();
  };
  const { port } = other.address() as AddressInfo;
  await expect(startTestServer({ close }, { METRICS_PORT: String(port) })).rejects.toMatchObject({
    code: 'callUnusable',
    message: expect.stringMatching(new RegExp(`port ${port}: another program listens there.*Set PORT`)) as string,
    cause: { code: 'EADDRINUSE' },
  });
  expect(closed).toBe(1);
  other.close();
});

test('a signal stops the service once, and a second one ends the process at once', async () => {
  const ended: number[] = [];
  let onExit: () => void = () => undefined;
  const exited = new Promise<void>((resolve) => {
    onExit = resolve;
  });
  const process = Object.assign(new EventEmitter(), {
    exit: (status: number) => {
      ended.push(status);
      onExit();
    },
  });
  let closes = 0;
  const close = () => {
    closes += 1;
    return Promise.resolve();
  };
  stopOnSignals({ close }, { process, logger: createLogger('silent'), sleep: () => new Promise(() => undefined) });
  process.emit('SIGTERM');
  await exited;
  expect([ended, closes]).toEqual([[0], 1]);
  process.emit('SIGINT');
  expect([ended, closes]).toEqual([[0, 130], 1]);
});

test('a start removes what a restore has left that was killed: addresses in clear', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'server-'));
  const left = join(dataFolder, '.restoring-00000000-0000-4000-8000-000000000001', 'tenants');
  await mkdir(left, { recursive: true });
  await writeFile(join(left, 'Office_User.csv'), 'anna@contoso.example');
  const server = await startTestServer({}, { DATA_FOLDER: dataFolder });
  expect((await readdir(dataFolder)).filter((name) => name.startsWith('.restoring'))).toEqual([]);
  await server.stop();
  await rm(dataFolder, { recursive: true });
});
