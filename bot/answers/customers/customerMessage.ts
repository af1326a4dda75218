import type { CardAction, ChartMonths } from '../../cards/cardAction.ts';
import { choiceCard, noMatchCard, type Choice } from '../../cards/customers/choiceCard.ts';
import { customerCard } from '../../cards/customers/customerCard.ts';
import { shownName, spoken } from '../../cards/customers/wording.ts';
import type { BotContext } from '../../context.ts';
import type { Message } from '../../port/message.ts';
import type { Answer } from '../../port/turn.ts';
import type { Asked } from '../handler.ts';
import type { ResultEnrichment } from './enrichments.ts';
import type { Found, FoundCustomer } from './findCustomer.ts';

/** A message, which always has a card. */
export interface CardMessage extends Message {
  readonly card: NonNullable<Message['card']>;
}

/** The customer's card. @throws EngagementFailure `notAllowed`, `notFound`, `notReady` */
export async function customerMessage({ service, links }: BotContext, { actor, texts }: Asked, { enrichment, customerId, months = 12 }: { readonly enrichment: Pick<ResultEnrichment, 'id' | 'timeZone'>; readonly customerId: string; readonly months?: ChartMonths }): Promise<CardMessage> {
  const { card: customer, publication, coverage } = await service.insights.card(actor, enrichment.id, customerId);
  return { text: spoken(texts, customer), card: customerCard(texts, links, { enrichmentId: enrichment.id, customer, publication, coverage, timeZone: enrichment.timeZone, months }) };
}

/** To choose from where a name fits several customers, or none; `actionOf`: what choosing one asks for. */
export function choiceMessage({ texts }: Asked, name: string, { kind, customers }: Exclude<Found, { kind: 'one' }>, { actionOf, rankingOf }: { readonly actionOf: (customer: FoundCustomer) => CardAction; readonly rankingOf: string }): CardMessage {
  const isOfSeveral = new Set(customers.map(({ enrichment }) => enrichment.id)).size > 1;
  const choices = customers.map((customer): Choice => ({ hit: customer.hit, action: actionOf(customer), ...(isOfSeveral && { enrichmentName: customer.enrichment.name }) }));
  const called = shownName(texts, name);
  return kind === 'several'
    ? { text: texts.text('customer.choice.intro', { name: called }), card: choiceCard(texts, { name, choices }) }
    : { text: texts.text('customer.noMatch.intro', { name: called }), card: noMatchCard(texts, { name, nearest: choices, rankingOf }) };
}

export function told(message: Message): Answer {
  return { kind: 'messages', messages: [message] };
}

export function inPlace({ card }: CardMessage): Answer {
  return { kind: 'card', card };
}
