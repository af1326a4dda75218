import type { IAdaptiveCard } from '@microsoft/teams.cards';

/** What the bot writes. */
export interface Message {
  /** What a notification and a screen reader say of a card; the whole message where there is none. Plain text: nothing in it is read as markup. */
  readonly text: string;
  readonly card?: IAdaptiveCard;
}

/** A customer in the list under the search box of the message extension. */
export interface SearchResult {
  readonly title: string;
  readonly subtitle: string;
  /** What is put into the message that is being written. */
  readonly card: IAdaptiveCard;
}
