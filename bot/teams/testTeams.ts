import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import express from 'express';
import type { Clock } from '../../engine/index.ts';
import { makeKey, serveKeys, signToken, type SigningKey } from '../../infra/server/testKeys.ts';
import type { Answer, BotLogic, ConversationEvent, Turn } from '../port/turn.ts';
import type { Message } from '../port/message.ts';
import { createTeamsBot, type TeamsBot } from './teamsBot.ts';

export const appId = 'c0000000-0000-4000-8000-0000000000bb';
export const tenantId = 'aaaaaaaa-0000-4000-8000-000000000000';
export const userId = 'b0000000-0000-4000-8000-00000000000b';
export const personName = 'Zuzanna Brzęczyszczykiewicz';
export const outboundToken = 'outbound-token-1';
export const channelIssuer = 'https://api.botframework.com';

/** Of a key that the Bot Connector may sign with for Teams. */
export async function makeChannelKey(endorsements: readonly string[] = ['msteams']): Promise<SigningKey> {
  const key = await makeKey();
  const publicKey: SigningKey['publicKey'] & { readonly endorsements: readonly string[] } = { ...key.publicKey, endorsements };
  return { ...key, publicKey };
}

export interface ConnectorRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  /** By the test's clock. */
  readonly at: number;
}

/** `hangUp`: the request is taken, and the connection ends without an answer. */
export type ConnectorReply = 'hangUp' | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly json?: unknown };

export interface TestTeams {
  readonly bot: TeamsBot;
  readonly serviceUrl: string;
  /** What the bot asked the Bot Connector for. */
  readonly requests: ConnectorRequest[];
  /** What the Bot Connector answers next, one a request; then it takes everything. */
  readonly replies: ConnectorReply[];
  readonly turns: Turn[];
  readonly events: ConversationEvent[];
  readonly faults: unknown[];
  /** May change. */
  answer: Answer | Error;
  welcome: readonly Message[];
  /** An activity, as Teams sends them from a personal chat, with these changes. */
  activity(changes?: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  token(key?: SigningKey, changes?: Readonly<Record<string, unknown>>, header?: Parameters<typeof signToken>[3]): Promise<string>;
  /** `authorization`: default that of a good token; null for none. */
  post(body: unknown, authorization?: string | null): Promise<{ readonly status: number; readonly text: string; readonly json: unknown }>;
  /** All that `onFault` was told, with everything that hangs on it. */
  faultsInFull(): string;
  close(): Promise<void>;
}

/** The bot behind real HTTP, between a Bot Connector and its issuer of tokens, all on this machine. */
export async function startTestTeams(clock: Clock, key: SigningKey, options: { readonly isMetadataDown?: boolean; readonly outboundFailure?: Error } = {}): Promise<TestTeams> {
  const keyServer = await serveKeys(key);
  const metadata = await listen(
    createServer((_request, response) => {
      response.writeHead(options.isMetadataDown ? 503 : 200, { 'content-type': 'application/json' }).end(JSON.stringify({ issuer: channelIssuer, jwks_uri: keyServer.jwksUrl }));
    }),
  );
  const requests: ConnectorRequest[] = [];
  const replies: ConnectorReply[] = [];
  const connector = await listen(
    express()
      .use(express.json())
      .use((request, response) => {
        requests.push({ method: request.method, path: decodeURIComponent(request.path), authorization: request.get('authorization'), body: request.body as ConnectorRequest['body'], at: clock.now() });
        const reply = replies.shift() ?? { status: 201, json: { id: `message-${requests.length}` } };
        if (reply === 'hangUp') response.socket?.destroy();
        else response.status(reply.status).set(reply.headers ?? {}).json(reply.json ?? {});
      }),
  );
  const turns: Turn[] = [];
  const events: ConversationEvent[] = [];
  const faults: unknown[] = [];
  const logic: BotLogic = {
    onTurn: (turn) => {
      turns.push(turn);
      return teams.answer instanceof Error ? Promise.reject(teams.answer) : Promise.resolve(teams.answer);
    },
    onConversation: (event) => {
      events.push(event);
      return Promise.resolve(teams.welcome);
    },
  };
  const bot = createTeamsBot({
    appId,
    credentials: { token: (how) => (options.outboundFailure === undefined ? Promise.resolve(how?.fresh === true ? 'outbound-token-2' : outboundToken) : Promise.reject(options.outboundFailure)) },
    inbound: { tokenIssuer: channelIssuer, openIdMetadataUrl: metadata.url },
    isTabLink: (url) => url.startsWith('https://tab.example/'),
    logicOf: (id) => (id === tenantId ? logic : undefined),
    clock,
    random: () => 0.5,
    onFault: (error) => faults.push(error),
  });
  const front = await listen(express().post('/api/messages', bot.handle));

  const token: TestTeams['token'] = (by = key, changes = {}, header = {}) => signToken(by, clock, { aud: appId, iss: channelIssuer, serviceurl: connector.url, ...noClaimsOfPeople, ...changes }, header);
  const teams: TestTeams = {
    bot,
    serviceUrl: connector.url,
    requests,
    replies,
    turns,
    events,
    faults,
    answer: { kind: 'nothing' },
    welcome: [],
    activity: (changes = {}) => ({
      type: 'message',
      id: 'activity-1',
      channelId: 'msteams',
      serviceUrl: connector.url,
      locale: 'pl-PL',
      from: { id: '29:person', name: personName, aadObjectId: userId.toUpperCase() },
      recipient: { id: '28:bot', name: 'Engagement' },
      conversation: { id: 'a:personal', tenantId, conversationType: 'personal' },
      channelData: { tenant: { id: tenantId } },
      text: 'status',
      ...changes,
    }),
    token,
    post: async (body, authorization) => {
      const header = authorization === undefined ? `Bearer ${await token()}` : authorization;
      const response = await fetch(`${front.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(header !== null && { authorization: header }) },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, text, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
    },
    faultsInFull: () => inspect(faults, { depth: Infinity, showHidden: true }),
    close: async () => {
      await Promise.all([keyServer.close(), metadata.close(), connector.close(), front.close()]);
    },
  };
  return teams;
}

/** The Bot Connector speaks for itself, and for nobody. */
const noClaimsOfPeople = { tid: undefined, oid: undefined, scp: undefined, ver: undefined };

async function listen(handler: Server | express.Express): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = handler instanceof Function ? createServer(handler) : handler;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
