import type { IAdaptiveCard } from '@microsoft/teams.cards';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { leapingClock } from '../../engine/graph/testServer.ts';
import { makeChannelKey, outboundToken, personName, startTestTeams, tenantId, type TestTeams } from './testTeams.ts';

const key = await makeChannelKey();
const card: IAdaptiveCard = { type: 'AdaptiveCard', version: '1.5', body: [] };
const cardType = 'application/vnd.microsoft.card.adaptive';

let clock: ReturnType<typeof leapingClock>;
let teams: TestTeams;
beforeEach(async () => {
  clock = leapingClock(Date.UTC(2026, 10, 23));
  teams = await startTestTeams(clock, key);
});
afterEach(() => teams.close());

const press = () => teams.activity({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: 'status' } } });
const search = () => teams.activity({ type: 'invoke', name: 'composeExtension/query', value: { parameters: [{ name: 'query', value: 'con' }] } });

describe('a message', () => {
  test('is answered with messages in their order, as replies to it and with our token: cards with a summary, words as plain text', async () => {
    teams.answer = { kind: 'messages', messages: [{ text: 'First *one*' }, { text: 'Contoso: 80', card }] };
    expect(await teams.post(teams.activity())).toEqual({ status: 200, text: '', json: undefined });
    expect(teams.requests).toMatchObject([
      { method: 'POST', path: '/v3/conversations/a:personal/activities/activity-1', authorization: `Bearer ${outboundToken}`, body: { type: 'message', text: 'First *one*', textFormat: 'plain', replyToId: 'activity-1' } },
      { method: 'POST', path: '/v3/conversations/a:personal/activities/activity-1', body: { type: 'message', summary: 'Contoso: 80', attachments: [{ contentType: cardType, content: card }] } },
    ]);
    expect(teams.requests[1]?.body).not.toHaveProperty('text');
  });

  test('is answered in the thread in which it was asked', async () => {
    teams.answer = { kind: 'messages', messages: [{ text: 'Here' }] };
    const conversation = { id: '19:channel@thread.tacv2;messageid=17', tenantId, conversationType: 'channel' };
    await teams.post(teams.activity({ conversation, channelData: { tenant: { id: tenantId }, team: { id: '19:team@thread.tacv2' } } }));
    expect(teams.requests).toMatchObject([{ path: '/v3/conversations/19:channel@thread.tacv2;messageid=17/activities/activity-1' }]);
  });

  test('is answered with a sentence, or with nothing', async () => {
    teams.answer = { kind: 'sentence', text: 'No.' };
    await teams.post(teams.activity());
    teams.answer = { kind: 'nothing' };
    await teams.post(teams.activity());
    expect(teams.requests).toMatchObject([{ body: { text: 'No.', textFormat: 'plain' } }]);
  });

  test('a card that is meant for one person is posted only where nobody else reads', async () => {
    teams.answer = { kind: 'card', card };
    const submitted = { text: undefined, value: { verb: 'status' } };
    await teams.post(teams.activity(submitted));
    await teams.post(teams.activity({ ...submitted, conversation: { id: '19:group@thread.v2', tenantId, conversationType: 'groupChat' } }));
    expect(teams.requests).toMatchObject([{ path: '/v3/conversations/a:personal/activities/activity-1', body: { attachments: [{ content: card }] } }]);
  });

  test('is answered again where Teams is busy, within the time that Teams waits', async () => {
    teams.answer = { kind: 'messages', messages: [{ text: 'Here' }] };
    teams.replies.push({ status: 429, headers: { 'retry-after': '3' } });
    expect((await teams.post(teams.activity())).status).toBe(200);
    expect(teams.requests).toHaveLength(2);
    teams.replies.push({ status: 429, headers: { 'retry-after': '60' } });
    expect((await teams.post(teams.activity())).status).toBe(200);
    expect(teams.requests).toHaveLength(3);
    expect(teams.faults).toMatchObject([{ name: 'DeliveryFailed', isUncertain: false }]);
  });
});

describe('a button of a card', () => {
  test.each([
    ['another card in its place', { kind: 'card', card } as const, { statusCode: 200, type: cardType, value: card }],
    ['a sentence', { kind: 'sentence', text: 'Only an administrator can do this.' } as const, { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Only an administrator can do this.' }],
    ['nothing, and the card stays', { kind: 'nothing' } as const, { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: '' }],
  ])('is answered with %s, and nothing is posted', async (_title, answer, json) => {
    teams.answer = answer;
    expect(await teams.post(press())).toMatchObject({ status: 200, json });
    expect(teams.requests).toEqual([]);
  });

  test('is answered with messages: they are posted, and the card stays', async () => {
    teams.answer = { kind: 'messages', messages: [{ text: 'Contoso: 80', card }, { text: 'And more' }] };
    expect(await teams.post(press())).toMatchObject({ status: 200, json: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Contoso: 80' } });
    expect(teams.requests).toMatchObject([{ body: { summary: 'Contoso: 80' } }, { body: { text: 'And more' } }]);
  });
});

describe('a search', () => {
  test('is answered with a list, each with a preview and the card that is put into the message', async () => {
    teams.answer = { kind: 'results', results: [{ title: 'Contoso', subtitle: 'Score 80', card }] };
    expect((await teams.post(search())).json).toEqual({
      composeExtension: {
        type: 'result',
        attachmentLayout: 'list',
        attachments: [{ contentType: cardType, content: card, preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title: 'Contoso', subtitle: 'Score 80' } } }],
      },
    });
  });

  test('is answered with a sentence', async () => {
    teams.answer = { kind: 'sentence', text: 'There are no results yet.' };
    expect((await teams.post(search())).json).toEqual({ composeExtension: { type: 'message', text: 'There are no results yet.' } });
  });
});

describe('an event', () => {
  test('is answered with a welcome, unless the bot was taken out', async () => {
    teams.welcome = [{ text: 'Hello' }];
    await teams.post(teams.activity({ type: 'installationUpdate', action: 'add' }));
    await teams.post(teams.activity({ type: 'installationUpdate', action: 'remove' }));
    expect(teams.events).toHaveLength(2);
    expect(teams.requests).toMatchObject([{ body: { text: 'Hello' } }]);
  });
});

describe('a fault', () => {
  test('of the logic is told, and Teams is answered 500 without a word of it', async () => {
    teams.answer = new Error('disk full');
    expect(await teams.post(press())).toEqual({ status: 500, text: '', json: undefined });
    expect(await teams.post(teams.activity())).toEqual({ status: 500, text: '', json: undefined });
    expect(teams.faults).toMatchObject([{ message: 'disk full' }, { message: 'disk full' }]);
  });

  test('is an answer that does not fit', async () => {
    teams.answer = { kind: 'results', results: [] };
    expect((await teams.post(press())).status).toBe(500);
    teams.answer = { kind: 'card', card };
    expect((await teams.post(search())).status).toBe(500);
    expect(teams.faults).toHaveLength(2);
  });

  test('of a reply is told without the token, the text or a name, and is not answered with 500, which would have the turn told again', async () => {
    teams.answer = { kind: 'messages', messages: [{ text: 'Secret figures' }] };
    teams.replies.push({ status: 403, json: { error: { code: 'BotNotInConversationRoster', message: `${personName} has removed the bot` } } });
    teams.replies.push({ status: 400, json: { error: { code: 'BadSyntax', message: `${personName} is wrong` } } });
    teams.replies.push('hangUp');
    for (let turn = 0; turn < 3; turn += 1) expect((await teams.post(teams.activity())).status).toBe(200);
    expect(teams.faults).toMatchObject([{ name: 'ConversationGone' }, { name: 'DeliveryFailed', isUncertain: false }, { name: 'DeliveryFailed', isUncertain: true }]);
    for (const secret of [outboundToken, personName, 'Secret figures']) expect(teams.faultsInFull()).not.toContain(secret);
  });
});
