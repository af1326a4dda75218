import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { boundedBody } from './boundedBody.ts';

const bytesMax = 100_000;

let handle: (request: IncomingMessage) => Promise<string>;
const server = createServer((request, response) => {
  handle(request).then(
    (answer) => response.end(answer),
    (error: unknown) => response.writeHead(400).end((error as { readonly code?: string }).code),
  );
});
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** Sends a body without saying how long it is. */
function send(bytes: number): Promise<Response> {
  let left = bytes;
  const body = new ReadableStream({
    pull: (controller) => {
      const size = Math.min(left, 10_000);
      if (size > 0) controller.enqueue(new Uint8Array(size).fill(120));
      else controller.close();
      left -= size;
    },
  });
  return fetch(url, { method: 'PUT', body, duplex: 'half' });
}

test('a body of at most the bound is read as it is', async () => {
  handle = async (request) => String((await text(boundedBody(request, bytesMax))).length);
  expect(await (await send(bytesMax)).text()).toBe(String(bytesMax));
  expect(await (await fetch(url, { method: 'PUT', body: 'x'.repeat(bytesMax) })).text()).toBe(String(bytesMax));
});

test('a body that turns out longer on its way is refused, and the refusal arrives', async () => {
  handle = async (request) => text(boundedBody(request, bytesMax));
  for (const bytes of [bytesMax + 1, 20 * bytesMax]) {
    const response = await send(bytes);
    expect([response.status, await response.text()]).toEqual([400, 'fileTooLarge']);
  }
});

test('who stops half-way, or never begins, can still answer', async () => {
  handle = async (request) => {
    const body = boundedBody(request, 50 * bytesMax);
    await once(body, 'data');
    body.destroy();
    return 'enough';
  };
  expect(await (await send(50 * bytesMax)).text()).toBe('enough');
  handle = (request) => {
    boundedBody(request, 50 * bytesMax).destroy();
    return Promise.resolve('nothing');
  };
  expect(await (await send(50 * bytesMax)).text()).toBe('nothing');
});
