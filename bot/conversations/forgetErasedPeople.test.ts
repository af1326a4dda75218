import { describe, expect, test } from 'vitest';
import type { Service } from '../../engine/index.ts';
import { ManualClock } from '../../engine/model/manualClock.ts';
import type { BotStore } from './botStore.ts';
import { forgetErasedPeople } from './forgetErasedPeople.ts';
import { rememberTurn } from './remember.ts';
import { openTestBotStore, testConversation } from './testStore.ts';

const enrichmentId = '00000000-0000-4000-8000-000000000001';

async function storeOfAnnAndBob(lastUsedAt = 5): Promise<BotStore> {
  const store = await openTestBotStore();
  const known = { language: 'en', isLanguageChosen: false, lastUsedAt } as const;
  await store.update((state) => {
    state.conversations.push(
      { ...testConversation('personal', 'ann’s'), userIds: ['ann'], ...known },
      { ...testConversation('personal', 'bob’s'), userIds: ['bob'], ...known },
      { ...testConversation('group', 'both'), userIds: ['ann', 'bob'], ...known },
    );
    for (const [conversationId, subscribedBy] of [['ann’s', 'ann'], ['both', 'ann'], ['bob’s', 'bob']] as const) state.subscriptions.push({ enrichmentId, conversationId, subscribedBy, subscribedAt: 3 });
    for (const conversationId of ['ann’s', 'bob’s']) state.deliveries.push({ notice: 'run/1', conversationId, enrichmentId, content: '', sentAt: 4 });
  });
  return store;
}

const forget = (store: BotStore, erased: readonly { readonly id: string; readonly at: number; readonly isPerson: (userId: string) => boolean }[]) =>
  forgetErasedPeople({ store, service: { bulletin: { erasedPeople: () => Promise.resolve(erased) } } as unknown as Service });
const bob = { userId: 'bob', accountId: '29:bob' };
const ann = { id: '00000000-0000-4000-8000-000000000007', at: 7, isPerson: (userId: string) => userId === 'ann' };

describe('of somebody who was erased', () => {
  test('nothing is left: the personal chat, subscriptions in their name, and their id among those of a group', async () => {
    const store = await storeOfAnnAndBob();
    await forget(store, [ann]);
    expect(JSON.stringify(store.read())).not.toContain('ann');
    const { conversations, subscriptions, deliveries } = store.read();
    expect(conversations.map(({ id, userIds }) => [id, userIds])).toEqual([['bob’s', ['bob']], ['both', ['bob']]]);
    expect([subscriptions, deliveries].map((all) => all.map(({ conversationId }) => conversationId))).toEqual([['bob’s'], ['bob’s']]);
  });

  test('nothing is left where others have written in the same group before the bot came to forget', async () => {
    const store = await storeOfAnnAndBob();
    await rememberTurn(store, { conversation: testConversation('group', 'both'), person: bob, locale: 'pl' }, new ManualClock(8));
    await forget(store, [ann]);
    expect(store.conversation('both')).toMatchObject({ userIds: ['bob'], lastUsedAt: 8 });
    expect(JSON.stringify(store.read())).not.toContain('ann');
  });

  test('what came afterwards stays: whoever writes or subscribes again is answered', async () => {
    const store = await storeOfAnnAndBob(8);
    await store.update((state) => state.subscriptions.forEach((subscription) => (subscription.subscribedAt = 8)));
    const { conversations, subscriptions } = store.read();
    await forget(store, [ann]);
    expect([store.read().conversations.map(({ id }) => id), store.read().subscriptions]).toEqual([conversations.map(({ id }) => id), subscriptions]);
    await rememberTurn(store, { conversation: testConversation('group', 'both'), person: { ...bob, userId: 'ann' }, locale: 'en' }, new ManualClock(9));
    const before = store.read();
    await forget(store, [ann]);
    expect([store.read(), before.conversations.find(({ id }) => id === 'both')?.userIds]).toEqual([before, ['bob', 'ann']]);
  });

  test('what is found is forgotten again after they were lifted, came back, and were erased anew', async () => {
    const store = await storeOfAnnAndBob();
    await forget(store, [ann]);
    await rememberTurn(store, { conversation: testConversation('group', 'both'), person: { ...bob, userId: 'ann' }, locale: 'en' }, new ManualClock(9));
    // By a clock that was put back.
    await forget(store, [{ ...ann, id: '00000000-0000-4000-8000-000000000008', at: 6 }]);
    expect(store.conversation('both')?.userIds).toEqual(['bob']);
  });
});

test('where nobody was erased, nothing is written', async () => {
  const store = await storeOfAnnAndBob();
  const before = store.read();
  await forget(store, []);
  expect(store.read()).toBe(before);
});
