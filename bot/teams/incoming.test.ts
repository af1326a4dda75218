import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../../engine/model/manualClock.ts';
import { makeChannelKey, startTestTeams, tenantId, userId, type TestTeams } from './testTeams.ts';

const key = await makeChannelKey();
const otherTenantId = 'dddddddd-0000-4000-8000-000000000000';
const teamId = '19:team@thread.tacv2';
const channelId = '19:channel@thread.tacv2';

let teams: TestTeams;
beforeEach(async () => {
  teams = await startTestTeams(new ManualClock(Date.UTC(2026, 10, 23)), key);
});
afterEach(() => teams.close());

const person = { userId, accountId: '29:person' };
const personal = () => ({ id: 'a:personal', tenantId, kind: 'personal', serviceUrl: teams.serviceUrl, botAccountId: '28:bot' });
const channel = (changes = {}) => ({ ...personal(), id: channelId, kind: 'channel', teamId, ...changes });
const inChannel = { conversation: { id: `${channelId};messageid=1700000000000`, tenantId, conversationType: 'channel' } };
const ofTeam = (changes = {}) => ({ tenant: { id: tenantId }, team: { id: teamId, name: 'Sales' }, channel: { id: channelId }, ...changes });
const execute = (value: object, changes = {}) => teams.activity({ type: 'invoke', name: 'adaptiveCard/action', replyToId: 'message-7', value, ...changes });

/** Takes in an activity that must be accepted. */
async function take(changes: Readonly<Record<string, unknown>>): Promise<void> {
  expect((await teams.post(teams.activity(changes))).status).toBe(200);
}

describe('a turn', () => {
  test('is a message of a person, with ids in one spelling and the language of the client', async () => {
    await take({ text: '<at>Engagement</at> status' });
    expect(teams.turns).toEqual([{ kind: 'message', text: 'status', conversation: personal(), person, locale: 'pl-PL' }]);
  });

  test('is a message in a group chat, with the topic of the chat', async () => {
    await take({ conversation: { id: '19:group@thread.v2', tenantId, conversationType: 'groupChat', name: 'Quarter end' } });
    expect(teams.turns[0]?.conversation).toEqual({ ...personal(), id: '19:group@thread.v2', kind: 'group', title: 'Quarter end' });
  });

  test('in a chat of two people is of a group, although Teams calls it personal: the other one reads along', async () => {
    const id = `19:${userId}_b1111111-0000-4000-8000-00000000000b@unq.gbl.spaces`;
    await teams.post(execute({ action: { verb: 'consent.show' }, trigger: 'automatic' }, { conversation: { id, tenantId, conversationType: 'personal', name: 'Somebody' } }));
    expect(teams.turns[0]?.conversation).toEqual({ ...personal(), id, kind: 'group' });
  });

  test('is a message in a thread of a channel: the conversation is the channel, with its name where Teams tells it', async () => {
    await take({ ...inChannel, channelData: ofTeam() });
    await take({ ...inChannel, channelData: ofTeam({ channel: { id: channelId, name: 'Deals' } }) });
    await take({ conversation: { id: teamId, tenantId, conversationType: 'channel' }, channelData: ofTeam({ channel: { id: teamId, name: null } }) });
    expect(teams.turns.map(({ conversation }) => conversation)).toEqual([channel(), channel({ title: 'Deals' }), channel({ id: teamId, title: 'Sales' })]);
  });

  test('a personal chat has no title: it could be the name of a person', async () => {
    await take({ conversation: { id: 'a:personal', tenantId, conversationType: 'personal', name: 'Somebody' } });
    expect(teams.turns[0]?.conversation).toEqual(personal());
  });

  test('takes the language from the client info where the activity has none, and does without', async () => {
    await take({ locale: null, entities: [{ type: 'clientInfo', locale: 'en-GB' }] });
    await take({ locale: undefined });
    expect(teams.turns.map(({ locale }) => locale)).toEqual(['en-GB', undefined]);
  });

  test('is a mention alone, and is no file without words', async () => {
    await take({ text: '<at>Engagement</at>', attachments: [{ contentType: 'text/html' }] });
    await take({ text: '', attachments: [{ contentType: 'application/vnd.microsoft.teams.file.download.info' }, { contentType: 'text/html' }] });
    expect(teams.turns).toMatchObject([{ kind: 'message', text: '' }]);
  });

  test('is a button of a card, pressed or refreshed, with the message that the card is in', async () => {
    expect((await teams.post(execute({ action: { type: 'Action.Execute', verb: 'consent.grant', data: { consentId: '1' } }, trigger: 'manual' }))).status).toBe(200);
    expect((await teams.post(execute({ action: { verb: 'consent.view' }, trigger: 'automatic' }))).status).toBe(200);
    expect(teams.turns).toEqual([
      { kind: 'cardAction', verb: 'consent.grant', data: { consentId: '1' }, isAutomatic: false, messageId: 'message-7', conversation: personal(), person, locale: 'pl-PL' },
      { kind: 'cardAction', verb: 'consent.view', data: undefined, isAutomatic: true, messageId: 'message-7', conversation: personal(), person, locale: 'pl-PL' },
    ]);
  });

  test('is the button of a card in an old client, which submits a message', async () => {
    await take({ text: undefined, replyToId: 'message-7', value: { verb: 'run.again', runId: '1' } });
    expect(teams.turns).toMatchObject([{ kind: 'cardAction', verb: 'run.again', data: { verb: 'run.again', runId: '1' }, isAutomatic: false, messageId: 'message-7' }]);
  });

  test.each([
    ['the words of the search box', { parameters: [{ name: 'query', value: ' con<b>t</b> ' }], queryOptions: { skip: 0, count: 10 } }, 'cont', 10],
    ['nothing at the opening of the box', { parameters: [{ name: 'initialRun', value: 'true' }] }, '', 25],
    ['no more than 25 results', { parameters: [{ name: 'query', value: 'x' }], queryOptions: { count: 1_000 } }, 'x', 25],
  ])('is a search: %s', async (_title, value, text, limit) => {
    await take({ type: 'invoke', name: 'composeExtension/query', value });
    expect(teams.turns).toMatchObject([{ kind: 'search', text, limit }]);
  });

  test('is no second page of a search: all results were given at once', async () => {
    const reply = await teams.post(teams.activity({ type: 'invoke', name: 'composeExtension/query', value: { parameters: [{ name: 'query', value: 'x' }], queryOptions: { skip: 25, count: 25 } } }));
    expect(reply.json).toEqual({ composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [] } });
    expect(teams.turns).toEqual([]);
  });

  test('is a link to the tab, and no other link', async () => {
    await take({ type: 'invoke', name: 'composeExtension/queryLink', value: { url: 'https://tab.example/customers/1' } });
    await take({ type: 'invoke', name: 'composeExtension/queryLink', value: { url: 'https://other.example/customers/1' } });
    expect(teams.turns).toMatchObject([{ kind: 'link', url: 'https://tab.example/customers/1' }]);
  });
});

describe('an event', () => {
  const bot = [{ id: '28:bot' }];
  const inTeam = { conversation: { id: teamId, tenantId, conversationType: 'channel' } };
  const eventOfChannel = (eventType: string, name: string | null = 'Deals') => ({ ...inTeam, type: 'conversationUpdate', channelData: ofTeam({ eventType, channel: { id: channelId, name } }) });

  test.each([
    ['added by an installation', { type: 'installationUpdate', action: 'add' }, 'added'],
    ['added by an upgrade', { type: 'installationUpdate', action: 'add-upgrade' }, 'added'],
    ['removed by an uninstallation', { type: 'installationUpdate', action: 'remove' }, 'removed'],
    ['removed for an upgrade', { type: 'installationUpdate', action: 'remove-upgrade' }, 'removed'],
    ['added as a member', { type: 'conversationUpdate', membersAdded: [{ id: '29:person' }, ...bot] }, 'added'],
    ['removed as a member', { type: 'conversationUpdate', membersRemoved: bot }, 'removed'],
  ])('the bot was %s', async (_title, changes, kind) => {
    await take(changes);
    expect(teams.events).toEqual([{ kind, conversation: personal(), person, locale: 'pl-PL' }]);
  });

  test.each([
    ['channelRenamed', { kind: 'renamed', title: 'Deals' }],
    ['channelDeleted', { kind: 'removed' }],
    ['channelRestored', { kind: 'added' }],
  ])('%s is of the channel, although Teams tells it in the first one of the team', async (eventType, expected) => {
    await take(eventOfChannel(eventType));
    expect(teams.events).toMatchObject([{ ...expected, conversation: channel({ title: 'Deals' }) }]);
  });

  test.each([
    ['teamRenamed', { kind: 'renamed', title: 'Sales' }],
    ['teamDeleted', { kind: 'removed' }],
    ['teamRestored', { kind: 'added' }],
  ])('%s is of the first channel of the team', async (eventType, expected) => {
    await take({ ...inTeam, type: 'conversationUpdate', channelData: { tenant: { id: tenantId }, team: { id: teamId, name: 'Sales' }, eventType } });
    expect(teams.events).toMatchObject([{ ...expected, conversation: channel({ id: teamId, title: 'Sales' }) }]);
  });

  test('names nobody where Teams does not say who did it', async () => {
    await take({ type: 'installationUpdate', action: 'add', from: { id: '29:app' } });
    expect(teams.events).toMatchObject([{ kind: 'added', person: undefined }]);
  });

  test('is nothing that happens to others', async () => {
    await take({ type: 'conversationUpdate', membersAdded: [{ id: '29:person' }] });
    await take(eventOfChannel('channelCreated'));
    await take(eventOfChannel('channelRenamed', null));
    expect(teams.events).toEqual([]);
  });
});

describe('answered 200 and ignored', () => {
  test.each([
    ['an activity of another tenant', { conversation: { id: 'a:personal', tenantId: otherTenantId, conversationType: 'personal' }, channelData: { tenant: { id: otherTenantId } } }],
    ['an activity that names two tenants', { channelData: { tenant: { id: otherTenantId } } }],
    ['an activity that names no tenant', { conversation: { id: 'a:personal', conversationType: 'personal' }, channelData: {} }],
    ['a message of another bot', { from: { id: '28:other' } }],
    ['a message of somebody of another organisation, in a shared channel', { from: { id: '29:foreign', aadObjectId: userId, tenantId: otherTenantId } }],
    ['a change to a message', { type: 'messageUpdate', channelData: { tenant: { id: tenantId }, eventType: 'editMessage' } }],
    ['somebody who is typing', { type: 'typing', text: null }],
    ['an event', { type: 'event', name: 'application/vnd.microsoft.readReceipt', value: { lastReadMessageId: '1' } }],
    ['a message from no kind of chat', { conversation: { id: 'a:personal', tenantId } }],
    ['a reaction', { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }],
    ['a kind that does not exist yet', { type: 'telepathy', from: null, conversation: null }],
    ['an invoke that the bot does not know', { type: 'invoke', name: 'task/fetch', value: {} }],
  ])('%s', async (_title, changes) => {
    await take(changes);
    expect([...teams.turns, ...teams.events, ...teams.requests]).toEqual([]);
  });
});

describe('answered 400', () => {
  test.each([
    ['a message without a sender', { from: null }],
    ['a conversation id that is too long', { conversation: { id: 'a'.repeat(501), tenantId, conversationType: 'personal' } }],
    ['an object id that is none', { from: { id: '29:person', aadObjectId: '../../etc' } }],
    ['a button without a verb', { type: 'invoke', name: 'adaptiveCard/action', value: { action: {} } }],
    ['a search that is none', { type: 'invoke', name: 'composeExtension/query', value: 'x' }],
    ['a link that is none', { type: 'invoke', name: 'composeExtension/queryLink', value: {} }],
    ['no type', { type: undefined }],
  ])('%s', async (_title, changes) => {
    expect(await teams.post(teams.activity(changes))).toEqual({ status: 400, text: '', json: undefined });
    expect([...teams.turns, ...teams.events]).toEqual([]);
  });

  test.each([
    ['no JSON', '{'],
    ['no activity', '[]'],
  ])('%s', async (_title, body) => {
    expect((await teams.post(body)).status).toBe(400);
  });

  test('a service URL over plain http to another machine, even with a token for it', async () => {
    const serviceUrl = 'http://smba.example/emea';
    expect((await teams.post(teams.activity({ serviceUrl }), `Bearer ${await teams.token(key, { serviceurl: serviceUrl })}`)).status).toBe(400);
  });
});

test('more than 256 kB is answered 413', async () => {
  expect((await teams.post(teams.activity({ text: 'x'.repeat(300_000) }))).status).toBe(413);
});

test('a button that nobody presses who could be named is refused', async () => {
  expect(await teams.post(execute({ action: { verb: 'consent.grant' } }, { from: { id: '29:guest' } }))).toEqual({ status: 403, text: '', json: undefined });
  expect(teams.turns).toEqual([]);
});
