import { showCustomer } from '../../cards/customers/listRow.ts';
import type { ActionHandlers, QuestionHandlers } from '../handler.ts';
import { choiceMessage, customerMessage, inPlace, told } from './customerMessage.ts';
import { enrichmentsWithResults, notReadyMessage, resultEnrichment } from './enrichments.ts';
import { findCustomer } from './findCustomer.ts';

export const customerQuestion: QuestionHandlers['customer'] = async (context, asked, { name }) => {
  const enrichments = await enrichmentsWithResults(context, asked);
  const [latest] = enrichments;
  if (latest === undefined) return told(await notReadyMessage(context, asked));
  const found = await findCustomer(context, asked, enrichments, name);
  if (found.kind === 'one') return told(await customerMessage(context, asked, { enrichment: found.customer.enrichment, customerId: found.customer.hit.customerId }));
  return told(choiceMessage(asked, name, found, { actionOf: ({ enrichment, hit }) => showCustomer(enrichment.id, hit.customerId), rankingOf: latest.id }));
};

export const showAction: ActionHandlers['customer.show'] = async (context, asked, { enrichmentId, customerId, months }) =>
  inPlace(await customerMessage(context, asked, { enrichment: await resultEnrichment(context, asked, enrichmentId), customerId, months }));
