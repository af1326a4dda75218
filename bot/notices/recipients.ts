import { EngagementFailure, type Action } from '../../engine/index.ts';
import type { BotContext } from '../context.ts';
import { beginningOf, type KnownConversation, type Subscription } from '../conversations/botState.ts';

/** A conversation that is told of an enrichment's runs. */
export interface Recipient {
  readonly conversation: KnownConversation;
  /** The personal chat of whoever made the enrichment. */
  readonly isOwner: boolean;
  /** False: the directory cannot be asked now whether the person behind it still has the right. Meanwhile nothing is told there. */
  readonly isCertain: boolean;
  /** Of what began earlier it is told nothing. */
  readonly since: number;
}

/** The owner and the subscribed conversations, each only while the person behind it has the right to what is told. `subscriptions`: of one enrichment. */
export async function recipientsOf(context: BotContext, ownerId: string | undefined, subscriptions: readonly Subscription[]): Promise<readonly Recipient[]> {
  const { store } = context;
  const recipients: Recipient[] = [];
  const add = (conversation: KnownConversation, isAllowed: boolean | undefined, how: Pick<Recipient, 'isOwner' | 'since'>) => {
    if (isAllowed !== false) recipients.push({ conversation, isCertain: isAllowed === true, ...how });
  };
  const own = ownerId === undefined ? undefined : store.personalConversation(ownerId);
  if (own !== undefined && ownerId !== undefined) add(own, await holds(context, ownerId, ['readEnrichments', 'readResults']), { isOwner: true, since: 0 });
  const told = new Set(recipients.map(({ conversation }) => conversation.id));
  for (const subscription of subscriptions) {
    const conversation = store.conversation(subscription.conversationId);
    if (conversation !== undefined && !told.has(conversation.id)) add(conversation, await isStillAllowed(context, subscription), { isOwner: false, since: beginningOf(subscription) });
  }
  return recipients;
}

/** Whether the one who subscribed may show results there now; undefined where the directory cannot be asked. */
export async function isStillAllowed(context: BotContext, { subscribedBy }: Subscription): Promise<boolean | undefined> {
  const isAllowed = await holds(context, subscribedBy, ['subscribeConversations', 'readResults']);
  if (isAllowed !== false) return isAllowed;
  // Where the organisation has taken back that the directory is asked, nobody has a role any more: that is no word about this person.
  const mayAsk = (await context.service.bulletin.globalAdministratorIds().catch(context.onFault)) !== undefined;
  return mayAsk ? false : undefined;
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
