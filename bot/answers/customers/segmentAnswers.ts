import type { Segment } from '../../../engine/index.ts';
import { segmentCard } from '../../cards/customers/lists.ts';
import { pageSize } from '../../cards/customers/paging.ts';
import { segmentsCard } from '../../cards/customers/segmentsCard.ts';
import { shownName } from '../../cards/customers/wording.ts';
import type { BotContext } from '../../context.ts';
import type { Texts } from '../../texts/texts.ts';
import type { ActionHandlers, Asked, QuestionHandlers } from '../handler.ts';
import { inPlace, told, type CardMessage } from './customerMessage.ts';
import { enrichmentsWithResults, notReadyMessage, resultEnrichment, type ResultEnrichment } from './enrichments.ts';
import { isCalled, isCalledLike } from './likeNames.ts';

interface NamedSegment {
  readonly enrichment: ResultEnrichment;
  readonly segment: Segment;
}

/** A name is sought in all enrichments with results: without one, or where it is not clear, those that there are. */
export const segmentQuestion: QuestionHandlers['segment'] = async (context, asked, { name }) => {
  const enrichments = await enrichmentsWithResults(context, asked);
  if (enrichments.length === 0) return told(await notReadyMessage(context, asked));
  const all = (await Promise.all(enrichments.map(async (enrichment) => (await context.service.segments.list(asked.actor, enrichment.id)).map((segment) => ({ enrichment, segment }))))).flat();
  if (name === '') return told(listMessage(asked, all));
  const called = shownName(asked.texts, name);
  for (const isFit of [isCalled, isCalledLike]) {
    const [first, ...others] = all.filter(({ segment }) => isFit(shownSegmentName(asked.texts, segment), name) || isFit(segment.name, name));
    if (first === undefined) continue;
    if (others.length === 0) return told(await segmentMessage(context, asked, first, 0));
    return told(listMessage(asked, [first, ...others], asked.texts.text('customer.segment.several', { name: called })));
  }
  return told(listMessage(asked, all, all.length === 0 ? undefined : asked.texts.text('customer.segment.notFound', { name: called })));
};

export const segmentAction: ActionHandlers['segment.show'] = async (context, asked, { enrichmentId, segmentId, offset }) => {
  const enrichment = await resultEnrichment(context, asked, enrichmentId);
  return inPlace(await segmentMessage(context, asked, { enrichment, segment: await context.service.segments.get(asked.actor, enrichmentId, segmentId) }, offset));
};

async function segmentMessage({ service }: BotContext, { actor, texts }: Asked, { enrichment, segment }: NamedSegment, offset: number): Promise<CardMessage> {
  const { total, items, publication, coverage } = await service.segments.members(actor, enrichment.id, segment.id, { offset, limit: pageSize });
  const name = shownSegmentName(texts, segment);
  return { text: name, card: segmentCard(texts, { enrichment, others: [], segment: { id: segment.id, name }, total, items, offset, publication, coverage, timeZone: enrichment.timeZone }) };
}

function listMessage({ texts }: Asked, segments: readonly NamedSegment[], intro?: string): CardMessage {
  const groups = [...new Set(segments.map(({ enrichment }) => enrichment))].map((enrichment) => ({
    enrichment,
    segments: segments.flatMap(({ enrichment: { id }, segment }) => (id === enrichment.id ? [{ id: segment.id, name: shownSegmentName(texts, segment), count: segment.history.at(-1)?.count }] : [])),
  }));
  return { text: intro ?? texts.text('customer.segment.list'), card: segmentsCard(texts, { intro, groups }) };
}

/** The ready-made segment is ours to name in the language of the person. */
function shownSegmentName(texts: Texts, { name, isReadyMade }: Segment): string {
  return isReadyMade ? texts.text('customer.stale.title') : shownName(texts, name);
}
