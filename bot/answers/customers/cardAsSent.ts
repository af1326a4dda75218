import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { Actor } from '../../../engine/index.ts';
import { customerCard } from '../../cards/customers/customerCard.ts';
import type { BotContext } from '../../context.ts';
import type { Language } from '../../texts/language.ts';
import { textsIn } from '../../texts/texts.ts';
import { resultEnrichment } from './enrichments.ts';

export interface CardOfCustomer {
  readonly enrichmentId: string;
  readonly customerId: string;
  readonly language: Language;
}

/** The customer's card that this person would be sent, for somebody who is not in a chat. @throws EngagementFailure `notAllowed`, `notFound`, `notReady` */
export async function cardAsSent({ service, links }: Pick<BotContext, 'service' | 'links'>, actor: Actor, { enrichmentId, customerId, language }: CardOfCustomer): Promise<IAdaptiveCard> {
  // First, since more people may see the enrichment than its results.
  const { card: customer, publication, coverage } = await service.insights.card(actor, enrichmentId, customerId);
  const { timeZone } = await resultEnrichment({ service }, { actor }, enrichmentId);
  return customerCard(textsIn(language), links, { enrichmentId, customer, publication, coverage, timeZone, months: 12 });
}
