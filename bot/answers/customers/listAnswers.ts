import { moversCard, rankingCard, staleCard, type ListContent } from '../../cards/customers/lists.ts';
import { pageSize } from '../../cards/customers/paging.ts';
import type { BotContext } from '../../context.ts';
import { EngagementFailure, type Freshness } from '../../../engine/index.ts';
import type { ActionHandlers, Asked, QuestionHandlers } from '../handler.ts';
import { inPlace, told, type CardMessage } from './customerMessage.ts';
import { enrichmentsWithResults, notReadyMessage } from './enrichments.ts';

const moversEachWay = 5;

/** Makes a list of the enrichment; `notReady` where it has none. */
type MakeList = (context: BotContext, asked: Asked, enrichmentId: string, offset: number) => Promise<(content: (freshness: Freshness) => ListContent) => CardMessage>;

const ranking: MakeList = async ({ service }, { actor, texts }, enrichmentId, offset) => {
  const page = await service.insights.ranking(actor, enrichmentId, { offset, limit: pageSize });
  return (content) => ({ text: texts.text('customer.ranking.title'), card: rankingCard(texts, { ...content(page), total: page.total, items: page.items, offset }) });
};

const movers: MakeList = async ({ service }, { actor, texts }, enrichmentId) => {
  const { up, down, ...freshness } = await service.insights.movers(actor, enrichmentId, moversEachWay);
  return (content) => ({ text: texts.text('customer.movers.title'), card: moversCard(texts, { ...content(freshness), up, down }) });
};

const stale: MakeList = async ({ service }, { actor, texts }, enrichmentId, offset) => {
  const readyMade = (await service.segments.list(actor, enrichmentId)).find(({ isReadyMade }) => isReadyMade);
  if (readyMade === undefined) throw new EngagementFailure('notReady', 'The ready-made segments come with the first results.');
  const page = await service.segments.members(actor, enrichmentId, readyMade.id, { offset, limit: pageSize });
  return (content) => ({ text: texts.text('customer.stale.title'), card: staleCard(texts, { ...content(page), total: page.total, items: page.items, offset }) });
};

/** Of the enrichment of this id, or else of the one published last. Undefined where there are no results at all. */
async function listOf(make: MakeList, context: BotContext, asked: Asked, { enrichmentId, offset = 0 }: { readonly enrichmentId?: string; readonly offset?: number } = {}): Promise<CardMessage | undefined> {
  const enrichments = await enrichmentsWithResults(context, asked);
  const enrichment = enrichmentId === undefined ? enrichments[0] : enrichments.find(({ id }) => id === enrichmentId);
  if (enrichment === undefined) return undefined;
  const list = await make(context, asked, enrichment.id, offset);
  return list(({ publication, coverage }) => ({ enrichment, others: enrichments.filter((one) => one !== enrichment), publication, coverage, timeZone: enrichment.timeZone }));
}

const question = (make: MakeList) => async (context: BotContext, asked: Asked) => told((await listOf(make, context, asked)) ?? (await notReadyMessage(context, asked)));

const action = (make: MakeList) => async (context: BotContext, asked: Asked, shown: { readonly enrichmentId: string; readonly offset?: number }) => {
  const message = await listOf(make, context, asked, shown);
  if (message === undefined) throw new EngagementFailure('notReady', 'This enrichment has no results any more.');
  return inPlace(message);
};

export const listQuestions = { top: question(ranking), movers: question(movers), stale: question(stale) } satisfies Partial<QuestionHandlers>;
export const listActions = { 'ranking.show': action(ranking), 'movers.show': action(movers), 'stale.show': action(stale) } satisfies Partial<ActionHandlers>;
