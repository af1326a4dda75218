import type { Conversation } from './conversation.ts';
import type { Message } from './message.ts';

/** Writes to conversations unasked, and changes what was written. Waits and repeats by itself where Teams is busy. */
export interface Messenger {
  /** In a channel: a thread of its own. Gives the id by which the message can be changed. @throws ConversationGone, DeliveryFailed */
  send(conversation: Conversation, message: Message): Promise<{ readonly messageId: string }>;
  /** @throws ConversationGone, MessageGone, DeliveryFailed */
  update(conversation: Conversation, messageId: string, message: Message): Promise<void>;
  /** Whether Teams has this account in the conversation now. @throws ConversationGone, DeliveryFailed */
  hasMember(conversation: Conversation, accountId: string): Promise<boolean>;
}

/** The bot was taken out, is blocked there, or the conversation does not exist any more: nothing more is to be sent. */
export class ConversationGone extends Error {
  override readonly name = 'ConversationGone';
}

/** Somebody deleted the message; the conversation is there. */
export class MessageGone extends Error {
  override readonly name = 'MessageGone';
}

/** Teams did not take it, also after repeated tries. `isUncertain`: it may have arrived all the same (no answer came). */
export class DeliveryFailed extends Error {
  override readonly name = 'DeliveryFailed';
  readonly isUncertain: boolean;

  constructor(message: string, isUncertain: boolean, options?: ErrorOptions) {
    super(message, options);
    this.isUncertain = isUncertain;
  }
}
