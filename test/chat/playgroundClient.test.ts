import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLocalTenant, type LocalTenant } from '../../infra/local-tenant/index.ts';
import { anna, ben, makeFolder } from '../../infra/local-tenant/testTenant.ts';
import { startPlaygrounds, type Playgrounds } from '../../infra/playground/index.ts';
import { startEchoBot, type EchoBot } from './echoBot.ts';
import { PlaygroundClient, type BotMessage } from './playgroundClient.ts';

let folder: string;
let tenant: LocalTenant;
let bot: EchoBot;
let playgrounds: Playgrounds<'anna' | 'ben'>;
let client: PlaygroundClient;

beforeAll(async () => {
  folder = await makeFolder();
  tenant = await startLocalTenant(folder);
  bot = await startEchoBot(tenant);
  const person = (userId: string, displayName: string) => ({ userId, displayName, userPrincipalName: `${displayName.toLowerCase()}@contoso.example` });
  playgrounds = await startPlaygrounds({
    tenant,
    people: { anna: person(anna, 'Anna'), ben: person(ben, 'Ben') },
    messagesUrl: bot.messagesUrl,
    folder: join(folder, 'playgrounds'),
    firstPort: 0,
  });
  client = await PlaygroundClient.open(playgrounds.of.anna);
}, 60_000);
afterAll(async () => {
  await client.close();
  await playgrounds.close();
  await bot.close();
  await tenant.close();
  await rm(folder, { recursive: true });
});

const isCardOf = (said: string) => ({ cards }: BotMessage): boolean => JSON.stringify(cards).includes(said);

test('what a person writes reaches the bot signed and with the real ids, and what the bot writes and changes is heard', async () => {
  await client.say('hello');
  const message = await client.untilMessage(isCardOf('hello'));
  expect(message).toMatchObject({ conversationId: client.playground.conversations.personal, updates: 1, text: '', cards: [{ type: 'AdaptiveCard' }] });
  const heard = bot.heard.find(({ text }) => text === 'hello');
  expect(heard).toMatchObject({ channelId: 'msteams', from: { id: client.playground.accountId, aadObjectId: anna }, conversation: { tenantId: tenant.tenantId } });
  expect(heard).toMatchObject({ recipient: { id: client.playground.botAccountId } });
});

test.each(['group', 'general', 'channel'] as const)('in the %s chat the bot is mentioned, and another person can press its buttons', async (kind) => {
  const conversationId = client.playground.conversations[kind];
  await client.say(`hello ${kind}`, { conversationId, isMention: true });
  const { messageId, ...message } = await client.untilMessage(isCardOf(`<at>Account Engagement</at> hello ${kind}`));
  expect(message.conversationId).toBe(conversationId);
  const from = playgrounds.of.ben.accountId;
  const answer = await client.invoke('accept', { id: 1 }, { from, messageId });
  expect(JSON.stringify(answer.body)).toContain(`manual by ${ben}`);
});

test('a card can be refreshed as Teams does it by itself', async () => {
  const { messageId } = await client.untilMessage(({ conversationId }) => conversationId === client.playground.conversations.personal);
  const answer = await client.invoke('refresh', {}, { messageId, trigger: 'automatic' });
  expect(JSON.stringify(answer)).toContain(`refresh {} automatic by ${anna}`);
});

test('the search box and pasted links reach the bot', async () => {
  await client.search('contoso', 'customers');
  await client.pasteLink('https://contoso.example/customers/1');
  expect(bot.heard.filter(({ type }) => type === 'invoke').map(({ name, value }) => [name, value])).toEqual(
    expect.arrayContaining([
      ['composeExtension/query', expect.objectContaining({ commandId: 'customers' })],
      ['composeExtension/queryLink', { url: 'https://contoso.example/customers/1' }],
    ]),
  );
});

test('installation and other events reach the bot', async () => {
  const kinds = (): unknown[] => bot.heard.map(({ type, action }) => action ?? type);
  await client.install();
  await client.customActivity('uninstall');
  await client.customActivity('teamRenamed', client.playground.conversations.general, { channelData: { eventType: 'teamRenamed', team: { id: 't', name: 'Another' } } });
  // The Playground answers before the bot has heard; what is said after is heard after.
  await client.say('after the events');
  await client.untilMessage(isCardOf('after the events'));
  expect(kinds()).toEqual(expect.arrayContaining(['add', 'remove', 'conversationUpdate']));
});

test('each person has chats of their own', () => {
  const of = ({ conversations }: { readonly conversations: object }): unknown[] => Object.values(conversations);
  const all = [...of(playgrounds.of.anna), ...of(playgrounds.of.ben)];
  expect(new Set(all).size).toBe(8);
});

test('who waits for a message that does not come is told when the client is closed', async () => {
  const another = await PlaygroundClient.open(playgrounds.of.ben);
  const waiting = expect(another.untilMessage(() => false)).rejects.toThrow('closed');
  await another.close();
  await waiting;
});
