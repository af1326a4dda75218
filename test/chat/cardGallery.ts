import type { IAdaptiveCard } from '@microsoft/teams.cards';
import { consentCards } from '../../bot/cards/consent/testConsentCards.ts';
import { customerCards } from '../../bot/cards/customers/testCustomerCards.ts';
import { generalCards } from '../../bot/cards/general/testGeneralCards.ts';
import { noticeCards } from '../../bot/cards/notices/testNoticeCards.ts';
import type { Language } from '../../bot/texts/language.ts';
import { textsIn } from '../../bot/texts/texts.ts';

/** Every card of the bot in each of its states, by what it is about. */
export const areas = { customers: customerCards, general: generalCards, consent: consentCards, notices: noticeCards } as const;

/** As a customer, an enrichment and a person may be called, so that cards look as they do at work. */
export const everydayName = 'Contoso Deutschland';

export interface GalleryCard {
  /** What the card is, and which of its buttons is unfolded. */
  readonly title: string;
  readonly card: IAdaptiveCard;
  /** Which of the buttons that unfold something is pressed; undefined: none is. */
  readonly unfolded: number | undefined;
}

/** The cards of an area with the name in them, each also with what its buttons unfold. */
export function galleryOf(area: keyof typeof areas, language: Language, name: string): GalleryCard[] {
  const texts = textsIn(language);
  return Object.entries(areas[area]).flatMap(([kind, build]) => {
    const card = build(texts, name);
    const unfolding = (card.actions ?? []).filter(({ type }) => type === 'Action.ShowCard');
    return [undefined, ...unfolding.keys()].map((unfolded) => ({ title: unfolded === undefined ? kind : `${kind}, ${String(unfolding[unfolded]?.title)}`, card, unfolded }));
  });
}
