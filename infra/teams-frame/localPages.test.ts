import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../server/logger.ts';
import { answerFailures } from '../server/failureAnswer.ts';
import { giveRequestId } from '../server/requestContext.ts';
import type { LocalPerson } from './contract.ts';
import { createLocalPages } from './localPages.ts';

const seller: LocalPerson = { part: 'seller', userId: 'u1', displayName: 'Sally Seller' };
let people: readonly LocalPerson[] = [seller];

const app = express();
app.use(giveRequestId);
app.use('/local', createLocalPages({ people: () => people, token: (userId) => Promise.resolve(`token of ${userId}`), folder: import.meta.dirname }));
app.use(answerFailures(createLogger('silent')));
const server = app.listen(0, '127.0.0.1');
let port = 0;
beforeAll(async () => {
  if (!server.listening) await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

interface Asking {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** `fetch` would not send every header. */
async function ask({ path, headers = {}, body }: Asking): Promise<{ status: number; text: string }> {
  const asked = request({ host: '127.0.0.1', port, path: `/local${path}`, method: body === undefined ? 'GET' : 'POST', headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers } });
  asked.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = (await once(asked, 'response')) as [AsyncIterable<Buffer> & { readonly statusCode: number }];
  let text = '';
  for await (const chunk of response) text += chunk.toString('utf8');
  return { status: response.statusCode, text };
}

const own = () => ({ host: `localhost:${port}`, origin: `http://localhost:${port}`, 'sec-fetch-site': 'same-origin' });
const askToken = (headers: Readonly<Record<string, string>>, userId = 'u1') => ask({ path: '/token', headers, body: { userId } });

test('its own page gets a token for a person of the sample company, whatever loopback is called', async () => {
  expect(await askToken(own())).toEqual({ status: 200, text: '{"token":"token of u1"}' });
  for (const host of [`127.0.0.1:${port}`, `[::1]:${port}`, 'LOCALHOST']) expect(await askToken({ host })).toMatchObject({ status: 200 });
});

test.each([
  ['by a page of another site', { 'sec-fetch-site': 'cross-site' }],
  ['by a page of another port', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:1' }],
  ['by a page of another port, in a browser that names no site', { origin: 'http://localhost:1' }],
  ['by a page without an origin', { origin: 'null' }],
  ['through a name that somebody led to this machine', { host: 'rebound.example' }],
  ['through a name that begins like loopback', { host: 'localhost.example:80' }],
  ['by a form that a person was led to', { 'sec-fetch-site': 'none' }],
])('a token asked for %s is refused', async (_, headers) => {
  const { status, text } = await askToken({ host: `localhost:${port}`, ...headers });
  expect(status).toBe(403);
  expect(text).not.toContain('token of');
});

test.each(['/', '/people', '/localPages.ts'])('%s is shown under no name but those of loopback', async (path) => {
  expect(await ask({ path, headers: { host: 'rebound.example' } })).toMatchObject({ status: 403 });
});

test('nobody but the people of the list gets a token, and what names nobody is refused', async () => {
  expect(await askToken(own(), 'u2')).toMatchObject({ status: 404 });
  for (const body of [{}, { userId: 1 }, []]) expect(await ask({ path: '/token', headers: own(), body })).toMatchObject({ status: 400 });
});

test('the people are those of the moment, for its own page and for whoever opens the list by hand', async () => {
  expect(await ask({ path: '/people', headers: own() })).toEqual({ status: 200, text: JSON.stringify([seller]) });
  people = [{ ...seller, chatUrl: 'http://127.0.0.1:56150' }];
  expect(await ask({ path: '/people', headers: { 'sec-fetch-site': 'none' } })).toEqual({ status: 200, text: JSON.stringify(people) });
  expect(await ask({ path: '/people', headers: { 'sec-fetch-site': 'cross-site' } })).toMatchObject({ status: 403 });
});

test('the built page may be opened by a link from anywhere', async () => {
  expect(await ask({ path: '/localPages.ts', headers: { 'sec-fetch-site': 'cross-site' } })).toMatchObject({ status: 200 });
});
