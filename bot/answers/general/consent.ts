import { consentStateCard } from '../../cards/general/consentStateCard.ts';
import type { EnrichmentView } from '../../../engine/index.ts';
import type { QuestionHandlers } from '../handler.ts';

export const consent: QuestionHandlers['consent'] = async ({ service }, { actor, conversation, texts }) => {
  const { actions } = await service.rightsOf(actor);
  if (!actions.includes('readConsent')) return { kind: 'messages', messages: [{ text: texts.text('answers.consent.whoDecides') }] };
  const views = await service.enrichments.list(actor);
  if (views.length === 0) return { kind: 'messages', messages: [{ text: texts.text('answers.nothingSetUp') }] };
  const shown = conversation.kind === 'personal' ? views : views.map(withoutReason);
  return { kind: 'messages', messages: [{ text: texts.text('answers.consent.title'), card: consentStateCard(texts, shown, actions.includes('answerConsent')) }] };
};

/** Why an administrator declined is told to those alone who may read the request, and others read along. */
function withoutReason(view: EnrichmentView): EnrichmentView {
  return view.consent === undefined ? view : { ...view, consent: { ...view.consent, declineReason: undefined } };
}
