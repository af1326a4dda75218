import type { KnownConversation } from '../conversations/botState.ts';
import type { BotContext } from '../context.ts';
import type { Message } from '../port/message.ts';

/** A message that should stand in a conversation, as things are now. */
export interface Notice {
  /** What it tells of: `consent/ID`, `run/ID`, … There is one message for each notice and conversation: told anew, it changes. */
  readonly notice: string;
  readonly enrichmentId: string;
  readonly conversation: KnownConversation;
  /** Whatever the message depends on, so that one that tells the same is not sent again. Plain data. */
  readonly content: unknown;
  /** True: only a message that stands there already is changed; news that came to an end before anybody was told are not told. */
  readonly isUpdateOnly: boolean;
  /** True: nothing is told of it any more when its message tells this, and the record of the message goes. */
  readonly isLast?: boolean;
  readonly message: () => Promise<Message>;
}

/** All notices of a kind that should stand now. Those that are long over may be left out: their messages stay as they are. */
export type NoticeSource = (context: BotContext) => Promise<readonly Notice[]>;
