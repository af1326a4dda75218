import { once } from 'node:events';
import { request as startRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EngagementFailure } from '../../engine/index.ts';
import { uploadBytesMax } from '../../tab/api/uploadRoute.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import { enrichmentId } from './testService.ts';

const path = `/api/v1/contact-data-sets/${enrichmentId}/files/accounts?originalName=${encodeURIComponent('Kunden & Größen.csv')}`;
const dataSet = { id: enrichmentId, kind: 'csv' as const, name: 'Customers', files: {}, createdAt: 0, createdBy: 'a' };
const csv = { 'content-type': 'text/csv' };

const uploads: { readonly name: string; readonly originalName: string; readonly content: string }[] = [];
/** What the service does with a file. */
let take = async (content: NodeJS.ReadableStream): Promise<string> => text(content);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    contactDataSets: {
      upload: async (_actor, _id, { name, originalName, content }) => {
        uploads.push({ name, originalName, content: await take(content) });
        return dataSet;
      },
    },
  });
});
afterAll(() => server.stop());

test('a file reaches the service as it is, with the name it has on the uploader’s machine', async () => {
  const response = await server.fetch(path, { method: 'PUT', body: 'AccountId,Name\r\n1,Grüße\r\n', headers: csv });
  expect(response.status).toBe(200);
  expect(uploads.at(-1)).toEqual({ name: 'accounts', originalName: 'Kunden & Größen.csv', content: 'AccountId,Name\r\n1,Grüße\r\n' });
});

test.each([
  ['another content type', path, { 'content-type': 'application/json' }, 400],
  ['a file of another kind', path.replace('accounts', 'secrets'), csv, 404],
  ['a file without its name', path.split('?')[0] ?? '', csv, 400],
])('%s is refused', async (_title, uploadPath, headers, status) => {
  expect((await server.fetch(uploadPath, { method: 'PUT', body: 'a', headers })).status).toBe(status);
});

test('a file that is announced as too large is refused before any of it arrives', async () => {
  const authorization = `Bearer ${await server.token()}`;
  const status = await new Promise((resolve, reject) => {
    const request = startRequest(`${server.url}${path}`, { method: 'PUT', headers: { ...csv, authorization, 'content-length': uploadBytesMax + 1 } }, (response) => {
      resolve(response.statusCode);
      request.destroy();
    });
    request.on('error', reject).flushHeaders();
  });
  expect(status).toBe(413);
});

test('what the service refuses half-way is answered as the service says', async () => {
  take = async (content) => {
    await once(content, 'data');
    throw new EngagementFailure('csvBroken', 'Line 2 has too few fields.');
  };
  const response = await server.fetch(path, { method: 'PUT', body: 'x'.repeat(5_000_000), headers: csv });
  expect([response.status, await response.json()]).toEqual([422, expect.objectContaining({ code: 'csvBroken', detail: 'Line 2 has too few fields.' })]);
});

test('a file whose upload is broken off reaches the service as broken', async () => {
  const broken = new Promise((resolve) => {
    take = async (content) => text(content).catch((error: unknown) => {
      resolve('broken');
      throw error;
    });
  });
  const authorization = `Bearer ${await server.token()}`;
  const request = startRequest(`${server.url}${path}`, { method: 'PUT', headers: { ...csv, authorization, 'content-length': 1_000 } });
  request.on('error', () => undefined);
  request.write('half', () => setImmediate(() => request.destroy()));
  expect(await broken).toBe('broken');
});
