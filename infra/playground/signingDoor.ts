import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** Bytes of the largest activity that Teams sends, with room to spare. */
const bodyMost = 1_000_000;

const loopbackHosts = ['127.0.0.1', 'localhost'];

const activitySchema = z.object({ serviceUrl: z.url().refine((url) => loopbackHosts.includes(new URL(url).hostname)) });

export interface SigningDoorOptions {
  /** Where the service takes activities. */
  readonly messagesUrl: string;
  /** A token for an activity whose answer goes to `serviceUrl`. */
  readonly sign: (serviceUrl: string) => Promise<string>;
}

export interface SigningDoor {
  /** Where to bring activities to be signed. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Stands in for the Bot Framework's channel: what the Playground sends, which signs nothing, goes on to the service with a channel token. It
 * would sign for anybody: so it listens on 127.0.0.1 only, takes nothing from a page in a browser, and signs for answers on this machine alone.
 */
export async function openSigningDoor({ messagesUrl, sign }: SigningDoorOptions): Promise<SigningDoor> {
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [status, sentence] = answerOf(request) ?? [];
    if (status !== undefined) {
      end(response, status, sentence);
      return;
    }
    const body = await text(request);
    const serviceUrl = serviceUrlOf(body);
    if (serviceUrl === undefined) {
      end(response, 400, 'The body is not an activity with a service address on this machine.');
      return;
    }
    const answer = await fetch(messagesUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Authorization': `Bearer ${await sign(serviceUrl)}` },
      body,
    });
    response.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? 'text/plain' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  };
  const server = createServer((request, response) => {
    pass(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else end(response, 502, 'The service does not answer.');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/messages`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Status and sentence of what the door answers by itself; undefined where the body is to be looked at. */
function answerOf(request: IncomingMessage): readonly [number, string] | undefined {
  // The Playground looks with HEAD whether there is a bot at all.
  if (request.method === 'GET' || request.method === 'HEAD') return [200, ''];
  if (request.method !== 'POST') return [405, 'Activities come with POST.'];
  if (isFromPage(request)) return [403, 'Activities come from the Agents Playground, not from a page.'];
  return Number(request.headers['content-length'] ?? Infinity) > bodyMost ? [413, 'The activity is too large.'] : undefined;
}

/** Browsers name the page's origin, and the host by which they found this address, whatever name that is. */
function isFromPage({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  return origin !== undefined || host === undefined || !loopbackHosts.includes(host.replace(/:\d+$/, ''));
}

function serviceUrlOf(body: string): string | undefined {
  try {
    return activitySchema.safeParse(JSON.parse(body)).data?.serviceUrl;
  } catch {
    return undefined;
  }
}

function end(response: ServerResponse, status: number, sentence: string | undefined): void {
  response.writeHead(status, { 'Content-Type': 'text/plain' }).end(sentence);
}
