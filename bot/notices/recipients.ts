import { EngagementFailure, type Action } from '../../engine/index.ts';
import type { BotContext } from '../context.ts';
import type { KnownConversation, Subscription } from '../conversations/botState.ts';

/** A conversation that is told of an enrichment's runs. */
export interface Recipient {
  readonly conversation: KnownConversation;
  /** The personal chat of whoever made the enrichment. */
  readonly isOwner: boolean;
  /** Of what began earlier it is told nothing. */
  readonly since: number;
}

/** The owner and the subscribed conversations, each only while the person behind it has the right to what is told. */
export async function recipientsOf(context: BotContext, enrichmentId: string, ownerId: string | undefined): Promise<readonly Recipient[]> {
  const { store } = context;
  const own = ownerId === undefined ? undefined : store.personalConversation(ownerId);
  const recipients: Recipient[] = [];
  if (own !== undefined && ownerId !== undefined && (await holds(context, ownerId, ['readEnrichments', 'readResults'])) === true) {
    recipients.push({ conversation: own, isOwner: true, since: 0 });
  }
  for (const subscription of store.read().subscriptions.filter((one) => one.enrichmentId === enrichmentId)) {
    const conversation = store.conversation(subscription.conversationId);
    if (conversation === undefined || recipients.some((one) => one.conversation.id === conversation.id)) continue;
    if ((await isStillAllowed(context, subscription)) === true) recipients.push({ conversation, isOwner: false, since: subscription.subscribedAt });
  }
  return recipients;
}

/** Whether the one who subscribed may show results there now; undefined where the directory cannot be asked. */
export function isStillAllowed(context: BotContext, { subscribedBy }: Subscription): Promise<boolean | undefined> {
  return holds(context, subscribedBy, ['subscribeConversations', 'readResults']);
}

async function holds({ service, onFault }: BotContext, userId: string, needed: readonly Action[]): Promise<boolean | undefined> {
  try {
    const { actions } = await service.rightsOf(await service.actorOf(userId));
    return needed.every((action) => actions.includes(action));
  } catch (error) {
    // Nobody of that id, or a guest: that is an answer.
    if (error instanceof EngagementFailure && (error.code === 'notFound' || error.code === 'notAllowed')) return false;
    onFault(error);
    return undefined;
  }
}
