import {
  Client,
  HTTPMessageHandler,
  PageIterator,
  RedirectHandler,
  RedirectHandlerOptions,
  RetryHandler,
  RetryHandlerOptions,
  TelemetryHandler,
  type Context,
  type Middleware,
  type PageCollection,
} from '@microsoft/microsoft-graph-client';
import type { Contender, Reading } from './contender.ts';
import { firstMailRequest, mailRange, tokensFor } from './mailRequests.ts';
import { startStopwatch } from './stopwatch.ts';

/**
 * What one would write with the SDK alone: its client with its stock handlers, and its `PageIterator` over each mailbox's mail of the year, all
 * mailboxes at a time. The same properties and page size as the product asks for; all that is done with a message is to count it.
 */
export const pageIterator: Contender = async (reading) => {
  const client = stockClient(reading);
  const requests = await Promise.all(reading.mailboxes.map(({ userId }) => firstMailRequest(reading, userId, mailRange(reading))));
  return async () => {
    const stopwatch = startStopwatch();
    let messages = 0;
    const count = () => {
      messages += 1;
      return true;
    };
    await Promise.all(
      requests.map(async ({ path, headers }) => {
        const first = (await client.api(path).headers({ ...headers }).get()) as PageCollection;
        await new PageIterator(client, first, count, { headers: { ...headers } }).iterate();
      }),
    );
    return { messages, ...stopwatch() };
  };
};

/** `Client.init` sends its token over https only: the rest of its chain, and a handler that gives the token on loopback too. */
function stockClient(reading: Reading): Client {
  const tokens = tokensFor(reading);
  let following: Middleware | undefined;
  const token: Middleware = {
    execute: async (context: Context) => {
      // The SDK takes links of https apart; one of http it takes for a path, and puts it behind the address once more.
      const url = String(context.request);
      context.request = url.slice(url.lastIndexOf('http://'));
      context.options = { ...context.options, headers: { ...(context.options?.headers as Record<string, string>), Authorization: `Bearer ${await tokens.token()}` } };
      await following?.execute(context);
    },
    setNext: (next) => {
      following = next;
    },
  };
  const { origin, pathname } = new URL(reading.tenant.graphUrl);
  return Client.initWithMiddleware({
    baseUrl: origin,
    defaultVersion: pathname,
    middleware: [token, new RetryHandler(new RetryHandlerOptions()), new RedirectHandler(new RedirectHandlerOptions()), new TelemetryHandler(), new HTTPMessageHandler()],
  });
}
