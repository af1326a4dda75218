import { isDeepStrictEqual } from 'node:util';
import { dayMilliseconds, type Clock } from '../../engine/index.ts';
import type { Conversation } from '../port/conversation.ts';
import type { ConversationEvent, Turn } from '../port/turn.ts';
import { languageOfLocale, type Language } from '../texts/language.ts';
import type { KnownConversation } from './botState.ts';
import type { BotStore } from './botStore.ts';

/** More people than talk to the bot in one place; those who did so the longest ago are forgotten first. */
const userIdsMax = 50;

interface Seen {
  readonly conversation: Conversation;
  readonly userId: string | undefined;
  readonly locale: string | undefined;
}

/**
 * The conversation as it is known from now on. Writes only where that is news, or the last use on record is of more than a day ago.
 * @throws where the conversation is of another tenant than the store.
 */
export async function rememberTurn(store: BotStore, { conversation, person, locale }: Pick<Turn, 'conversation' | 'person' | 'locale'>, clock: Clock): Promise<KnownConversation> {
  return (await remember(store, { conversation, userId: person.userId, locale }, clock)).conversation;
}

/** The conversation as it would be known; nothing is kept: a search is made also where the bot is not, and nothing can be sent there. */
export function passingConversation(store: BotStore, { conversation, person, locale }: Pick<Turn, 'conversation' | 'person' | 'locale'>, clock: Clock): KnownConversation {
  return merged(store.conversation(conversation.id), { conversation, userId: person.userId, locale }, clock.now());
}

/**
 * The bot was put somewhere, or what it is in has another name. `isNew`: it was not known to be there; told twice, it is so the first time.
 * @throws where the conversation is of another tenant than the store.
 */
export function rememberConversation(store: BotStore, event: ConversationEvent, clock: Clock): Promise<{ readonly conversation: KnownConversation; readonly isNew: boolean }> {
  const conversation = event.kind === 'renamed' ? { ...event.conversation, title: event.title } : event.conversation;
  return remember(store, { conversation, userId: event.person?.userId, locale: event.locale }, clock);
}

/** The bot was taken out: with the conversation, its subscriptions go and all that is known of messages there. The id of a team is that of its first channel: with it go all of its channels. */
export async function forgetConversation(store: BotStore, conversationId: string): Promise<void> {
  await store.update((state) => {
    const isLeft = (one: { readonly id: string; readonly teamId?: string | undefined }) => one.id === conversationId || one.teamId === conversationId;
    const left = new Set([conversationId, ...state.conversations.filter(isLeft).map(({ id }) => id)]);
    state.conversations = state.conversations.filter(({ id }) => !left.has(id));
    state.subscriptions = state.subscriptions.filter((one) => !left.has(one.conversationId));
    state.deliveries = state.deliveries.filter((one) => !left.has(one.conversationId));
  });
}

/** From now on the conversation is answered in this language, whatever the clients of its people say. */
export async function chooseLanguage(store: BotStore, conversationId: string, language: Language): Promise<void> {
  await store.update((state) => {
    const known = state.conversations.find(({ id }) => id === conversationId);
    if (known !== undefined) Object.assign(known, { language, isLanguageChosen: true });
  });
}

async function remember(store: BotStore, seen: Seen, clock: Clock): Promise<{ readonly conversation: KnownConversation; readonly isNew: boolean }> {
  const now = clock.now();
  const known = store.conversation(seen.conversation.id);
  if (known !== undefined && now - known.lastUsedAt <= dayMilliseconds && !isNews(known, seen)) return { conversation: known, isNew: false };
  return store.update((state) => {
    // Looked at again: of two that are told at once, the second must find what the first has made.
    const place = state.conversations.findIndex(({ id }) => id === seen.conversation.id);
    const isNew = place === -1;
    const conversation = merged(state.conversations[place], seen, now);
    state.conversations.splice(isNew ? state.conversations.length : place, 1, conversation);
    return { conversation, isNew };
  });
}

/** The order in which people talk is none: where two talk to the bot in turns, each message would be written. */
function isNews(known: KnownConversation, seen: Seen): boolean {
  const isSomebodyNew = seen.userId !== undefined && !known.userIds.includes(seen.userId);
  return isSomebodyNew || !isDeepStrictEqual({ ...merged(known, seen, known.lastUsedAt), userIds: known.userIds }, known);
}

/** What Teams does not tell each time (title, team) stays as it was. */
function merged(known: KnownConversation | undefined, { conversation, userId, locale }: Seen, now: number): KnownConversation {
  const others = conversation.kind === 'personal' ? [] : (known?.userIds ?? []).filter((one) => one !== userId);
  const language = known?.isLanguageChosen === true || locale === undefined ? known?.language : languageOfLocale(locale);
  return {
    ...known,
    ...conversation,
    userIds: userId === undefined ? [...(known?.userIds ?? [])] : [...others, userId].slice(-userIdsMax),
    ...(language !== undefined && { language }),
    isLanguageChosen: known?.isLanguageChosen ?? false,
    lastUsedAt: now,
  };
}
