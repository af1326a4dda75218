import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { EnrichmentView } from '../../../engine/index.ts';
import type { Texts } from '../../texts/texts.ts';
import { box, button, card, faint, text, title } from '../kit.ts';
import { buttonNameLengthMax } from '../customers/wording.ts';
import { enrichmentName } from './enrichmentName.ts';

/** As many as a set of buttons holds. */
const buttonsMax = 5;
const choicesMax = 20;

/** Which of several enrichments is meant. */
export function subscriptionChoiceCard(texts: Texts, verb: 'subscribe' | 'unsubscribe', views: readonly EnrichmentView[]): IAdaptiveCard {
  const shown = views.slice(0, choicesMax);
  const rest = views.length - shown.length;
  const buttons = shown.map((view) => button(enrichmentName(texts, view, buttonNameLengthMax), { verb, enrichmentId: view.enrichment.id }));
  const sets = Array.from({ length: Math.ceil(buttons.length / buttonsMax) }, (_, index) => buttons.slice(index * buttonsMax, (index + 1) * buttonsMax));
  return card({
    lang: texts.language,
    fallbackText: texts.text('answers.fallback'),
    body: [
      title(texts.text(verb === 'subscribe' ? 'answers.subscription.choose' : 'answers.subscription.chooseEnd')),
      ...sets.map((actions) => ({ type: 'ActionSet' as const, actions })),
      ...(rest > 0 ? [faint(texts.text('answers.more', { count: rest }))] : []),
    ],
  });
}

/** What comes here from now on, and who sees it. */
export function subscribedCard(texts: Texts, view: EnrichmentView, { isShared, isNew }: { readonly isShared: boolean; readonly isNew: boolean }): IAdaptiveCard {
  return card({
    lang: texts.language,
    fallbackText: texts.text('answers.fallback'),
    body: [
      title(texts.text(isNew ? 'answers.subscription.title' : 'answers.subscription.titleAlready')),
      text(texts.text('answers.subscription.what', { name: enrichmentName(texts, view) })),
      ...(isShared ? [box('warning', text(texts.text('answers.subscription.everybody')))] : []),
    ],
    actions: [button(texts.text('answers.subscription.unsubscribe'), { verb: 'unsubscribe', enrichmentId: view.enrichment.id })],
  });
}

/** What does not come here any more. */
export function unsubscribedCard(texts: Texts, sentence: string, again: string | undefined): IAdaptiveCard {
  return card({
    lang: texts.language,
    fallbackText: texts.text('answers.fallback'),
    body: [text(sentence)],
    actions: again === undefined ? [] : [button(texts.text('answers.subscription.subscribe'), { verb: 'subscribe', enrichmentId: again })],
  });
}
