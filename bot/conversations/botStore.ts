import type { BotState, KnownConversation } from './botState.ts';

/** What the bot remembers of one tenant. `openBotStore` makes it. */
export interface BotStore {
  /** The last durable state, frozen. */
  read(): Readonly<BotState>;
  /** Resolves with what `change` gives back as soon as the changed state is on the disk. `change` is given a draft to alter, and is synchronous. Changes are made in the order of the calls. */
  update<Result>(change: (state: BotState) => Result): Promise<Result>;
  conversation(id: string): KnownConversation | undefined;
  /** The personal chat of this person with the bot; the latest where there are several. */
  personalConversation(userId: string): KnownConversation | undefined;
  /** Group chats and channels in which this person has talked to the bot, the latest first. */
  sharedConversations(userId: string): readonly KnownConversation[];
  close(): Promise<void>;
}
