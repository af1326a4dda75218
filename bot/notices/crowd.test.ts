import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../../engine/index.ts';
import { createTeamsBot } from '../teams/teamsBot.ts';
import { createDeliverer } from './deliver.ts';
import { TestBot, testConversation, testNotice, testNow, until } from './testNotices.ts';

const conversationsCount = 200;

/** What becomes of messages to a conversation, by its number. */
function fateOf(number: number): 'taken' | 'busy' | 'gone' | 'unknown' | 'silent' {
  if (number % 10 === 3) return 'busy';
  if (number % 50 === 7) return 'gone';
  if (number % 50 === 9) return 'unknown';
  return number % 15 === 0 ? 'silent' : 'taken';
}

/** A Bot Connector that is busy for some the first time, does not know others any more, and does not answer for yet others. */
async function startConnector() {
  const messages = new Map<string, number>();
  const refused = new Set<string>();
  const answer = (response: ServerResponse, status: number, body: object, headers = {}) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  const server = createServer((request, response) => {
    const id = decodeURIComponent(request.url?.split('/')[3] ?? '');
    const fate = fateOf(Number(id.slice('chat-'.length)));
    request.resume().on('end', () => {
      if (fate === 'gone') answer(response, 403, { error: { code: 'BotNotInConversationRoster', message: 'x' } });
      else if (fate === 'unknown') answer(response, 404, { error: { code: 'ConversationNotFound', message: 'x' } });
      else if (fate === 'busy' && !refused.has(id)) answer(response, 429, {}, { 'retry-after': '5' });
      else {
        messages.set(id, (messages.get(id) ?? 0) + 1);
        if (fate !== 'silent') answer(response, 201, { id: `message in ${id}` });
      }
      refused.add(id);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, messages, hangUp: () => server.closeAllConnections() };
}

/** Time that goes this many times as fast. */
const speed = 20;
function fastClock(): Clock & { advance(milliseconds: number): void } {
  const begun = performance.now();
  let added = 0;
  return {
    now: () => testNow + added + Math.round((performance.now() - begun) * speed),
    sleep: (milliseconds, signal) => setTimeout(milliseconds / speed, undefined, { signal }),
    advance: (milliseconds) => (added += milliseconds),
  };
}

test(`${conversationsCount} conversations, of which some are busy, gone or silent: a pass ends, everybody else has one message, and what is gone is forgotten`, async () => {
  const connector = await startConnector();
  const clock = fastClock();
  const conversations = Array.from({ length: conversationsCount }, (_, number) => testConversation(`chat-${number}`, { kind: 'group', serviceUrl: connector.url }));
  const bot = await TestBot.open({ conversations }, clock);
  const teams = createTeamsBot({
    appId: 'c0000000-0000-4000-8000-0000000000bb',
    credentials: { token: () => Promise.resolve('token') },
    inbound: { tokenIssuer: 'https://api.botframework.com', openIdMetadataUrl: 'https://login.example/metadata' },
    isTabLink: () => false,
    logicOf: () => undefined,
    clock,
    random: () => 0.5,
    onFault: () => undefined,
  });
  const deliverer = createDeliverer({ ...bot.context, messenger: teams.messenger });
  const pass = () => deliverer.pass(conversations.filter(({ id }) => bot.context.store.conversation(id) !== undefined).map((conversation) => testNotice(conversation)), clock.now(), new AbortController().signal);
  const idsOf = (...fates: ReturnType<typeof fateOf>[]) => conversations.filter((_, number) => fates.includes(fateOf(number))).map(({ id }) => id);
  await pass();
  await until(() => idsOf('taken', 'busy').every((id) => connector.messages.has(id)));
  expect(bot.state.conversations.map(({ id }) => id)).toEqual(idsOf('taken', 'busy', 'silent'));
  connector.hangUp();
  await deliverer.settled();
  clock.advance(120 * 60_000);
  await pass();
  expect([...connector.messages.values()].filter((count) => count > 1)).toEqual([]);
  expect(connector.messages.size).toBe(idsOf('taken', 'busy', 'silent').length);
  expect(bot.faults).toHaveLength(idsOf('silent').length);
}, 30_000);
