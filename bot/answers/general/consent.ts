import { consentStateCard } from '../../cards/general/consentStateCard.ts';
import type { QuestionHandlers } from '../handler.ts';

export const consent: QuestionHandlers['consent'] = async ({ service }, { actor, texts }) => {
  const { actions } = await service.rightsOf(actor);
  if (!actions.includes('readConsent')) return { kind: 'messages', messages: [{ text: texts.text('answers.consent.whoDecides') }] };
  const views = await service.enrichments.list(actor);
  if (views.length === 0) return { kind: 'messages', messages: [{ text: texts.text('answers.nothingSetUp') }] };
  return { kind: 'messages', messages: [{ text: texts.text('answers.consent.title'), card: consentStateCard(texts, views, actions.includes('answerConsent')) }] };
};
