import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { ErasureReceipt } from '../../../engine/index.ts';
import type { Texts } from '../../texts/texts.ts';
import { card, facts, heading, text } from '../kit.ts';
import { banner, localInstant } from './parts.ts';

export interface ErasureNews {
  readonly receipt: ErasureReceipt;
  /** Both are gone with an enrichment that was deleted. */
  readonly enrichmentName: string | undefined;
  readonly timeZone: string | undefined;
}

/** That everything was erased, why, and how much it was. */
export function erasureCard(texts: Texts, { receipt, enrichmentName, timeZone }: ErasureNews): IAdaptiveCard {
  const erasedAt = localInstant(texts, receipt.finishedAt, timeZone);
  return card({
    lang: texts.language,
    fallbackText: erasureHeadline(texts, enrichmentName),
    body: [
      banner('attention', texts.text('notices.state.erased'), enrichmentName ?? texts.text('notices.erased.nameless'), texts.text('notices.erased.at', { at: erasedAt })),
      text(texts.text(`notices.erased.cause.${receipt.cause}`)),
      heading(texts.text('notices.erased.what')),
      facts([
        [texts.text('notices.erased.mailboxes'), texts.number(receipt.mailboxes)],
        [texts.text('notices.erased.emailCopies'), texts.number(receipt.emailCopies)],
        [texts.text('notices.erased.meetingCopies'), texts.number(receipt.meetingCopies)],
        [texts.text('notices.erased.publications'), texts.number(receipt.publications)],
        [texts.text('notices.erased.key'), texts.text(receipt.isPseudonymKeyErased ? 'notices.erased.keyErased' : 'notices.erased.keyNone')],
        [texts.text('notices.erased.readingStoppedAt'), localInstant(texts, receipt.readingStoppedAt, timeZone)],
      ]),
    ],
  });
}

/** Takes the place of a card whose figures were erased. */
export function erasedCard(texts: Texts, { receipt, enrichmentName, timeZone }: ErasureNews): IAdaptiveCard {
  return card({
    lang: texts.language,
    fallbackText: erasureHeadline(texts, enrichmentName),
    body: [
      text(texts.text('notices.state.erased'), { weight: 'Bolder' }),
      text(texts.text('notices.erased.instead', { at: localInstant(texts, receipt.finishedAt, timeZone) }), { isSubtle: true }, { spacing: 'Small' }),
    ],
  });
}

export function erasureHeadline(texts: Texts, enrichmentName: string | undefined): string {
  return texts.text('notices.headline', { state: texts.text('notices.state.erased'), name: enrichmentName ?? texts.text('notices.erased.nameless') });
}
