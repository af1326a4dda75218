import type { IAdaptiveCard } from '@microsoft/teams.cards';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { leapingClock } from '../../engine/graph/testServer.ts';
import { ManualClock } from '../../engine/model/manualClock.ts';
import type { Conversation } from '../port/conversation.ts';
import { ConversationGone, DeliveryFailed, MessageGone } from '../port/messenger.ts';
import { makeChannelKey, outboundToken, personName, startTestTeams, tenantId, type ConnectorReply, type TestTeams } from './testTeams.ts';

const key = await makeChannelKey();
const card: IAdaptiveCard = { type: 'AdaptiveCard', version: '1.5', body: [] };
const message = { text: 'The run has ended', card };

let clock: ReturnType<typeof leapingClock>;
let teams: TestTeams;
let conversation: Conversation;
beforeEach(async () => {
  clock = leapingClock(Date.UTC(2026, 10, 23));
  teams = await startTestTeams(clock, key);
  conversation = { id: '19:channel@thread.tacv2', tenantId, kind: 'channel', serviceUrl: teams.serviceUrl, botAccountId: '28:bot', teamId: '19:team@thread.tacv2' };
});
afterEach(() => teams.close());

const send = () => teams.bot.messenger.send(conversation, message);
const update = () => teams.bot.messenger.update(conversation, 'message-7', message);
const hasMember = () => teams.bot.messenger.hasMember(conversation, '29:person');
const refusal = (status: number, code?: string): ConnectorReply => ({ status, json: { error: { ...(code !== undefined && { code }), message: `${personName} was not found` } } });
const outcome = (what: Promise<unknown>) =>
  what.then(
    () => 'done',
    (error: unknown) => error,
  );

test('a message is sent to the bare channel, where it begins a thread, and gives the id by which it can be changed', async () => {
  teams.replies.push({ status: 201, json: { id: '1700000000000' } });
  expect(await send()).toEqual({ messageId: '1700000000000' });
  expect(teams.requests).toMatchObject([
    { method: 'POST', authorization: `Bearer ${outboundToken}`, body: { type: 'message', summary: 'The run has ended', from: { id: '28:bot' }, conversation: { id: conversation.id }, attachments: [{ content: card }] } },
  ]);
  expect(teams.requests[0]?.path).toMatch(/^\/v3\/conversations\/19:channel@thread\.tacv2\/activities/);
});

test('a message is changed by its id', async () => {
  await update();
  expect(teams.requests).toMatchObject([{ method: 'PUT', path: `/v3/conversations/${conversation.id}/activities/message-7`, body: { summary: 'The run has ended', attachments: [{ content: card }] } }]);
});

test('whether somebody is a member is asked of Teams', async () => {
  teams.replies.push({ status: 200, json: { id: '29:person', name: personName } }, refusal(404, 'MemberNotFoundInConversation'));
  expect(await hasMember()).toBe(true);
  expect(await hasMember()).toBe(false);
  expect(teams.requests[0]).toMatchObject({ method: 'GET', path: `/v3/conversations/${conversation.id}/members/29:person` });
});

test('a token that is refused is renewed once', async () => {
  teams.replies.push({ status: 401 });
  await send();
  teams.replies.push({ status: 401 }, { status: 401 });
  expect(await outcome(send())).toMatchObject({ name: 'DeliveryFailed', isUncertain: false });
  expect(teams.requests.map(({ authorization }) => authorization?.slice(-1))).toEqual(['1', '2', '1', '2']);
});

describe('the conversation is gone', () => {
  const gone: readonly ConnectorReply[] = ['BotNotInConversationRoster', 'BotDisabledByAdmin', 'MessageWritesBlocked', 'ConversationBlockedByUser'].map((code) => refusal(403, code));
  test.each([...gone, refusal(404, 'ConversationNotFound')])('with %o: for every request, at once', async (reply) => {
    for (const request of [send, update, hasMember]) {
      teams.replies.push(reply);
      expect(await outcome(request())).toBeInstanceOf(ConversationGone);
    }
    expect(teams.requests).toHaveLength(3);
  });

  test('with any 404 to a message that is sent', async () => {
    teams.replies.push({ status: 404 });
    expect(await outcome(send())).toBeInstanceOf(ConversationGone);
  });
});

test.each(['ActivityNotFoundInConversation', 'MessageNotFound'])('a message that somebody deleted is gone, and the conversation is not (%s)', async (code) => {
  teams.replies.push(refusal(404, code));
  expect(await outcome(update())).toBeInstanceOf(MessageGone);
});

describe('where Teams is busy', () => {
  test.each([429, 412, 502, 503, 504])('a %i is tried again, after waits that double', async (status) => {
    teams.replies.push({ status }, { status }, { status });
    expect(await send()).toEqual({ messageId: 'message-4' });
    expect(clock.slept).toEqual([1_000, 2_000, 4_000]);
  });

  test('it is waited for as long as Teams asks', async () => {
    teams.replies.push({ status: 429, headers: { 'retry-after': '17' } }, { status: 503, headers: { 'retry-after': new Date(clock.now() + 40_000).toUTCString() } });
    await send();
    expect(clock.slept).toEqual([17_000, 23_000]);
  });

  test('five attempts are made, and no more', async () => {
    teams.replies.push(...Array.from({ length: 9 }, () => ({ status: 429 })));
    expect(await outcome(send())).toMatchObject({ name: 'DeliveryFailed', isUncertain: false });
    expect(teams.requests).toHaveLength(5);
  });

  test('it is not waited for longer than two minutes', async () => {
    teams.replies.push({ status: 429, headers: { 'retry-after': '90' } }, { status: 429, headers: { 'retry-after': '90' } });
    expect(await outcome(send())).toBeInstanceOf(DeliveryFailed);
    expect(teams.requests).toHaveLength(2);
  });

  test('a gateway that gave up leaves it open whether the message arrived', async () => {
    teams.replies.push(...Array.from({ length: 5 }, () => ({ status: 504 })));
    expect(await outcome(send())).toMatchObject({ name: 'DeliveryFailed', isUncertain: true });
  });
});

test('where the service stops, nothing waits for Teams any more, and nothing new is sent', async () => {
  const still = new ManualClock(Date.UTC(2026, 10, 23));
  const stopped = await startTestTeams(still, key);
  const to = { ...conversation, serviceUrl: stopped.serviceUrl };
  stopped.replies.push({ status: 429, headers: { 'retry-after': '60' } });
  const waiting = outcome(stopped.bot.messenger.send(to, message));
  await expect.poll(() => stopped.requests.length).toBe(1);
  stopped.bot.stop();
  expect(await waiting).toMatchObject({ name: 'DeliveryFailed', isUncertain: false });
  expect(await outcome(stopped.bot.messenger.send(to, message))).toMatchObject({ name: 'DeliveryFailed', isUncertain: false });
  expect(stopped.requests).toHaveLength(1);
  await stopped.close();
});

describe('where no answer comes', () => {
  test('a message is not sent a second time, and it is said that it may have arrived', async () => {
    teams.replies.push('hangUp');
    expect(await outcome(send())).toMatchObject({ name: 'DeliveryFailed', isUncertain: true });
    expect(teams.requests).toHaveLength(1);
  });

  test('a change and a question are repeated, which do the same twice', async () => {
    teams.replies.push('hangUp', 'hangUp');
    await update();
    teams.replies.push('hangUp', { status: 200, json: { id: '29:person' } });
    expect(await hasMember()).toBe(true);
    expect(teams.requests).toHaveLength(5);
  });

  test('a message is sent again where no connection came about: it cannot have arrived', async () => {
    await teams.close();
    expect(await outcome(send())).toMatchObject({ name: 'DeliveryFailed', isUncertain: false });
    expect(clock.slept).toHaveLength(4);
    teams = await startTestTeams(clock, key);
  });
});

test.each([
  [400, false],
  [403, false],
  [413, false],
  [500, true],
  [302, false],
])('a %i is final at once', async (status, isUncertain) => {
  teams.replies.push({ status, headers: { location: `${teams.serviceUrl}/elsewhere` } });
  expect(await outcome(send())).toMatchObject({ name: 'DeliveryFailed', isUncertain });
  expect(teams.requests).toHaveLength(1);
});

test('an error tells the status and the code, and neither names nor the token', async () => {
  teams.replies.push(refusal(400, 'BadSyntax'));
  const error = await outcome(send());
  teams.faults.push(error);
  expect(String(error)).toContain('status 400 (BadSyntax)');
  for (const secret of [personName, outboundToken, 'The run has ended']) expect(teams.faultsInFull()).not.toContain(secret);
});

test('a failure of the source of tokens is its own, and sends nothing', async () => {
  const broken = await startTestTeams(clock, key, { outboundFailure: new Error('credentials refused') });
  expect(await outcome(broken.bot.messenger.send({ ...conversation, serviceUrl: broken.serviceUrl }, message))).toMatchObject({ message: 'credentials refused' });
  expect(broken.requests).toEqual([]);
  await broken.close();
});

test('a conversation is written to five times at once and then once a second, others meanwhile', async () => {
  const start = clock.now();
  for (let count = 0; count < 8; count += 1) await send();
  expect(teams.requests.map(({ at }) => (at - start) / 1000)).toEqual([0, 0, 0, 0, 0, 1, 2, 3]);
  await teams.bot.messenger.send({ ...conversation, id: '19:other@thread.tacv2' }, message);
  expect((clock.now() - start) / 1000).toBe(3);
});
