import { statusCard, type EnrichmentStatus } from '../../cards/general/statusCard.ts';
import type { QuestionHandlers } from '../handler.ts';

export const status: QuestionHandlers['status'] = async ({ service, links }, { actor, texts }) => {
  const views = await service.enrichments.list(actor);
  if (views.length === 0) return { kind: 'messages', messages: [{ text: texts.text('answers.nothingSetUp') }] };
  const statuses = views.map(async (view): Promise<EnrichmentStatus> => {
    const { enrichment, state, lastRun } = view;
    const run = state === 'running' && lastRun !== undefined ? await service.runs.get(actor, enrichment.id, lastRun.id) : undefined;
    return { view, progress: run?.progress };
  });
  return { kind: 'messages', messages: [{ text: texts.text('answers.status.title'), card: statusCard(texts, links, await Promise.all(statuses)) }] };
};
