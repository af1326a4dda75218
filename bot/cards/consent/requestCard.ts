import type { CardElement, IAdaptiveCard } from '@microsoft/teams.cards';
import { reminderDays } from '../../../engine/index.ts';
import type { Texts } from '../../texts/texts.ts';
import { card, faint } from '../kit.ts';
import { declineButton, detailsButton, head, ownCard, reviewButton, terms } from './consentParts.ts';

export interface RequestCardOptions {
  readonly consentId: string;
  readonly isReminder?: boolean;
  /** False in an answer to somebody who has no card of their own. */
  readonly hasOwnCards?: boolean;
}

/** The request as anybody may see it who comes across it. Who asks, for which enrichment and whose mailboxes is on the administrator's card (`detailsCard`), for which it lets Teams ask. */
export function requestCard(texts: Texts, { consentId, isReminder = false, hasOwnCards = true }: RequestCardOptions): IAdaptiveCard {
  const caption = texts.text(isReminder ? 'consent.request.titleAgain' : 'consent.request.title');
  const intro = isReminder ? texts.text('consent.request.introAgain', { count: reminderDays }) : texts.text('consent.request.intro');
  return card({
    lang: texts.language,
    fallbackText: `${caption}. ${intro}`,
    body: [head(texts, caption, [intro], isReminder ? 'warning' : 'emphasis'), ...terms(texts), separated(faint(texts.text('consent.request.detailsNote')))],
    actions: [reviewButton(texts, consentId), declineButton(texts, consentId), detailsButton(texts, consentId)],
    ...(hasOwnCards && { refresh: ownCard(consentId) }),
  });
}

/** In the place of `requestCard` once the request has ended, for those who may not know how. */
export function closedCard(texts: Texts): IAdaptiveCard {
  const caption = texts.text('consent.request.titleClosed');
  return card({ lang: texts.language, fallbackText: caption, body: [head(texts, caption, [texts.text('consent.request.introClosed')], 'emphasis')] });
}

function separated(element: CardElement): CardElement {
  return { ...element, separator: true, spacing: 'Medium' };
}
