import type { CustomerHit } from '../../../engine/index.ts';
import { choicesMax } from '../../cards/customers/choiceCard.ts';
import type { BotContext } from '../../context.ts';
import type { Asked } from '../handler.ts';
import type { ResultEnrichment } from './enrichments.ts';
import { isCalled, isCalledLike } from './likeNames.ts';

export interface FoundCustomer {
  readonly enrichment: ResultEnrichment;
  readonly hit: CustomerHit;
}

/** Customers that a written name may mean. */
export type Found =
  | { readonly kind: 'one'; readonly customer: FoundCustomer }
  | { readonly kind: 'several'; readonly customers: readonly FoundCustomer[] }
  /** None is called so; these are the nearest, possibly none. */
  | { readonly kind: 'near'; readonly customers: readonly FoundCustomer[] };

/**
 * Those who are called exactly so (case, accents and punctuation aside), or else those whose names have words that begin like all the
 * written ones, or else the nearest. One more than fits on a card of choices is enough to know that there are more.
 */
export async function findCustomer({ service }: BotContext, { actor }: Asked, enrichments: readonly ResultEnrichment[], name: string): Promise<Found> {
  const hits = await Promise.all(enrichments.map(async (enrichment) => (await service.insights.search(actor, enrichment.id, name, choicesMax + 1)).map((hit) => ({ enrichment, hit }))));
  const all = hits.flat();
  const fits = [({ hit }: FoundCustomer) => hit.customerId === name.trim() || isCalled(hit.name, name), ({ hit }: FoundCustomer) => isCalledLike(hit.name, name)];
  for (const isFit of fits) {
    const [first, ...others] = all.filter(isFit);
    if (first !== undefined) return others.length === 0 ? { kind: 'one', customer: first } : { kind: 'several', customers: [first, ...others] };
  }
  return { kind: 'near', customers: all };
}
