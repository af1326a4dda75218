import { dayMilliseconds } from '../../engine/index.ts';
import type { BotContext } from '../context.ts';
import type { Delivery } from '../conversations/botState.ts';
import { forgetConversation } from '../conversations/remember.ts';
import { ConversationGone, DeliveryFailed, MessageGone } from '../port/messenger.ts';
import { contentHash } from './contentHash.ts';
import type { Notice } from './notice.ts';

/** Conversations that are written to at the same time; Teams takes 50 messages a second of an app. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
const conversationsAtOnce = 4;

/** What was sent longer ago is forgotten, and stays in the chat as it is: nobody tells of it any more. */
const deliveryDaysMax = 60;

/** After the first failure, and doubled after each further one. The desk looks once a minute, so that less would mean nothing. */
const pauseMillisecondsMin = 60_000;
const pauseMillisecondsMax = 60 * pauseMillisecondsMin;

/**
 * Brings what stands in the conversations to what should stand there. `gatheredAt`: when the gathering of the notices began; what they tell is
 * not older. Ends early, between two messages, when the signal is aborted.
 */
export type Deliver = (notices: readonly Notice[], gatheredAt: number, signal: AbortSignal) => Promise<void>;

/**
 * Each notice is sent to a conversation at most once, whatever happens: that it is being sent is durable before it is sent, so that a crash in
 * between rather loses a message than doubles it. Only where Teams has said that it did not take the message, the record is taken back and
 * the message sent later, after pauses that grow. Failures are told to `onFault`, and never thrown.
 */
export function createDeliver({ store, messenger, clock, onFault }: BotContext): Deliver {
  /** Of this process: the next one begins with a try. */
  const pauses = new Map<string, { readonly failures: number; readonly until: number }>();

  return async (notices, gatheredAt, signal) => {
    await forgetOld().catch(onFault);
    const queue = [...byConversation(notices).values()];
    const work = async (): Promise<void> => {
      for (let lane = queue.shift(); lane !== undefined; lane = queue.shift()) {
        for (const notice of lane) if (signal.aborted || !(await deliver(notice, gatheredAt))) break;
      }
    };
    await Promise.all(Array.from({ length: conversationsAtOnce }, work));
  };

  /** False where the conversation is gone. */
  async function deliver(notice: Notice, gatheredAt: number): Promise<boolean> {
    const key = `${notice.notice} ${notice.conversation.id}`;
    const pause = pauses.get(key);
    if (pause !== undefined && pause.until > clock.now()) return true;
    const content = contentHash(notice.content, notice.conversation.language ?? 'en');
    const delivery = store.read().deliveries.find(isOf(notice));
    if (delivery === undefined ? notice.isUpdateOnly : delivery.messageId === undefined || delivery.content === content) return true;
    try {
      if (delivery?.messageId === undefined) await send(notice, content, gatheredAt);
      else await update(notice, delivery.messageId, content);
      pauses.delete(key);
    } catch (error) {
      if (error instanceof ConversationGone) {
        await forgetConversation(store, notice.conversation.id).catch(onFault);
        return false;
      }
      onFault(error);
      const failures = (pause?.failures ?? 0) + 1;
      pauses.set(key, { failures, until: clock.now() + Math.min(pauseMillisecondsMax, pauseMillisecondsMin * 2 ** (failures - 1)) });
    }
    return true;
  }

  async function send(notice: Notice, content: string, gatheredAt: number): Promise<void> {
    const message = await notice.message();
    const { conversation, enrichmentId } = notice;
    const isClaimed = await store.update((state) => {
      // The bot may have been taken out since the notices were gathered.
      if (state.deliveries.some(isOf(notice)) || !state.conversations.some(({ id }) => id === conversation.id)) return false;
      // The time of the gathering: an erasure that comes while this is sent is then later than it.
      state.deliveries.push({ notice: notice.notice, conversationId: conversation.id, enrichmentId, content, sentAt: gatheredAt });
      return true;
    });
    if (!isClaimed) return;
    try {
      const { messageId } = await messenger.send(conversation, message);
      await change(notice, (delivery) => (delivery.messageId = messageId));
    } catch (error) {
      if (error instanceof DeliveryFailed && !error.isUncertain) await store.update((state) => void (state.deliveries = state.deliveries.filter((one) => !isOf(notice)(one))));
      throw error;
    }
  }

  async function update(notice: Notice, messageId: string, content: string): Promise<void> {
    try {
      await messenger.update(notice.conversation, messageId, await notice.message());
      await change(notice, (delivery) => (delivery.content = content));
    } catch (error) {
      if (!(error instanceof MessageGone)) throw error;
      await change(notice, (delivery) => delete delivery.messageId);
    }
  }

  function change(notice: Notice, alter: (delivery: Delivery) => void): Promise<void> {
    return store.update((state) => {
      const delivery = state.deliveries.find(isOf(notice));
      if (delivery !== undefined) alter(delivery);
    });
  }

  async function forgetOld(): Promise<void> {
    const oldest = clock.now() - deliveryDaysMax * dayMilliseconds;
    if (!store.read().deliveries.some(({ sentAt }) => sentAt < oldest)) return;
    await store.update((state) => void (state.deliveries = state.deliveries.filter(({ sentAt }) => sentAt >= oldest)));
  }
}

function isOf({ notice, conversation }: Notice): (delivery: Readonly<Delivery>) => boolean {
  return (delivery) => delivery.notice === notice && delivery.conversationId === conversation.id;
}

function byConversation(notices: readonly Notice[]): Map<string, Notice[]> {
  const lanes = new Map<string, Notice[]>();
  for (const notice of notices) {
    const lane = lanes.get(notice.conversation.id);
    if (lane === undefined) lanes.set(notice.conversation.id, [notice]);
    else lane.push(notice);
  }
  return lanes;
}
