import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { Conversation, Person } from './conversation.ts';
import type { Message, SearchResult } from './message.ts';

interface Happening {
  readonly conversation: Conversation;
  /** BCP 47, as the client of the person says; undefined where it does not. */
  readonly locale: string | undefined;
}

/** Something that a person did, in an activity that Teams has signed. */
export type Turn = Happening & { readonly person: Person } & (
    | { readonly kind: 'message'; /** Plain text: mentions of the bot and HTML are taken out. */ readonly text: string }
    /** A button of a card. `data` is whatever the card says, with its inputs: it is believed as little as any other text of a person. */
    | { readonly kind: 'cardAction'; readonly verb: string; readonly data: unknown; /** Teams asked for the viewer's own card; nobody pressed. */ readonly isAutomatic: boolean; readonly messageId: string | undefined }
    /** The search box of the message extension. */
    | { readonly kind: 'search'; readonly text: string; readonly limit: number }
    /** A link to the tab was put into a message. */
    | { readonly kind: 'link'; readonly url: string }
  );

/** What is answered to a turn. */
export type Answer =
  | { readonly kind: 'messages'; readonly messages: readonly Message[] }
  /** To a card action: takes the place of the card, for the person who pressed. */
  | { readonly kind: 'card'; readonly card: IAdaptiveCard }
  /** To a card action or search: a sentence. */
  | { readonly kind: 'sentence'; readonly text: string }
  | { readonly kind: 'results'; readonly results: readonly SearchResult[] }
  | { readonly kind: 'nothing' };

/** The bot was put into a conversation, taken out of it, or the conversation has another name. `person`: who did it, or whose personal chat it is; undefined where Teams does not say. */
export type ConversationEvent = Happening & { readonly person: Person | undefined } & ({ readonly kind: 'added' } | { readonly kind: 'removed' } | { readonly kind: 'renamed'; readonly title: string });

/** What the bot does, whatever SDK brings it the turns. */
export interface BotLogic {
  /** Throws `EngagementFailure` never: what went wrong is part of the answer. */
  onTurn(turn: Turn): Promise<Answer>;
  onConversation(event: ConversationEvent): Promise<readonly Message[]>;
}
