import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { ConsentReview } from '../../../engine/index.ts';
import type { Texts } from '../../texts/texts.ts';
import { box, button, card, faint, heading, text } from '../kit.ts';
import { backButton, declineButton, head, linkButton } from './consentParts.ts';

export interface ReviewCardOptions {
  readonly consentId: string;
  /** Undefined where nobody can be shown to be a Global Administrator yet: nothing confidential is said then, and the way leads through Entra. */
  readonly review: ConsentReview | undefined;
}

/** What is agreed to, in short, and the button that agrees. */
export function reviewCard(texts: Texts, { consentId, review }: ReviewCardOptions): IAdaptiveCard {
  const missingCount = review?.permissions.filter(({ isGranted }) => isGranted === false).length ?? 0;
  const people = review?.addressCheck.people;
  const points = [
    people === undefined ? texts.text('consent.review.reads') : texts.text('consent.review.readsOf', { count: people }),
    texts.text('consent.review.readsNever'),
    texts.text('consent.review.keeps'),
    texts.text('consent.review.shows'),
  ];
  const caption = texts.text('consent.review.title');
  return card({
    lang: texts.language,
    fallbackText: caption,
    body: [
      head(texts, caption, review === undefined || review.enrichmentName === '' ? [] : [review.enrichmentName], 'emphasis'),
      text(texts.text('consent.review.intro'), {}, { spacing: 'Medium' }),
      ...points.map((point) => text(`–  ${point}`, {}, { spacing: 'Small' })),
      text(texts.text('consent.review.withdraw'), {}, { spacing: 'Medium' }),
      ...(review === undefined ? [box('warning', text(texts.text('consent.review.hidden')))] : []),
      ...(missingCount > 0 ? [box('warning', text(texts.text('consent.review.missing', { count: missingCount })))] : []),
    ],
    actions: [button(texts.text('consent.buttons.approve'), { verb: 'consent.approve', consentId }, { style: 'positive' }), ...(review === undefined ? [] : [declineButton(texts, consentId)]), backButton(texts, consentId)],
  });
}

export interface EntraCardOptions {
  readonly consentId: string;
  /** Entra's consent page, for this administrator alone: the card is an answer to them only. */
  readonly url: string;
  readonly missingPermissions: readonly string[];
}

/** Where the organisation has yet to grant permissions: leads through Entra's consent page, and back. */
export function entraCard(texts: Texts, { consentId, url, missingPermissions }: EntraCardOptions): IAdaptiveCard {
  const caption = texts.text('consent.entra.title');
  return card({
    lang: texts.language,
    fallbackText: caption,
    body: [
      head(texts, caption, [texts.text('consent.entra.intro')], 'emphasis'),
      heading(texts.text('consent.entra.missing')),
      ...missingPermissions.map((name) => text(`–  ${name}`, {}, { spacing: 'Small' })),
      faint(texts.text('consent.entra.note')),
    ],
    actions: [
      ...linkButton(texts.text('consent.buttons.openEntra'), url),
      button(texts.text('consent.buttons.granted'), { verb: 'consent.approve', consentId }),
      backButton(texts, consentId),
    ],
  });
}
