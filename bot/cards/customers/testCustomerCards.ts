import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { EnrichmentView } from '../../../engine/index.ts';
import { testEnrichment } from '../../../engine/enrichments/testEnrichment.ts';
import type { Links } from '../../links.ts';
import type { Texts } from '../../texts/texts.ts';
import { choiceCard, choicesMax, noMatchCard } from './choiceCard.ts';
import { comparisonCard } from './comparisonCard.ts';
import { customerCard, type CustomerCardContent } from './customerCard.ts';
import { showCustomer } from './listRow.ts';
import { moversCard, rankingCard, segmentCard, staleCard, type PagedList } from './lists.ts';
import { notReadyCard } from './notReadyCard.ts';
import { pageSize } from './paging.ts';
import { segmentsCard } from './segmentsCard.ts';
import { shareCard } from './shareCard.ts';
import { customer, enrichmentId, noLinks, quietCustomer, ranked, shown, shownInPart } from './testCustomer.ts';

export const allLinks: Links = { ...noLinks, customer: () => 'https://app.example/customer', enrichment: () => 'https://app.example/enrichment' };

export const content = (changes: Partial<CustomerCardContent> = {}): CustomerCardContent => ({ ...shown, enrichmentId, customer: customer('Contoso'), months: 12, ...changes });

export const list = (name: string, changes: Partial<PagedList> = {}): PagedList => ({
  ...shown,
  enrichment: { id: enrichmentId, name },
  others: [2, 3, 4].map((number) => ({ id: enrichmentId.replace(/1$/, String(number)), name })),
  ...{ offset: 10, total: 136, items: Array.from({ length: pageSize }, (_, place) => ranked(name, place)) },
  ...changes,
});

const view = (state: EnrichmentView['state'], name: string): EnrichmentView => {
  const enrichment = testEnrichment();
  return { enrichment: { ...enrichment, settings: enrichment.settings && { ...enrichment.settings, name } }, state, consent: undefined, lastRun: undefined, publication: undefined, nextRunAt: Date.parse('2026-11-24T01:00:00Z') };
};

/** Every card about customers that there is, with a name wherever a name can be. */
export const customerCards: Readonly<Record<string, (texts: Texts, name: string) => IAdaptiveCard>> = {
  customer: (texts, name) => customerCard(texts, allLinks, content({ customer: customer(name) })),
  'customer, three months': (texts, name) => customerCard(texts, noLinks, content({ customer: customer(name), months: 3 })),
  'customer, in part': (texts, name) => customerCard(texts, noLinks, content({ ...shownInPart, customer: customer(name, { scoreChange: undefined, rankChange: undefined, parts: [] }) })),
  'quiet customer': (texts, name) => customerCard(texts, allLinks, content({ customer: quietCustomer(name) })),
  'quiet customer, in part': (texts, name) => customerCard(texts, allLinks, content({ ...shownInPart, customer: quietCustomer(name) })),
  ranking: (texts, name) => rankingCard(texts, list(name)),
  'empty ranking': (texts, name) => rankingCard(texts, list(name, { offset: 0, total: 0, items: [] })),
  movers: (texts, name) => moversCard(texts, { ...list(name), up: [ranked(name)], down: [ranked(name, 9)] }),
  'movers, only up': (texts, name) => moversCard(texts, { ...list(name), up: [ranked(name)], down: [] }),
  'no movers': (texts, name) => moversCard(texts, { ...list(name), up: [], down: [] }),
  stale: (texts, name) => staleCard(texts, list(name)),
  'nobody stale': (texts, name) => staleCard(texts, list(name, { offset: 0, total: 0, items: [] })),
  segment: (texts, name) => segmentCard(texts, { ...list(name), segment: { id: enrichmentId, name } }),
  'empty segment': (texts, name) => segmentCard(texts, { ...list(name, { offset: 0, total: 0, items: [] }), segment: { id: enrichmentId, name } }),
  segments: (texts, name) =>
    segmentsCard(texts, {
      intro: texts.text('customer.segment.several', { name: name.slice(0, 200) }),
      groups: [1, 2].map((number) => ({ enrichment: { id: enrichmentId, name }, segments: Array.from({ length: 15 }, () => ({ id: enrichmentId, name, count: number === 1 ? undefined : 7 })) })),
    }),
  'no segments': (texts) => segmentsCard(texts, { intro: undefined, groups: [] }),
  choice: (texts, name) => choiceCard(texts, { name, choices: Array.from({ length: choicesMax + 1 }, (_, place) => ({ hit: ranked(name, place), enrichmentName: name, action: showCustomer(enrichmentId, 'x') })) }),
  'no match': (texts, name) => noMatchCard(texts, { name, nearest: [], rankingOf: enrichmentId }),
  'near match': (texts, name) => noMatchCard(texts, { name, nearest: [{ hit: { customerId: 'x', name, score: undefined, rank: undefined }, action: showCustomer(enrichmentId, 'x') }], rankingOf: enrichmentId }),
  'comparison of two': (texts, name) => comparisonCard(texts, { ...shown, enrichmentId, customers: [customer(name), quietCustomer(name)] }),
  'comparison of four': (texts, name) => comparisonCard(texts, { ...shown, enrichmentId, customers: [1, 2, 3, 4].map((number) => customer(name, { customerId: String(number) })) }),
  share: (texts, name) => shareCard(texts, { enrichmentId, customer: { customerId: 'x', name }, targets: Array.from({ length: 15 }, (_, place) => ({ conversationId: `19:${place}`, title: name })) }),
  'nothing set up': (texts) => notReadyCard(texts, allLinks, []),
  'not ready': (texts, name) => notReadyCard(texts, allLinks, (['draft', 'awaitingConsent', 'scheduled', 'running'] as const).map((state) => ({ view: view(state, name), progress: undefined }))),
  'not ready either': (texts, name) => notReadyCard(texts, allLinks, (['ready', 'inactive', 'declined'] as const).map((state) => ({ view: view(state, name), progress: undefined }))),
};
