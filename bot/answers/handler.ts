import type { Actor } from '../../engine/index.ts';
import type { CardAction } from '../cards/cardAction.ts';
import type { BotContext } from '../context.ts';
import type { KnownConversation } from '../conversations/botState.ts';
import type { Person } from '../port/conversation.ts';
import type { Answer } from '../port/turn.ts';
import type { Question } from '../questions/question.ts';
import type { Texts } from '../texts/texts.ts';

/** Who asks, and where. */
export interface Asked {
  /** By the authenticated activity and the directory: every call of the service is made as this person. */
  readonly actor: Actor;
  readonly person: Person;
  readonly conversation: KnownConversation;
  readonly texts: Texts;
}

/** May throw `EngagementFailure`: the router answers with the sentence of its code. */
export type Handler<Input> = (context: BotContext, asked: Asked, input: Input) => Promise<Answer>;

export type QuestionHandlers = { readonly [Kind in Question['kind']]: Handler<Extract<Question, { kind: Kind }>> };

/** `messageId`: of the message whose card was pressed; undefined where Teams does not say. */
export type ActionHandlers = { readonly [Verb in CardAction['verb']]: Handler<Extract<CardAction, { verb: Verb }> & { readonly isAutomatic: boolean; readonly messageId: string | undefined }> };
