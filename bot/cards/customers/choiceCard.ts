import type { CardElement, IAdaptiveCard } from '@microsoft/teams.cards';
import type { CustomerHit } from '../../../engine/index.ts';
import { isolate, type Texts } from '../../texts/texts.ts';
import type { CardAction } from '../cardAction.ts';
import { button, card, faint, text, title } from '../kit.ts';
import { listRow } from './listRow.ts';
import { shownName } from './wording.ts';

/** Customers to choose from on one card. */
export const choicesMax = 8;

export interface Choice {
  readonly hit: CustomerHit;
  /** Where the choices are of several enrichments. */
  readonly enrichmentName?: string;
  readonly action: CardAction;
}

/** Several customers are called as was written. */
export function choiceCard(texts: Texts, { name, choices }: { readonly name: string; readonly choices: readonly Choice[] }): IAdaptiveCard {
  return card({
    lang: texts.language,
    fallbackText: texts.text('customer.fallback'),
    body: [
      title(texts.text('customer.choice.title')),
      faint(texts.text('customer.choice.intro', { name: shownName(texts, name) })),
      ...choices.slice(0, choicesMax).map((choice) => choiceRow(texts, choice)),
      ...(choices.length > choicesMax ? [faint(texts.text('customer.choice.more'))] : []),
    ],
  });
}

/** No customer is called so: those with the nearest names, and how to find the one that was meant. */
export function noMatchCard(texts: Texts, { name, nearest, rankingOf }: { readonly name: string; readonly nearest: readonly Choice[]; readonly rankingOf: string }): IAdaptiveCard {
  const offered: CardElement[] =
    nearest.length === 0
      ? [text(texts.text('customer.noMatch.advice'))]
      : [text(texts.text('customer.noMatch.nearest')), ...nearest.slice(0, choicesMax).map((choice) => choiceRow(texts, choice))];
  return card({
    lang: texts.language,
    fallbackText: texts.text('customer.fallback'),
    body: [title(texts.text('customer.noMatch.title')), text(texts.text('customer.noMatch.intro', { name: shownName(texts, name) })), ...offered],
    actions: [
      button(texts.text('customer.buttons.ranking'), { verb: 'ranking.show', enrichmentId: rankingOf, offset: 0 }),
      button(texts.text('customer.buttons.help'), { verb: 'question', text: texts.text('answers.ask.help') }),
    ],
  });
}

function choiceRow(texts: Texts, { hit, enrichmentName, action }: Choice): CardElement {
  const { name, score, rank } = hit;
  const standing = score === undefined || rank === undefined ? texts.text('customer.noScore') : texts.text('customer.scoreAndRank', { score, rank });
  return listRow(texts, {
    name,
    detail: enrichmentName === undefined ? standing : `${standing} · ${isolate(shownName(texts, enrichmentName))}`,
    action,
  });
}
