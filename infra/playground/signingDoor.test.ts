import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSigningDoor } from './signingDoor.ts';
import type { SigningDoor } from './signingDoor.ts';

const activity = { type: 'message', serviceUrl: 'http://localhost:56150/_connector' };
let service: Server;
let door: SigningDoor;
let arrived: { readonly authorization: string | undefined; readonly body: string }[];

beforeEach(async () => {
  arrived = [];
  service = createServer((incoming, outgoing) => {
    void text(incoming).then((body) => {
      arrived.push({ authorization: incoming.headers.authorization, body });
      outgoing.writeHead(418, { 'Content-Type': 'application/json' }).end('{"said":"by the service"}');
    });
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');
  const { port } = service.address() as AddressInfo;
  door = await openSigningDoor({ messagesUrl: `http://127.0.0.1:${port}/api/messages`, sign: (serviceUrl) => Promise.resolve(`token for ${serviceUrl}`) });
});
afterEach(async () => {
  await door.close();
  service.close();
  service.closeAllConnections();
});

/** Not `fetch`, which sets some of these headers itself. */
async function post(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly status: number; readonly body: string }> {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const sent = request(door.url, { method: 'POST', headers: { 'Content-Type': 'application/json', 'Content-Length': String(bytes.length), ...headers } });
  sent.end(bytes);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, body: await text(answer) };
}

test('an activity goes on as it is, with a token for its service address, and the answer comes back as it is', async () => {
  expect(await post(activity)).toEqual({ status: 418, body: '{"said":"by the service"}' });
  expect(arrived).toEqual([{ authorization: `Bearer token for ${activity.serviceUrl}`, body: JSON.stringify(activity) }]);
});

test.each<[string, unknown, Readonly<Record<string, string>>, number]>([
  ['comes from a page in a browser', activity, { Origin: 'https://evil.example' }, 403],
  ['comes under the name of another host', activity, { Host: 'evil.example' }, 403],
  ['would be answered to another machine', { ...activity, serviceUrl: 'https://evil.example/' }, {}, 400],
  ['has no service address', { type: 'message' }, {}, 400],
  ['is no JSON', 'oops', {}, 400],
])('nothing is signed that %s', async (_, body, headers, status) => {
  expect((await post(body, headers)).status).toBe(status);
  expect(arrived).toEqual([]);
});

test('the look whether there is a bot is answered, whether the service is there or not', async () => {
  expect((await fetch(door.url, { method: 'HEAD' })).status).toBe(200);
  service.close();
  service.closeAllConnections();
  expect((await fetch(door.url)).status).toBe(200);
  expect(await post(activity)).toEqual({ status: 502, body: 'The service does not answer.' });
});
