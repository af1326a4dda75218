import { dayMilliseconds } from '../../engine/index.ts';
import { subscriptionEndedMessage } from '../cards/notices/subscriptionEndedMessage.ts';
import type { BotContext } from '../context.ts';
import type { Subscription } from '../conversations/botState.ts';
import { textsIn } from '../texts/texts.ts';
import { deliveriesOf } from './deliveries.ts';
import { erasureNotice } from './erasureNotices.ts';
import type { Notice } from './notice.ts';
import { isStillAllowed } from './recipients.ts';

/** After this time a conversation that could not be told of a deletion has nothing to wait for. */
const deletionDaysMax = 7;

/**
 * Subscriptions on the word of somebody who may no longer show results there: the conversation is told, and when it has been, the subscription
 * is removed; likewise those to an enrichment that was deleted. Between the two it is told nothing else, since each notice asks for that right.
 */
export async function subscriptionNotices(context: BotContext): Promise<readonly Notice[]> {
  const { store, service } = context;
  const views = new Map(service.bulletin.enrichments().map((view) => [view.enrichment.id, view]));
  const notices: Notice[] = [];
  const over = new Set<Subscription>();
  for (const subscription of store.read().subscriptions) {
    const { enrichmentId, conversationId } = subscription;
    const conversation = store.conversation(conversationId);
    const settings = views.get(enrichmentId)?.enrichment.settings;
    if (wasToldEnd(context, subscription) || (!views.has(enrichmentId) && isDeletionTold(context, subscription))) over.add(subscription);
    else if (conversation !== undefined && settings !== undefined && (await isStillAllowed(context, subscription)) === false) {
      const message = () => Promise.resolve(subscriptionEndedMessage(textsIn(conversation.language ?? 'en'), settings.name));
      notices.push({ notice: endNotice(subscription), enrichmentId, conversation, content: 'ended', isUpdateOnly: false, message });
    }
  }
  if (over.size > 0) await store.update((state) => void (state.subscriptions = state.subscriptions.filter((one) => ![...over].some((ended) => isSame(one, ended)))));
  return notices;
}

function wasToldEnd(context: BotContext, subscription: Subscription): boolean {
  return isDelivered(context, endNotice(subscription), subscription);
}

/** The receipt comes a little later than the end of the enrichment. */
function isDeletionTold(context: BotContext, subscription: Subscription): boolean {
  const receipt = context.service.bulletin.receipts().findLast(({ enrichmentId, cause }) => enrichmentId === subscription.enrichmentId && cause === 'enrichmentDeleted');
  if (receipt === undefined) return false;
  return isDelivered(context, erasureNotice(receipt), subscription) || context.clock.now() - receipt.finishedAt > deletionDaysMax * dayMilliseconds;
}

function isDelivered({ store }: BotContext, notice: string, { conversationId }: Subscription): boolean {
  return deliveriesOf(store, notice).has(conversationId);
}

function endNotice({ enrichmentId, subscribedAt }: Subscription): string {
  return `unsubscribed/${enrichmentId}/${subscribedAt}`;
}

function isSame(one: Subscription, other: Subscription): boolean {
  return one.enrichmentId === other.enrichmentId && one.conversationId === other.conversationId && one.subscribedAt === other.subscribedAt;
}
