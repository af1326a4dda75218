import type { BotContext } from '../context.ts';
import { forgetConversation } from './remember.ts';

/**
 * Forgets the personal chats of those who were erased on request, what they subscribed conversations to, and that they have talked to the bot
 * elsewhere. Each erasure is carried out once: whoever writes again afterwards is known again, since to be answered, a conversation has to be
 * remembered.
 */
export async function forgetErasedPeople({ service, store }: Pick<BotContext, 'service' | 'store'>): Promise<void> {
  const erased = await service.bulletin.erasedPeople();
  const { erasuresForgotten, conversations } = store.read();
  const latest = erased.filter(({ id }) => !erasuresForgotten.includes(id));
  if (latest.length === 0) return;
  // What a personal chat or a subscription tells of, the person has done: later, they came back. In a group, others may have written since.
  const isErased = (userId: string, lastAt: number) => latest.some(({ at, isPerson }) => at >= lastAt && isPerson(userId));
  const isErasedElsewhere = (userId: string) => isErased(userId, -Infinity);
  const personal = conversations.filter(({ kind, userIds, lastUsedAt }) => kind === 'personal' && userIds.some((userId) => isErased(userId, lastUsedAt)));
  for (const { id } of personal) await forgetConversation(store, id);
  await store.update((state) => {
    state.subscriptions = state.subscriptions.filter(({ subscribedBy, subscribedAt }) => !isErased(subscribedBy, subscribedAt));
    for (const conversation of state.conversations) {
      if (conversation.kind !== 'personal' && conversation.userIds.some(isErasedElsewhere)) conversation.userIds = conversation.userIds.filter((userId) => !isErasedElsewhere(userId));
    }
    // Last: what a crash comes before is done again.
    state.erasuresForgotten = erased.map(({ id }) => id);
  });
}
