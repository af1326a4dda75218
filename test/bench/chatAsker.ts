import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import type { TenantProcess } from '../../infra/local-tenant/process.ts';

const postSchema = z.object({ attachments: z.array(z.unknown()).min(1) });

/** Many chats, so that none gets more than Teams would take of a bot in one of them. */
const conversationsCount = 200;

export interface ChatAsker {
  /** Asks for a customer in a personal chat; gives the milliseconds until the card was posted there. */
  readonly ask: (customer: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** A seller in Teams: activities with channel tokens to the service, and a Bot Connector that takes what the bot posts. */
export async function openChatAsker(tenant: TenantProcess, { url, userId }: { readonly url: string; readonly userId: string }): Promise<ChatAsker> {
  const awaited = new Map<string, () => void>();
  const connector = createServer((request, response) => {
    const conversationId = decodeURIComponent(/\/v3\/conversations\/([^/]+)\/activities/.exec(request.url ?? '')?.[1] ?? '');
    void json(request).then((body) => {
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ id: randomUUID() }));
      if (postSchema.safeParse(body).success) awaited.get(conversationId)?.();
    });
  });
  await once(connector.listen(0, '127.0.0.1'), 'listening');
  const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}`;
  const authorization = `Bearer ${await tenant.channelToken(serviceUrl)}`;
  let asked = 0;
  return {
    ask: async (customer) => {
      const conversationId = `a:chat-${(asked += 1) % conversationsCount}`;
      const activity = {
        type: 'message',
        id: randomUUID(),
        channelId: 'msteams',
        serviceUrl,
        locale: 'en-GB',
        from: { id: '29:seller', aadObjectId: userId },
        recipient: { id: `28:${tenant.clientId}` },
        conversation: { id: conversationId, tenantId: tenant.tenantId, conversationType: 'personal' },
        text: `engagement for "${customer}"`,
      };
      const posted = new Promise<void>((resolve) => awaited.set(conversationId, resolve));
      const start = performance.now();
      const response = await fetch(`${url}/api/messages`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify(activity) });
      if (!response.ok) throw new Error(`A question was answered with status ${response.status}.`);
      await posted;
      return performance.now() - start;
    },
    close: async () => {
      connector.close();
      connector.closeAllConnections();
      await once(connector, 'close');
    },
  };
}
