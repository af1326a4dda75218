import type { Message } from '../../port/message.ts';
import type { Texts } from '../../texts/texts.ts';

/** Whoever subscribed the conversation may no longer show results there. It does not say who. */
export function subscriptionEndedMessage(texts: Texts, enrichmentName: string): Message {
  return { text: texts.text('notices.subscriptionEnded', { name: enrichmentName }) };
}
