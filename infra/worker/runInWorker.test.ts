import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Job } from './job.ts';
import { runInWorker, type WorkerOptions } from './runInWorker.ts';

let folder: string;
let silent: Server;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'worker-'));
  silent = createServer();
  await once(silent.listen(0, '127.0.0.1'), 'listening');
});
afterEach(async () => {
  silent.closeAllConnections();
  silent.close();
  await rm(folder, { recursive: true });
});

/** A job for a Microsoft that takes requests and never answers. */
function job(changes: Partial<Job> = {}): Job {
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  return {
    graph: { baseUrl: `${url}/v1.0`, authorityUrl: url, tenantId: 'a tenant', clientId: 'an app', clientSecret: 'a secret' },
    contacts: { kind: 'open', dataverseUrl: url, columns: {} },
    members: ['sales@contoso.com'],
    asOf: Date.UTC(2026, 0, 1),
    timeZone: 'UTC',
    dataFolder: join(folder, 'state'),
    output: { kind: 'folder', folder: join(folder, 'results') },
    ...changes,
  };
}

const run = (given: Job, signal = new AbortController().signal, options: Partial<WorkerOptions> = {}) => runInWorker(given, { signal, onProgress: () => undefined, ...options });

test('a run in the background lets the thread that answers people keep its priority', async () => {
  const before = getPriority();
  await expect(run(job({ timeZone: 'Nowhere/None' }), undefined, { isBackground: true })).rejects.toMatchObject({ code: 'timeZoneUnknown' });
  expect(getPriority()).toBe(before);
});

test('a failure in the worker thread is the same failure here', async () => {
  const failure = { code: 'timeZoneUnknown', isInput: true, message: expect.stringContaining('"Nowhere/None"') as string };
  await expect(run(job({ timeZone: 'Nowhere/None' }))).rejects.toMatchObject(failure);
});

test('a job that is stopped while it waits for Microsoft ends as interrupted, and has written nothing', async () => {
  const controller = new AbortController();
  const asked = once(silent, 'request');
  const running = run(job(), controller.signal);
  await asked;
  controller.abort();
  await expect(running).rejects.toMatchObject({ code: 'interrupted' });
  expect(await readdir(folder)).toEqual([]);
});

test('so does one that was stopped before it began', async () => {
  await expect(run(job(), AbortSignal.abort())).rejects.toMatchObject({ code: 'interrupted' });
});

/** A thread of the test's own in place of the product's. */
async function entryOf(source: string): Promise<{ readonly entry: URL }> {
  const path = join(folder, 'thread.mjs');
  await writeFile(path, `import { parentPort } from 'node:worker_threads';\n${source}`);
  return { entry: pathToFileURL(path) };
}

test('a thread that does not stop when it is told to is ended, and the job ends as interrupted', async () => {
  const controller = new AbortController();
  const { entry } = await entryOf(`parentPort.postMessage({ kind: 'progress', progress: 'busy for ever' }); for (;;);`);
  const running = run(job(), controller.signal, { entry, stopMilliseconds: 1, onProgress: () => controller.abort() });
  await expect(running).rejects.toMatchObject({ code: 'interrupted', message: expect.stringContaining('did not stop in time') as string });
});

test('what the thread publishes is told here, in order, before the result', async () => {
  const told: unknown[] = [];
  const messages = [{ kind: 'published', published: 'a month' }, { kind: 'published', published: 'the year' }, { kind: 'done', result: 'a result' }];
  const { entry } = await entryOf(`for (const message of ${JSON.stringify(messages)}) parentPort.postMessage(message);`);
  told.push(await run(job(), undefined, { entry, onPublished: (published) => told.push(published) }));
  expect(told).toEqual(['a month', 'the year', 'a result']);
});
