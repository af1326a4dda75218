import { EngagementFailure } from '../../engine/index.ts';
import { cardActionSchema, type CardAction } from '../cards/cardAction.ts';
import type { BotContext } from '../context.ts';
import type { KnownConversation } from '../conversations/botState.ts';
import { forgetConversation, passingConversation, rememberConversation, rememberTurn } from '../conversations/remember.ts';
import type { Message } from '../port/message.ts';
import type { Answer, BotLogic, ConversationEvent, Turn } from '../port/turn.ts';
import { parseQuestion } from '../questions/parse.ts';
import type { Question } from '../questions/question.ts';
import { languageOfLocale, type Language } from '../texts/language.ts';
import { textsIn, type Texts } from '../texts/texts.ts';
import type { ActionHandlers, Asked, Handler, QuestionHandlers } from './handler.ts';
import { welcome } from './general/help.ts';
import { within } from './within.ts';

export interface LogicOptions {
  readonly questions: QuestionHandlers;
  /** A `question` is put to `questions`. */
  readonly actions: Omit<ActionHandlers, 'question'>;
  readonly search: Handler<{ readonly text: string; readonly limit: number }>;
  readonly link: Handler<{ readonly url: string }>;
  /** There is a conversation more or less, or another subscription: notices may be due. */
  readonly onConversationsChanged?: () => void;
}

/** Answered also while the directory cannot tell who somebody is. */
const needingNoRight: ReadonlySet<string> = new Set<Question['kind'] | CardAction['verb']>(['help', 'language', 'language.set']);

/** Teams gives up after 10 s, and after 5 s on a message extension; some of that is for the way. https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search */
const patienceMilliseconds = 8_000;
const extensionPatienceMilliseconds = 4_000;

/** What the bot does with turns: remembers where they come from, finds out who asks, and has the question answered by its handler. */
export function createLogic(context: BotContext, options: LogicOptions): BotLogic {
  const { store, service, clock, onFault } = context;

  /** `what`: the question, or the verb of the button. */
  async function askedBy({ person }: Turn, what: string, conversation: KnownConversation, texts: Texts): Promise<Asked> {
    const actor = needingNoRight.has(what) ? { tenantId: service.tenantId, userId: person.userId, appRoles: [] } : await service.actorOf(person.userId);
    return { actor, person, conversation, texts };
  }

  async function answer(turn: Turn, conversation: KnownConversation, texts: Texts): Promise<Answer> {
    switch (turn.kind) {
      case 'message': {
        const { question } = parseQuestion(turn.text);
        return handlerOf(options.questions, question.kind)(context, await askedBy(turn, question.kind, conversation, texts), question);
      }
      case 'cardAction': {
        const action = actionOf(turn);
        if (action === undefined) return { kind: 'sentence', text: texts.text('answers.buttonOutdated') };
        if (action.verb === 'question') return answer({ ...turn, kind: 'message', text: action.text }, conversation, texts);
        const { isAutomatic, messageId } = turn;
        return handlerOf(options.actions, action.verb)(context, await askedBy(turn, action.verb, conversation, texts), { ...action, isAutomatic, messageId });
      }
      case 'search':
        return options.search(context, await askedBy(turn, turn.kind, conversation, texts), { text: turn.text, limit: turn.limit });
      case 'link':
        return options.link(context, await askedBy(turn, turn.kind, conversation, texts), { url: turn.url });
    }
  }

  function failed(turn: Turn, texts: Texts, error: unknown): Answer {
    if (!(error instanceof EngagementFailure)) onFault(error);
    return noAnswer(turn, texts.text(`failures.${error instanceof EngagementFailure ? error.code : 'serviceFault'}`));
  }

  /** Tells of what has changed meanwhile, also where it ends in a failure. */
  async function watched<Result>(doing: () => Promise<Result>): Promise<Result> {
    const before = store.read();
    try {
      return await doing();
    } finally {
      const { conversations, subscriptions } = store.read();
      if (conversations !== before.conversations || subscriptions !== before.subscriptions) options.onConversationsChanged?.();
    }
  }

  return {
    onTurn: async (turn) => {
      const language = languageOfQuestion(turn);
      let texts = textsIn(language ?? languageOfLocale(turn.locale));
      const answering = watched(async () => {
        try {
          const conversation = isPassing(turn) ? passingConversation(store, turn, clock) : await rememberTurn(store, turn, clock);
          texts = textsIn(languageFor(conversation, turn.locale, language));
          return await answer(turn, conversation, texts);
        } catch (error) {
          return failed(turn, texts, error);
        }
      });
      const patience = isPassing(turn) ? extensionPatienceMilliseconds : patienceMilliseconds;
      return (await within(clock, patience, answering)) ?? noAnswer(turn, texts.text('answers.slow'));
    },
    onConversation: (event) =>
      watched(async () => {
        try {
          return await conversationMessages(context, event);
        } catch (error) {
          onFault(error);
          return [];
        }
      }),
  };
}

/** Of the message extension, which is used where the bot is not, too: nothing can be sent there. */
function isPassing({ kind }: Turn): boolean {
  return kind === 'search' || kind === 'link';
}

/** A sentence in the place of an answer. Where nobody has asked, what stands there is better. */
function noAnswer(turn: Turn, text: string): Answer {
  if (turn.kind === 'link' || (turn.kind === 'cardAction' && turn.isAutomatic)) return { kind: 'nothing' };
  return turn.kind === 'message' ? { kind: 'messages', messages: [{ text }] } : { kind: 'sentence', text };
}

async function conversationMessages(context: BotContext, event: ConversationEvent): Promise<readonly Message[]> {
  const { store, clock } = context;
  if (event.kind === 'removed') {
    await forgetConversation(store, event.conversation.id);
    return [];
  }
  const { conversation, isNew } = await rememberConversation(store, event, clock);
  return event.kind === 'added' && isNew ? [await welcome(context, conversation)] : [];
}

/** Of what was written, or stands for it behind a button. */
function languageOfQuestion(turn: Turn): Language | undefined {
  if (turn.kind === 'message') return parseQuestion(turn.text).language;
  const action = actionOf(turn);
  return action?.verb === 'question' ? parseQuestion(action.text).language : undefined;
}

function actionOf(turn: Turn): CardAction | undefined {
  if (turn.kind !== 'cardAction') return undefined;
  const data = typeof turn.data === 'object' && turn.data !== null ? turn.data : {};
  return cardActionSchema.safeParse({ ...data, verb: turn.verb }).data;
}

/** What was chosen for the conversation; else the language of the question, of the person's client, of whoever was there before. */
function languageFor({ isLanguageChosen, language }: KnownConversation, locale: string | undefined, asked: Language | undefined): Language {
  if (isLanguageChosen && language !== undefined) return language;
  return asked ?? (locale === undefined ? language : languageOfLocale(locale)) ?? 'en';
}

/** The compiler does not see that a handler and what it is given are of the same kind: they were looked up by it. */
function handlerOf<Handlers extends Readonly<Record<string, Handler<never>>>>(handlers: Handlers, kind: keyof Handlers & string): Handler<unknown> {
  return handlers[kind] as Handler<unknown>;
}
