import type { CustomerHit } from '../../../engine/index.ts';
import { shownName } from '../../cards/customers/wording.ts';
import type { BotContext } from '../../context.ts';
import type { SearchResult } from '../../port/message.ts';
import type { Turn } from '../../port/turn.ts';
import { isolate } from '../../texts/texts.ts';
import type { Asked, Handler } from '../handler.ts';
import { customerMessage } from './customerMessage.ts';
import { enrichmentsWithResults, resultEnrichment, type ResultEnrichment } from './enrichments.ts';

/** Each result carries its card, and all of them travel in one answer. */
const resultsMax = 8;

/** Customers for the search box of the message extension, each with the card that is put into the message; before anything is typed, the first of the ranking. */
export const customerSearch: Handler<Pick<Extract<Turn, { kind: 'search' }>, 'text' | 'limit'>> = async (context, asked, { text, limit }) => {
  const enrichments = await enrichmentsWithResults(context, asked);
  const count = Math.min(limit, resultsMax);
  const found = await Promise.all(enrichments.map(async (enrichment) => (await hitsOf(context, asked, enrichment, text, count)).map((hit) => ({ enrichment, hit }))));
  const shown = interleaved(found).slice(0, count);
  const results = await Promise.all(shown.map(({ enrichment, hit }) => resultOf(context, asked, enrichment, hit, enrichments.length > 1)));
  return { kind: 'results', results };
};

/** A link to a customer in the tab, put into a message. */
export const customerLink: Handler<Pick<Extract<Turn, { kind: 'link' }>, 'url'>> = async (context, asked, { url }) => {
  const meant = context.links.customerOf(url);
  if (meant === undefined) return { kind: 'nothing' };
  const enrichment = await resultEnrichment(context, asked, meant.enrichmentId);
  const { card } = await context.service.insights.card(asked.actor, enrichment.id, meant.customerId);
  return { kind: 'results', results: [await resultOf(context, asked, enrichment, card, false)] };
};

async function hitsOf({ service }: BotContext, { actor }: Asked, { id }: ResultEnrichment, text: string, limit: number): Promise<readonly CustomerHit[]> {
  if (text.trim() !== '') return service.insights.search(actor, id, text, limit);
  return (await service.insights.ranking(actor, id, { offset: 0, limit })).items;
}

async function resultOf(context: BotContext, asked: Asked, enrichment: ResultEnrichment, { customerId, name, score, rank }: CustomerHit, isOfSeveral: boolean): Promise<SearchResult> {
  const { texts } = asked;
  const standing = score === undefined || rank === undefined ? texts.text('customer.noScore') : texts.text('customer.scoreAndRank', { score, rank });
  const { card } = await customerMessage(context, asked, { enrichment, customerId });
  return { title: shownName(texts, name), subtitle: isOfSeveral ? `${standing} · ${isolate(shownName(texts, enrichment.name))}` : standing, card };
}

/** The first of each, then the second of each, …: the best of every enrichment comes before what fits worse. */
function interleaved<Item>(lists: readonly (readonly Item[])[]): Item[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, place) => lists.flatMap((list) => list[place] ?? [])).flat();
}
