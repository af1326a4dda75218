import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { Texts } from '../../texts/texts.ts';
import { card } from '../kit.ts';
import { detailsButton, head, linkButton, reviewButton, terms } from './consentParts.ts';

/** How far a request has come to those who may answer it. */
export type Reach =
  /** The directory does not tell yet who is a Global Administrator. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'known'; readonly administratorsCount: number; readonly unreachedCount: number };

export function isEverybodyReached(reach: Reach): boolean {
  return reach.kind === 'known' && reach.administratorsCount > 0 && reach.unreachedCount === 0;
}

export interface ForwardCardOptions {
  readonly consentId: string;
  readonly reach: Reach;
  /** To add the app to Teams. */
  readonly appUrl: string | undefined;
  /** Of the request in the tab. */
  readonly requestUrl: string | undefined;
}

/** For whoever asked, to be passed on: it holds as little that is confidential as `requestCard`. */
export function forwardCard(texts: Texts, { consentId, reach, appUrl, requestUrl }: ForwardCardOptions): IAdaptiveCard {
  if (isEverybodyReached(reach)) {
    const caption = texts.text('consent.forward.reached');
    return card({ lang: texts.language, fallbackText: caption, body: [head(texts, caption, [texts.text('consent.forward.reachedText')], 'good')], actions: [detailsButton(texts, consentId)] });
  }
  const caption = texts.text('consent.forward.title');
  const why = whyUnreached(texts, reach);
  return card({
    lang: texts.language,
    fallbackText: `${caption}. ${why}`,
    body: [head(texts, caption, [why, texts.text('consent.forward.how')], 'warning'), ...terms(texts)],
    actions: [
      reviewButton(texts, consentId),
      ...linkButton(texts.text('consent.buttons.installApp'), appUrl),
      ...linkButton(texts.text('consent.buttons.openRequest'), requestUrl),
    ],
  });
}

function whyUnreached({ text }: Texts, reach: Reach): string {
  if (reach.kind === 'unreadable') return text('consent.forward.unknown');
  return reach.administratorsCount === 0 ? text('consent.forward.none') : text('consent.forward.unreached', { count: reach.unreachedCount });
}
