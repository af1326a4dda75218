import type { IAdaptiveCard } from '@microsoft/teams.cards';
import { erasureCauses } from '../../../engine/model/consent.ts';
import type { Texts } from '../../texts/texts.ts';
import { digestCard } from './digestCard.ts';
import { erasedCard, erasureCard } from './erasedCards.ts';
import { runCard } from './runCard.ts';
import { testDigestNews, testErasureNews, testRunNews } from './testNews.ts';

type CardsWithName = Readonly<Record<string, (texts: Texts, name: string) => IAdaptiveCard>>;

const customersOf = (name: string): readonly string[] => [name, 'Fabrikam', 'Adventure Works Cycles', 'Zakłady Mleczarskie Wschód', name];

const runs: CardsWithName = Object.fromEntries(
  Object.keys(testRunNews('', [])).map((stage) => [
    `run: ${stage}`,
    (texts: Texts, name: string) => {
      const news = testRunNews(name, customersOf(name))[stage];
      if (news === undefined) throw new Error(`no stage ${stage}`);
      return runCard(texts, news);
    },
  ]),
);

const erasures: CardsWithName = Object.fromEntries(erasureCauses.map((cause) => [`erasure: ${cause}`, (texts: Texts, name: string) => erasureCard(texts, testErasureNews(name, { cause }))]));

/** Every card of a notice, with a name wherever a name can be. */
export const noticeCards: CardsWithName = {
  ...runs,
  digest: (texts, name) => digestCard(texts, testDigestNews(name, customersOf(name))),
  'first digest': (texts, name) => digestCard(texts, testDigestNews(name, customersOf(name), { isFirst: true })),
  'calm digest': (texts, name) => digestCard(texts, testDigestNews(name, customersOf(name), { isCalm: true })),
  ...erasures,
  'erasure, without an enrichment or a key': (texts) => erasureCard(texts, testErasureNews(undefined, { cause: 'enrichmentDeleted', isPseudonymKeyErased: false })),
  erased: (texts, name) => erasedCard(texts, testErasureNews(name)),
};
