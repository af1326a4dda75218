import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Job } from './job.ts';
import { runInWorker } from './runInWorker.ts';

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
    contacts: { dataverseUrl: url, columns: {} },
    members: ['sales@contoso.com'],
    asOf: Date.UTC(2026, 0, 1),
    timeZone: 'UTC',
    dataFolder: join(folder, 'state'),
    outputFolder: join(folder, 'results'),
    ...changes,
  };
}

const run = (given: Job, signal = new AbortController().signal) => runInWorker(given, { signal, onProgress: () => undefined });

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
