import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { testId } from '../../bot/cards/notices/testRecords.ts';
import { openBotStore } from '../../bot/conversations/openBotStore.ts';
import { builtScript } from '../builtScript.ts';
import { scratchFolder } from '../end-to-end/scratchFolder.ts';

/** More when the machine has the time: `KILLS=20 npx vitest run test/faults/killedBot.test.ts`. */
const kills = Number(process.env['KILLS'] ?? 2);
const conversationsCount = 12;
/** Of enrichments, each with a run of its own: so many more with each round. */
const newNotices = 2;
/** As `conversationsAtOnce` in `deliver.ts`. */
const atOnce = 16;
const tenantId = '0a0a0a0a-0000-4000-8000-00000000000a';

/** What a card says in a word is its notice: `In progress: Sales 3`. */
const postedSchema = z.object({ summary: z.string().transform((text) => text.replaceAll(/[\u2068\u2069]/g, '').split(': ')[1] ?? '') });

/** A Bot Connector that takes most messages, refuses some, and hangs up on others, whether it has taken them or not. */
async function startConnector(random: () => number) {
  /** By conversation and notice: how many messages stand there. */
  const messages = new Map<string, number>();
  const seen = { requests: 0, uncertain: 0, updates: 0 };
  let onRequest: () => void = () => undefined;
  const take = (key: string) => messages.set(key, (messages.get(key) ?? 0) + 1);
  const answer = async (method: string, key: string, response: ServerResponse): Promise<void> => {
    const chance = random();
    await setTimeout(random() * 10);
    if (chance < 0.02) response.writeHead(429, { 'retry-after': '1' }).end();
    else if (chance < 0.04) response.writeHead(503).end();
    else {
      if (method === 'POST' && chance > 0.05) take(key);
      const isHungUp = chance < 0.06;
      seen.uncertain += Number(isHungUp && method === 'POST');
      seen.updates += Number(method === 'PUT');
      if (isHungUp) response.destroy();
      else response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ id: key }));
    }
  };
  const server = createServer((request, response) => {
    const conversation = decodeURIComponent(request.url?.split('/')[3] ?? '');
    seen.requests += 1;
    onRequest();
    json(request)
      .then((body) => answer(request.method ?? '', `${conversation} ${postedSchema.parse(body).summary}`, response))
      // The one that was killed has not said everything.
      .catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    seen,
    /** Resolves at the request of this number. */
    requested: (number: number) => new Promise<void>((resolve) => (onRequest = () => (seen.requests >= number ? resolve() : undefined))),
  };
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** Lets it look again each time when it has nothing to do, until this is so. */
async function lookUntil(child: Child, isDone: () => boolean): Promise<void> {
  for await (const said of child.stdout) {
    if (isDone()) return;
    if (String(said).includes('quiet')) child.stdin.write('wake\n');
  }
  throw new Error('The bot ended.');
}

test(`kill -9 of the bot, ${kills} times while notices go out through a Bot Connector that fails now and then: no conversation has two messages for one notice, and few have none`, async () => {
  const folder = await scratchFolder();
  const connector = await startConnector(Math.random);
  const conversations = Array.from({ length: conversationsCount }, (_, index) => `chat-${index}`);
  const enrichmentsCount = (kills + 1) * newNotices;
  const store = await openBotStore({ folder, tenantId });
  await store.update((state) => {
    for (const id of conversations) {
      state.conversations.push({ id, tenantId, kind: 'group', serviceUrl: connector.url, botAccountId: '28:bot', userIds: [], isLanguageChosen: false, lastUsedAt: 0 });
      for (let number = 1; number <= enrichmentsCount; number += 1) state.subscriptions.push({ enrichmentId: testId(number), conversationId: id, subscribedBy: 'vic', subscribedAt: 0 });
    }
  });
  await store.close();

  const since = Date.now();
  const script = await builtScript('test/faults/killedBotChild.ts');
  const startChild = (round: number): Child => spawn(process.execPath, [script, folder, tenantId, String((round + 1) * newNotices), String(since)], { stdio: ['pipe', 'pipe', 'inherit'] });
  let next = startChild(0);
  onTestFinished(() => void next.kill('SIGKILL'));
  for (let round = 0; round < kills; round += 1) {
    const child = next;
    // Loads while this one works.
    next = startChild(round + 1);
    const killed = connector.requested(connector.seen.requests + 1 + Math.floor(Math.random() * newNotices * conversationsCount));
    child.stdin.write('begin\n');
    await killed;
    await setTimeout(Math.random() * 8);
    child.kill('SIGKILL');
    if (child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
  }
  next.stdin.write('begin\n');
  // Lost are those that were on their way when the bot was killed, or when the connection ended: the others all arrive.
  const missing = () => conversationsCount * enrichmentsCount - connector.messages.size;
  await lookUntil(next, () => missing() <= kills * atOnce + connector.seen.uncertain && connector.seen.updates > conversationsCount);
  next.kill('SIGKILL');
  await once(next, 'exit');
  expect([...connector.messages].filter(([, count]) => count > 1)).toEqual([]);
}, 30_000 + kills * 10_000);
