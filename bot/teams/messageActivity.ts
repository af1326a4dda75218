import type { Activity, Attachment } from 'botbuilder';
import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { Message } from '../port/message.ts';

export const cardType = 'application/vnd.microsoft.card.adaptive';

export function cardAttachment(card: IAdaptiveCard): Attachment {
  return { contentType: cardType, content: card };
}

/** `summary` is what a notification and a screen reader say of a card, and is not shown beside it. */
export function messageActivity({ text, card }: Message): Partial<Activity> {
  return card === undefined ? { type: 'message', text, textFormat: 'plain' } : { type: 'message', summary: text, attachments: [cardAttachment(card)] };
}
