import type { BotContext } from '../context.ts';
import { forgetConversation } from './remember.ts';

/**
 * Forgets the personal chats of those who were erased on request, what they subscribed conversations to, and that they have talked to the bot
 * elsewhere. Whoever writes again afterwards is known again: to be answered, a conversation has to be remembered.
 */
export async function forgetErasedPeople({ service, store }: Pick<BotContext, 'service' | 'store'>): Promise<void> {
  const erased = await service.bulletin.erasedPeople();
  const latestAt = Math.max(...erased.map(({ at }) => at));
  // Whatever was used since the last of them was remembered again.
  const earlier = store.read().conversations.filter(({ lastUsedAt }) => lastUsedAt <= latestAt);
  const subscriptions = store.read().subscriptions.filter(({ subscribedAt }) => subscribedAt <= latestAt);
  const isErased = (userId: string, lastAt: number) => erased.some(({ at, isPerson }) => at >= lastAt && isPerson(userId));
  const gone = subscriptions.filter(({ subscribedBy, subscribedAt }) => isErased(subscribedBy, subscribedAt));
  const talked = earlier.map(({ id, kind, userIds, lastUsedAt }) => ({ id, kind, erasedIds: userIds.filter((userId) => isErased(userId, lastUsedAt)) })).filter(({ erasedIds }) => erasedIds.length > 0);
  if (gone.length === 0 && talked.length === 0) return;
  await store.update((state) => {
    state.subscriptions = state.subscriptions.filter((one) => !gone.some(({ enrichmentId, conversationId }) => enrichmentId === one.enrichmentId && conversationId === one.conversationId));
    for (const { id, erasedIds } of talked) {
      const conversation = state.conversations.find((one) => one.id === id);
      if (conversation !== undefined) conversation.userIds = conversation.userIds.filter((userId) => !erasedIds.includes(userId));
    }
  });
  for (const { id, kind } of talked) if (kind === 'personal') await forgetConversation(store, id);
}
