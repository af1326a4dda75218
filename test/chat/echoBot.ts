import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import type { LocalTenant } from '../../infra/local-tenant/index.ts';

const activitySchema = z.looseObject({
  type: z.string(),
  serviceUrl: z.string(),
  conversation: z.looseObject({ id: z.string() }),
  from: z.looseObject({ id: z.string(), aadObjectId: z.string().optional() }),
  text: z.string().default(''),
  value: z.unknown().optional(),
});
export type HeardActivity = z.infer<typeof activitySchema>;

const actionSchema = z.object({ action: z.object({ verb: z.string(), data: z.unknown() }), trigger: z.string() });
const postedSchema = z.object({ id: z.string() });

export interface EchoBot {
  readonly messagesUrl: string;
  /** All activities whose token was good. */
  readonly heard: readonly HeardActivity[];
  readonly close: () => Promise<void>;
}

/** A bot without an SDK: says again what it hears, then puts a card in its place, and tells who pressed a button. Takes nothing without a channel token of the tenant. */
export async function startEchoBot(tenant: LocalTenant): Promise<EchoBot> {
  const heard: HeardActivity[] = [];
  const metadata = z.object({ issuer: z.string(), jwks_uri: z.url() }).parse(await (await fetch(tenant.botOpenIdMetadataUrl)).json());
  const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));

  const isGenuine = async (authorization: string | undefined, serviceUrl: string): Promise<boolean> => {
    const token = authorization?.replace('Bearer ', '') ?? '';
    return jwtVerify(token, keys, { issuer: metadata.issuer, audience: tenant.clientId }).then(
      ({ payload }) => payload['serviceurl'] === serviceUrl,
      () => false,
    );
  };
  const echo = async ({ serviceUrl, conversation, text }: HeardActivity): Promise<void> => {
    const address = `${serviceUrl}/v3/conversations/${encodeURIComponent(conversation.id)}/activities`;
    const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'RichTextBlock', inlines: [text] }] };
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }];
    const { id } = postedSchema.parse(await call('POST', address, { type: 'message', text: `echo: ${text}` }));
    // Without text: Teams makes two messages of text and card, and refuses both as a change of one.
    await call('PUT', `${address}/${id}`, { type: 'message', attachments });
  };

  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const activity = activitySchema.parse(await json(request));
      if (!(await isGenuine(request.headers.authorization, activity.serviceUrl))) {
        response.writeHead(401).end();
        return;
      }
      heard.push(activity);
      if (activity.type === 'message') await echo(activity);
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(activity.type === 'invoke' ? JSON.stringify(invokeResponse(activity)) : '');
    };
    answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    messagesUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
    heard,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function invokeResponse({ value, from }: HeardActivity): object {
  const parsed = actionSchema.safeParse(value);
  if (!parsed.success) return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [] } };
  const { action, trigger } = parsed.data;
  const said = `${action.verb} ${JSON.stringify(action.data)} ${trigger} by ${from.aadObjectId ?? ''}`;
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: said };
}

async function call(method: string, address: string, body: object): Promise<unknown> {
  const response = await fetch(address, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
