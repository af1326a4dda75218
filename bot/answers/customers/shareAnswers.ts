import { shareCard, type ShareTarget } from '../../cards/customers/shareCard.ts';
import type { BotContext } from '../../context.ts';
import type { KnownConversation } from '../../conversations/botState.ts';
import { ConversationGone, DeliveryFailed } from '../../port/messenger.ts';
import type { Answer } from '../../port/turn.ts';
import type { TextKey, Texts } from '../../texts/texts.ts';
import type { ActionHandlers, Asked } from '../handler.ts';
import { customerMessage } from './customerMessage.ts';
import { resultEnrichment } from './enrichments.ts';

/** Those in which the person talked to the bot last: Teams is asked of each whether they are still there. */
const targetsMax = 15;

export const shareAction: ActionHandlers['customer.share'] = async (context, asked, { enrichmentId, customerId }) => {
  const { texts, actor, person } = asked;
  const elsewhere = context.store.sharedConversations(person.userId).filter(({ id }) => id !== asked.conversation.id);
  const [{ card: customer }, targets] = await Promise.all([
    context.service.insights.card(actor, enrichmentId, customerId),
    Promise.all(elsewhere.slice(0, targetsMax).map(async (conversation) => ((await isThere(context, asked, conversation)) ? [targetOf(texts, conversation)] : []))),
  ]);
  if (targets.flat().length === 0) return sentence(texts, 'customer.share.noTarget');
  return { kind: 'card', card: shareCard(texts, { enrichmentId, customer, targets: targets.flat() }) };
};

/** The card says where to, and is not believed: the person must have talked to the bot there, and be there now. */
export const shareToAction: ActionHandlers['customer.shareTo'] = async (context, asked, { enrichmentId, customerId, conversationId }) => {
  const { texts, person } = asked;
  const conversation = context.store.sharedConversations(person.userId).find(({ id }) => id === conversationId);
  if (conversation === undefined) return sentence(texts, 'customer.share.notThere');
  const message = await customerMessage(context, asked, { enrichment: await resultEnrichment(context, asked, enrichmentId), customerId });
  try {
    if (!(await context.messenger.hasMember(conversation, person.accountId))) return sentence(texts, 'customer.share.notThere');
    await context.messenger.send(conversation, message);
  } catch (error) {
    if (error instanceof ConversationGone) return sentence(texts, 'customer.share.notThere');
    if (!(error instanceof DeliveryFailed)) throw error;
    context.onFault(error);
    return sentence(texts, error.isUncertain ? 'customer.share.uncertain' : 'customer.share.notDelivered');
  }
  return { kind: 'sentence', text: texts.text('customer.share.done', { title: targetOf(texts, conversation).title }) };
};

async function isThere({ messenger, onFault }: BotContext, { person }: Asked, conversation: KnownConversation): Promise<boolean> {
  try {
    return await messenger.hasMember(conversation, person.accountId);
  } catch (error) {
    if (error instanceof ConversationGone) return false;
    if (!(error instanceof DeliveryFailed)) throw error;
    // One chat that Teams does not tell of is no reason not to offer the others.
    onFault(error);
    return false;
  }
}

function targetOf(texts: Texts, { id, title, kind }: KnownConversation): ShareTarget {
  return { conversationId: id, title: title ?? texts.text(kind === 'channel' ? 'customer.share.channel' : 'customer.share.group') };
}

function sentence(texts: Texts, key: TextKey): Answer {
  return { kind: 'sentence', text: texts.text(key) };
}
