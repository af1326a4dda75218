import { comparisonCard } from '../../cards/customers/comparisonCard.ts';
import { showCustomer } from '../../cards/customers/listRow.ts';
import type { CardAction } from '../../cards/cardAction.ts';
import type { BotContext } from '../../context.ts';
import type { ActionHandlers, Asked, QuestionHandlers } from '../handler.ts';
import { choiceMessage, customerMessage, inPlace, told, type CardMessage } from './customerMessage.ts';
import { enrichmentsWithResults, notReadyMessage, resultEnrichment, type ResultEnrichment } from './enrichments.ts';
import { findCustomer, type Found } from './findCustomer.ts';

const customersMax = 4;

/** Compared are customers of one enrichment: scores of two do not compare. It is the one that knows most of the names, the latest of equals. */
export const compareQuestion: QuestionHandlers['compare'] = async (context, asked, { names }) => {
  const enrichments = await enrichmentsWithResults(context, asked);
  const searched = await Promise.all(enrichments.map(async (enrichment) => ({ enrichment, found: await Promise.all(names.map((name) => findCustomer(context, asked, [enrichment], name))) })));
  const known = ({ found }: { readonly found: readonly Found[] }) => found.reduce((sum, { kind }) => sum + { one: 2, several: 1, near: 0 }[kind], 0);
  const [best] = searched.toSorted((a, b) => known(b) - known(a));
  if (best === undefined) return told(await notReadyMessage(context, asked));
  return told(await comparisonOf(context, asked, best.enrichment, names.map((name, index) => ({ name, found: best.found[index] ?? { kind: 'near', customers: [] } }))));
};

/** The comparison; where a name is not clear, a choice of whom it means; of one customer alone, the customer's card. */
async function comparisonOf(context: BotContext, asked: Asked, enrichment: ResultEnrichment, named: readonly { readonly name: string; readonly found: Found }[]): Promise<CardMessage> {
  // Where two names are not clear, one is asked for; the other stands for its best fit, which the comparison then shows.
  const bestFits = named.map(({ found }) => (found.kind === 'one' ? found.customer : found.customers[0])?.hit.customerId);
  for (const [index, { name, found }] of named.entries()) {
    if (found.kind === 'one') continue;
    const others = bestFits.filter((_, place) => place !== index);
    return choiceMessage(asked, name, found, { actionOf: ({ hit }) => compareAction(enrichment.id, [...others, hit.customerId]), rankingOf: enrichment.id });
  }
  return comparisonMessage(context, asked, enrichment, bestFits);
}

async function comparisonMessage(context: BotContext, asked: Asked, enrichment: ResultEnrichment, ids: readonly (string | undefined)[]): Promise<CardMessage> {
  const [first, ...others] = distinct(ids);
  if (first === undefined || others.length === 0) return customerMessage(context, asked, { enrichment, customerId: first ?? '' });
  const read = await Promise.all([first, ...others].map((id) => context.service.insights.card(asked.actor, enrichment.id, id)));
  const customers = read.map(({ card }) => card);
  const [{ publication, coverage }] = read as [(typeof read)[number]];
  return {
    text: asked.texts.text('customer.compare.spoken', { count: customers.length }),
    card: comparisonCard(asked.texts, { enrichmentId: enrichment.id, customers, publication, coverage, timeZone: enrichment.timeZone }),
  };
}

function compareAction(enrichmentId: string, ids: readonly (string | undefined)[]): CardAction {
  const [first = '', ...others] = distinct(ids);
  return others.length === 0 ? showCustomer(enrichmentId, first) : { verb: 'customers.compare', enrichmentId, customerIds: [first, ...others] };
}

function distinct(ids: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(ids)].flatMap((id) => id ?? []).slice(0, customersMax);
}

export const compareTypedAction: ActionHandlers['customer.compare'] = async (context, asked, { enrichmentId, customerId, other }) => {
  if (other.trim() === '') return { kind: 'sentence', text: asked.texts.text('customer.compare.required') };
  const enrichment = await resultEnrichment(context, asked, enrichmentId);
  const found = await findCustomer(context, asked, [enrichment], other);
  if (found.kind !== 'one') return inPlace(choiceMessage(asked, other, found, { actionOf: ({ hit }) => compareAction(enrichmentId, [customerId, hit.customerId]), rankingOf: enrichmentId }));
  if (found.customer.hit.customerId === customerId) return { kind: 'sentence', text: asked.texts.text('customer.compare.itself') };
  return inPlace(await comparisonMessage(context, asked, enrichment, [customerId, found.customer.hit.customerId]));
};

export const compareChosenAction: ActionHandlers['customers.compare'] = async (context, asked, { enrichmentId, customerIds }) =>
  inPlace(await comparisonMessage(context, asked, await resultEnrichment(context, asked, enrichmentId), customerIds));
