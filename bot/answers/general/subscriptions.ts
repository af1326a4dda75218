import type { IAdaptiveCard } from '@microsoft/teams.cards';
import { EngagementFailure } from '../../../engine/index.ts';
import { enrichmentName } from '../../cards/general/enrichmentName.ts';
import { subscribedCard, subscriptionChoiceCard, unsubscribedCard } from '../../cards/general/subscriptionCards.ts';
import type { BotContext } from '../../context.ts';
import { beginningOf } from '../../conversations/botState.ts';
import type { Message } from '../../port/message.ts';
import type { ActionHandlers, Asked, QuestionHandlers } from '../handler.ts';

export const subscribe: QuestionHandlers['subscribe'] = async (context, asked) => {
  const { service } = context;
  const { actor, texts } = asked;
  if (!(await maySubscribe(context, asked))) return said(texts.text('answers.subscription.notYours'));
  const views = (await service.enrichments.list(actor)).filter(({ enrichment }) => enrichment.settings !== undefined);
  const [only] = views;
  if (only === undefined) return said(texts.text('answers.nothingSetUp'));
  if (views.length > 1) return shown(texts.text('answers.subscription.choose'), subscriptionChoiceCard(texts, 'subscribe', views));
  const message = await begin(context, asked, only.enrichment.id);
  return { kind: 'messages', messages: [message] };
};

export const unsubscribe: QuestionHandlers['unsubscribe'] = async (context, asked) => {
  const { service, store } = context;
  const { actor, conversation, texts } = asked;
  const here = store.read().subscriptions.filter(({ conversationId }) => conversationId === conversation.id);
  const [only] = here;
  if (only === undefined) return said(texts.text('answers.subscription.endedNothing'));
  if (!(await mayEnd(context, asked, here.map(({ enrichmentId }) => enrichmentId)))) return said(texts.text('answers.subscription.notYours'));
  if (here.length === 1) return said((await end(context, asked, only.enrichmentId)).sentence);
  const views = (await service.enrichments.list(actor)).filter(({ enrichment }) => here.some(({ enrichmentId }) => enrichmentId === enrichment.id));
  return shown(texts.text('answers.subscription.chooseEnd'), subscriptionChoiceCard(texts, 'unsubscribe', views));
};

export const subscribeTo: ActionHandlers['subscribe'] = async (context, asked, { enrichmentId }) => {
  if (!(await maySubscribe(context, asked))) return { kind: 'sentence', text: asked.texts.text('answers.subscription.notYours') };
  const { card } = await begin(context, asked, enrichmentId);
  return { kind: 'card', card };
};

export const unsubscribeFrom: ActionHandlers['unsubscribe'] = async (context, asked, { enrichmentId }) => {
  const { texts } = asked;
  if (!(await mayEnd(context, asked, [enrichmentId]))) return { kind: 'sentence', text: texts.text('answers.subscription.notYours') };
  const { sentence, isKnown } = await end(context, asked, enrichmentId);
  return { kind: 'card', card: unsubscribedCard(texts, sentence, isKnown ? enrichmentId : undefined) };
};

async function maySubscribe({ service }: BotContext, { actor }: Asked): Promise<boolean> {
  return (await service.rightsOf(actor)).actions.includes('subscribeConversations');
}

/** Who may subscribe, or is the one on whose right all of these are shown. */
async function mayEnd(context: BotContext, asked: Asked, enrichmentIds: readonly string[]): Promise<boolean> {
  const own = context.store.read().subscriptions.filter((one) => one.conversationId === asked.conversation.id && one.subscribedBy === asked.person.userId);
  return enrichmentIds.every((id) => own.some(({ enrichmentId }) => enrichmentId === id)) || (await maySubscribe(context, asked));
}

/** Subscribed twice, it rests on the right of whoever asked last: the one before may have lost theirs. */
async function begin({ service, store, clock }: BotContext, { actor, person, conversation, texts }: Asked, enrichmentId: string): Promise<Message & { readonly card: IAdaptiveCard }> {
  const view = await service.enrichments.get(actor, enrichmentId);
  const isNew = await store.update(({ subscriptions }) => {
    const known = subscriptions.find((one) => one.conversationId === conversation.id && one.enrichmentId === enrichmentId);
    if (known === undefined) subscriptions.push({ enrichmentId, conversationId: conversation.id, subscribedBy: person.userId, subscribedAt: clock.now() });
    else Object.assign(known, { subscribedBy: person.userId, subscribedAt: clock.now(), toldSince: beginningOf(known) });
    return known === undefined;
  });
  return {
    text: texts.text('answers.subscription.what', { name: enrichmentName(texts, view) }),
    card: subscribedCard(texts, view, { isShared: conversation.kind !== 'personal', isNew }),
  };
}

/** `isKnown`: there is still such an enrichment to subscribe to. */
async function end({ service, store }: BotContext, { actor, conversation, texts }: Asked, enrichmentId: string): Promise<{ readonly sentence: string; readonly isKnown: boolean }> {
  const wasSubscribed = await store.update((state) => {
    const kept = state.subscriptions.filter((one) => one.conversationId !== conversation.id || one.enrichmentId !== enrichmentId);
    const isChanged = kept.length < state.subscriptions.length;
    if (isChanged) state.subscriptions = kept;
    return isChanged;
  });
  const view = await service.enrichments.get(actor, enrichmentId).catch((error: unknown) => {
    // Deleted meanwhile, or no longer for this person to see: what was asked for is done all the same.
    if (!(error instanceof EngagementFailure)) throw error;
    return undefined;
  });
  const name = view === undefined ? texts.text('answers.unnamed') : enrichmentName(texts, view);
  return { sentence: texts.text(wasSubscribed ? 'answers.subscription.ended' : 'answers.subscription.endedAlready', { name }), isKnown: view !== undefined };
}

function said(text: string) {
  return { kind: 'messages' as const, messages: [{ text }] };
}

function shown(text: string, card: IAdaptiveCard) {
  return { kind: 'messages' as const, messages: [{ text, card }] };
}
