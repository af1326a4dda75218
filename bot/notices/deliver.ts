import { original } from 'immer';
import { dayMilliseconds } from '../../engine/index.ts';
import type { BotContext } from '../context.ts';
import type { BotState, Delivery } from '../conversations/botState.ts';
import { forgetConversation } from '../conversations/remember.ts';
import { ConversationGone, DeliveryFailed, MessageGone } from '../port/messenger.ts';
import { contentHash } from './contentHash.ts';
import { canHoldFigures, deliveriesOf } from './deliveries.ts';
import type { Notice } from './notice.ts';

/**
 * Conversations that are written to at the same time. Teams takes 50 messages a second of an app, and an answer in the chat waits behind as
 * many as are being sent. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */
const conversationsAtOnce = 16;

/** A conversation that takes longer gives its place to the next, and is waited for no more: of those there may be any number. */
const placeMilliseconds = 1_000;

/** What was sent longer ago is forgotten, and stays in the chat as it is: nobody tells of it any more. */
const deliveryDaysMax = 60;

/** Longer than figures are kept of anything: as long as an erasure may come, the messages that hold some are to be emptied with it. */
const figureDaysMax = 400;

/** Of those that are older than others are kept: each change of what the bot remembers writes all of them. */
const oldFiguresMax = 10_000;

/** After the first failure, and doubled after each further one. The desk looks once a minute, so that less would mean nothing. */
const pauseMillisecondsMin = 60_000;
const pauseMillisecondsMax = 60 * pauseMillisecondsMin;

export interface Deliverer {
  /**
   * Brings what stands in the conversations to what should stand there. `gatheredAt`: when the gathering of the notices began; what they tell is
   * not older. Ends when that is done, has failed, or takes a conversation longer than a second: that one goes on with its present
   * message, and has the rest from a later pass. Ends early, between two messages, when the signal is aborted. True where such a rest is left.
   */
  pass(notices: readonly Notice[], gatheredAt: number, signal: AbortSignal): Promise<boolean>;
  /** Resolves when nothing is being sent any more. */
  settled(): Promise<void>;
}

/**
 * Each notice is sent to a conversation at most once, whatever happens: that it is being sent is durable before it is sent, so that a crash in
 * between rather loses a message than doubles it. Only where Teams has said that it did not take the message, the record is taken back and
 * the message sent later, after pauses that grow. Failures are told to `onFault`, and never thrown.
 */
export function createDeliverer({ store, messenger, clock, onFault }: BotContext): Deliverer {
  /** Of this process: the next one begins with a try. */
  const pauses = new Map<string, { readonly failures: number; readonly until: number }>();
  /** By conversation: it is written to by one at a time, also over passes. */
  const underWay = new Map<string, Promise<void>>();

  return {
    async pass(notices, gatheredAt, signal) {
      await forgetOld().catch(onFault);
      const due = [...byConversation(notices.filter(isDue))];
      const queue = due.filter(([id]) => !underWay.has(id));
      let isLeft = queue.length < due.length;
      const work = async (): Promise<void> => {
        for (let next = queue.shift(); next !== undefined && !signal.aborted; next = queue.shift()) {
          if (!(await deliverAll(...next, gatheredAt, signal))) isLeft = true;
        }
      };
      await Promise.all(Array.from({ length: conversationsAtOnce }, work));
      return isLeft;
    },
    async settled() {
      await Promise.all(underWay.values());
    },
  };

  function isDue(notice: Notice): boolean {
    const { notice: name, conversation, isUpdateOnly } = notice;
    const pause = pauses.get(keyOf(notice));
    if (pause !== undefined && pause.until > clock.now()) return false;
    const delivery = deliveriesOf(store, name).get(conversation.id);
    return delivery === undefined ? !isUpdateOnly : delivery.messageId !== undefined && delivery.content !== hashOf(notice);
  }

  /** Resolves when the conversation has all of these, or no place any more: with false then. */
  async function deliverAll(conversationId: string, notices: readonly Notice[], gatheredAt: number, signal: AbortSignal): Promise<boolean> {
    let hasPlace = true;
    const waiting = new AbortController();
    const work = async (): Promise<void> => {
      for (const notice of notices) if (!hasPlace || signal.aborted || (isDue(notice) && !(await deliver(notice, gatheredAt)))) break;
    };
    const working = work().finally(() => {
      underWay.delete(conversationId);
      waiting.abort();
    });
    underWay.set(conversationId, working);
    await clock.sleep(placeMilliseconds, waiting.signal).catch(() => undefined);
    hasPlace = false;
    return !underWay.has(conversationId);
  }

  /** False where the next message to the conversation would fare no better now. */
  async function deliver(notice: Notice, gatheredAt: number): Promise<boolean> {
    try {
      const messageId = deliveriesOf(store, notice.notice).get(notice.conversation.id)?.messageId;
      if (messageId === undefined) await send(notice, gatheredAt);
      else await update(notice, messageId);
      pauses.delete(keyOf(notice));
      return true;
    } catch (error) {
      if (error instanceof ConversationGone) {
        await forgetConversation(store, notice.conversation.id).catch(onFault);
        return false;
      }
      onFault(error);
      const failures = (pauses.get(keyOf(notice))?.failures ?? 0) + 1;
      pauses.set(keyOf(notice), { failures, until: clock.now() + Math.min(pauseMillisecondsMax, pauseMillisecondsMin * 2 ** (failures - 1)) });
      return !(error instanceof DeliveryFailed);
    }
  }

  async function send(notice: Notice, gatheredAt: number): Promise<void> {
    const message = await notice.message();
    const { conversation, enrichmentId } = notice;
    // The bot may have been taken out since the notices were gathered.
    if (store.conversation(conversation.id) === undefined) return;
    // The time of the gathering: an erasure that comes while this is sent is then later than it.
    const delivery: Delivery = { notice: notice.notice, conversationId: conversation.id, enrichmentId, content: hashOf(notice), sentAt: gatheredAt };
    await store.update((state) => void state.deliveries.push(delivery));
    try {
      const { messageId } = await messenger.send(conversation, message);
      await change(notice, (sent) => (sent.messageId = messageId));
    } catch (error) {
      if (error instanceof DeliveryFailed && !error.isUncertain) await forget(notice);
      throw error;
    }
  }

  async function update(notice: Notice, messageId: string): Promise<void> {
    try {
      await messenger.update(notice.conversation, messageId, await notice.message());
    } catch (error) {
      if (!(error instanceof MessageGone)) throw error;
      await change(notice, (delivery) => delete delivery.messageId);
      return;
    }
    if (notice.isLast) await forget(notice);
    else await change(notice, (delivery) => (delivery.content = hashOf(notice)));
  }

  function change(notice: Notice, alter: (delivery: Delivery) => void): Promise<void> {
    return store.update((state) => {
      const delivery = state.deliveries[placeOf(state, notice)];
      if (delivery !== undefined) alter(delivery);
    });
  }

  function forget(notice: Notice): Promise<void> {
    return store.update((state) => {
      const place = placeOf(state, notice);
      if (place >= 0) state.deliveries.splice(place, 1);
    });
  }

  async function forgetOld(): Promise<void> {
    const now = clock.now();
    const { deliveries } = store.read();
    const old = deliveries.filter(({ sentAt }) => now - sentAt > deliveryDaysMax * dayMilliseconds);
    const kept = new Set(old.filter((delivery) => canHoldFigures(delivery) && now - delivery.sentAt <= figureDaysMax * dayMilliseconds).slice(-oldFiguresMax));
    if (kept.size === old.length) return;
    const over = new Set(old.filter((delivery) => !kept.has(delivery)));
    await store.update((state) => void (state.deliveries = listIn(state).filter((delivery) => !over.has(delivery))));
  }
}

function keyOf({ notice, conversation }: Notice): string {
  return `${notice} ${conversation.id}`;
}

function hashOf({ content, conversation }: Notice): string {
  return contentHash(content, conversation.language ?? 'en');
}

/** Of a draft: to look through thousands of drafts costs more than all the rest. */
function listIn(state: BotState): BotState['deliveries'] {
  return original(state).deliveries;
}

function placeOf(state: BotState, { notice, conversation }: Notice): number {
  return listIn(state).findLastIndex((delivery) => delivery.notice === notice && delivery.conversationId === conversation.id);
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
