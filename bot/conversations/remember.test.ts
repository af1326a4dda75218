import { describe, expect, it } from 'vitest';
import { dayMilliseconds } from '../../engine/index.ts';
import { ManualClock } from '../../engine/model/manualClock.ts';
import type { Turn } from '../port/turn.ts';
import { chooseLanguage, forgetConversation, rememberConversation, rememberTurn } from './remember.ts';
import { openTestBotStore, testConversation } from './testStore.ts';

function turn(conversation: Turn['conversation'], userId: string, locale?: string): Turn {
  return { kind: 'message', text: '', conversation, person: { userId, accountId: `29:${userId}` }, locale };
}

const start = 1_700_000_000_000;

describe('remembering', () => {
  it('a personal chat is of the one person in it, and in the language of the client', async () => {
    const store = await openTestBotStore();
    const known = await rememberTurn(store, turn(testConversation('personal'), 'ann', 'pl-PL'), new ManualClock(start));
    expect(known).toMatchObject({ userIds: ['ann'], language: 'pl', isLanguageChosen: false, lastUsedAt: start });
    expect(store.personalConversation('ann')).toEqual(known);
  });

  it('in a channel those who talk are kept, the latest last, and no more than 50', async () => {
    const store = await openTestBotStore();
    const clock = new ManualClock(start);
    for (const userId of ['ann', 'bob']) await rememberTurn(store, turn(testConversation('channel'), userId), clock);
    const both = store.read();
    await rememberTurn(store, turn(testConversation('channel'), 'ann'), clock);
    expect(store.read()).toBe(both);
    clock.advance(dayMilliseconds + 1);
    await rememberTurn(store, turn(testConversation('channel'), 'ann'), clock);
    expect(store.conversation('channel')?.userIds).toEqual(['bob', 'ann']);
    for (let number = 0; number < 60; number++) await rememberTurn(store, turn(testConversation('channel'), `user-${number}`), clock);
    expect(store.conversation('channel')?.userIds).toHaveLength(50);
    expect(store.conversation('channel')?.userIds.at(-1)).toBe('user-59');
  });

  it('writes only what is new, or once a day', async () => {
    const store = await openTestBotStore();
    const clock = new ManualClock(start);
    await rememberTurn(store, turn(testConversation('personal'), 'ann', 'en'), clock);
    const first = store.read();
    clock.advance(dayMilliseconds);
    await rememberTurn(store, turn(testConversation('personal'), 'ann', 'en'), clock);
    expect(store.read()).toBe(first);
    clock.advance(1);
    await rememberTurn(store, turn(testConversation('personal'), 'ann', 'en'), clock);
    expect(store.conversation('personal')?.lastUsedAt).toBe(start + dayMilliseconds + 1);
    await rememberTurn(store, turn({ ...testConversation('personal'), serviceUrl: 'https://smba.trafficmanager.net/uk/' }, 'ann', 'en'), clock);
    expect(store.conversation('personal')?.serviceUrl).toBe('https://smba.trafficmanager.net/uk/');
  });

  it('keeps what Teams does not tell each time, and takes another name', async () => {
    const store = await openTestBotStore();
    const clock = new ManualClock(start);
    const event = { conversation: { ...testConversation('channel'), teamId: '19:team' }, locale: undefined, person: undefined };
    await rememberConversation(store, { ...event, kind: 'renamed', title: 'Sales' }, clock);
    await rememberTurn(store, turn(testConversation('channel'), 'ann'), clock);
    expect(store.conversation('channel')).toMatchObject({ title: 'Sales', teamId: '19:team', userIds: ['ann'] });
    await rememberConversation(store, { ...event, kind: 'renamed', title: 'Key accounts' }, clock);
    expect(store.conversation('channel')).toMatchObject({ title: 'Key accounts', userIds: ['ann'] });
  });

  it('a chosen language stays, whatever the clients say', async () => {
    const store = await openTestBotStore();
    const clock = new ManualClock(start);
    await rememberTurn(store, turn(testConversation('group'), 'ann', 'en-GB'), clock);
    await rememberTurn(store, turn(testConversation('group'), 'bob', 'pl'), clock);
    expect(store.conversation('group')?.language).toBe('pl');
    await chooseLanguage(store, 'group', 'en');
    await rememberTurn(store, turn(testConversation('group'), 'bob', 'pl'), clock);
    expect(store.conversation('group')).toMatchObject({ language: 'en', isLanguageChosen: true });
  });

  it('told twice at once that the bot was added, it is new once', async () => {
    const store = await openTestBotStore();
    const added = { kind: 'added', conversation: testConversation('channel'), locale: undefined, person: undefined } as const;
    const told = await Promise.all([1, 2].map(() => rememberConversation(store, added, new ManualClock(start))));
    expect(told.map(({ isNew }) => isNew)).toEqual([true, false]);
    expect(store.read().conversations).toHaveLength(1);
  });

  it('a conversation of another tenant is not taken, also not under a known id', async () => {
    const store = await openTestBotStore();
    const clock = new ManualClock(start);
    const foreign = { ...testConversation('personal'), tenantId: 'ffffffff-0000-4000-8000-000000000000' };
    await expect(rememberTurn(store, turn(foreign, 'eve'), clock)).rejects.toThrow('another tenant');
    await rememberTurn(store, turn(testConversation('personal'), 'ann'), clock);
    await expect(rememberTurn(store, turn(foreign, 'eve'), clock)).rejects.toThrow('another tenant');
    expect(store.read().conversations.map(({ userIds }) => userIds)).toEqual([['ann']]);
  });

  it('with a conversation go its subscriptions and what is known of messages there, and no others', async () => {
    const store = await openTestBotStore();
    const clock = new ManualClock(start);
    const enrichmentId = '00000000-0000-4000-8000-000000000001';
    for (const id of ['one', 'other']) {
      await rememberTurn(store, turn(testConversation('channel', id), 'ann'), clock);
      await store.update(({ subscriptions, deliveries }) => {
        subscriptions.push({ enrichmentId, conversationId: id, subscribedBy: 'ann', subscribedAt: start });
        deliveries.push({ notice: 'run/1', conversationId: id, enrichmentId, content: '', sentAt: start });
      });
    }
    await forgetConversation(store, 'one');
    const { conversations, subscriptions, deliveries } = store.read();
    expect([conversations.map(({ id }) => id), subscriptions.map((one) => one.conversationId), deliveries.map((one) => one.conversationId)]).toEqual([['other'], ['other'], ['other']]);
  });

  it('with a team go all of its channels, with a channel no other', async () => {
    const store = await openTestBotStore();
    const clock = new ManualClock(start);
    for (const [id, teamId] of [['team', 'team'], ['deals', 'team'], ['plans', 'team'], ['elsewhere', 'other-team']] as const) {
      await rememberTurn(store, turn({ ...testConversation('channel', id), teamId }, 'ann'), clock);
    }
    await forgetConversation(store, 'plans');
    expect(store.read().conversations.map(({ id }) => id)).toEqual(['team', 'deals', 'elsewhere']);
    await forgetConversation(store, 'team');
    expect(store.read().conversations.map(({ id }) => id)).toEqual(['elsewhere']);
  });
});
