import type { IAdaptiveCard } from '@microsoft/teams.cards';
import { testConsent, testEnrichment, testId, testSettings } from '../../../engine/enrichments/testEnrichment.ts';
import { consentStatuses } from '../../../engine/model/consent.ts';
import type { EnrichmentView, RunRecord } from '../../../engine/index.ts';
import type { Links } from '../../links.ts';
import type { Texts } from '../../texts/texts.ts';
import { testProgress } from '../notices/testRecords.ts';
import { consentStateCard } from './consentStateCard.ts';
import { helpCard, welcomeCard } from './helpCard.ts';
import { languageCard } from './languageCard.ts';
import { statusCard } from './statusCard.ts';
import { subscribedCard, subscriptionChoiceCard, unsubscribedCard } from './subscriptionCards.ts';

const links: Links = { customer: () => undefined, enrichment: (id) => `https://teams.example/${id}`, consent: () => undefined, app: () => undefined, customerOf: () => undefined };
const at = Date.parse('2026-11-23T07:05:00Z');

function view(number: number, name: string, changes: Partial<EnrichmentView> = {}): EnrichmentView {
  const enrichment = testEnrichment(number, { settings: { ...testSettings, name } });
  return { enrichment, state: 'ready', consent: testConsent(number, { status: 'declined', declineReason: name }), lastRun: undefined, publication: undefined, nextRunAt: undefined, ...changes };
}

const many = (name: string) => Array.from({ length: 30 }, (_, number) => view(number, name));

function run(changes: Partial<RunRecord>): RunRecord {
  return { id: testId(3), enrichmentId: testId(1), cause: 'daily', startedAt: at, asOf: at, resumptions: 0, endedAt: at + 600_000, outcome: 'succeeded', ...changes };
}

function publication(isComplete: boolean): NonNullable<EnrichmentView['publication']> {
  return { id: testId(2), enrichmentId: testId(1), runId: testId(3), publishedAt: at, asOf: at, coverage: { from: '2026-08-01', days: 114, isComplete }, customersEnriched: 1_204, customersTotal: 1_350 };
}

/** Each state in which an enrichment can be. */
function views(name: string): EnrichmentView[] {
  return [
    view(1, name, { lastRun: run({}), publication: publication(true), nextRunAt: at + 86_400_000 }),
    view(2, name, { state: 'running', lastRun: { ...run({}), endedAt: undefined, outcome: undefined }, publication: publication(false) }),
    view(3, name, { lastRun: run({ outcome: 'failed', failure: { code: 'everyMailboxDenied', message: '' } }) }),
    view(4, name, { state: 'awaitingConsent' }),
    view(5, name, { state: 'draft' }),
    view(6, name, { state: 'scheduled', nextRunAt: at }),
    view(7, name, { state: 'inactive', lastRun: run({ outcome: 'succeededWithWarnings' }), publication: publication(true) }),
    view(8, name, { state: 'declined', lastRun: run({ outcome: 'cancelled' }) }),
  ];
}

function consents(name: string): EnrichmentView[] {
  const moments = { requestedAt: at, expiresAt: at + 14 * 86_400_000, answeredAt: at, withdrawnAt: at };
  return [...consentStatuses.map((status, index) => view(index + 1, name, { consent: testConsent(index + 1, { status, ...moments, ...(status === 'declined' && { declineReason: name }) }) })), view(9, name, { consent: undefined })];
}

/** Every card that is not about customers, consent or a notice, with a name wherever a name can be. */
export const generalCards: Readonly<Record<string, (texts: Texts, name: string) => IAdaptiveCard>> = {
  help: (texts, name) => helpCard(texts, { names: [name, name], isShared: false }),
  'help in a channel': (texts, name) => helpCard(texts, { names: [name, name], isShared: true }),
  welcome: (texts, name) => welcomeCard(texts, { names: [name, name], isShared: false }),
  'welcome in a channel': (texts, name) => welcomeCard(texts, { names: [name, name], isShared: true }),
  status: (texts, name) => statusCard(texts, links, [{ view: views(name)[0] ?? view(1, name), progress: undefined }]),
  'status of many': (texts, name) => statusCard(texts, links, views(name).map((one) => ({ view: one, progress: one.state === 'running' ? testProgress({ percent: 34 }) : undefined }))),
  'status of too many': (texts, name) => statusCard(texts, links, many(name).map((one) => ({ view: one, progress: undefined }))),
  'consent for who answers': (texts, name) => consentStateCard(texts, consents(name), true),
  'consent for an admin': (texts, name) => consentStateCard(texts, consents(name), false),
  'consent, several requests': (texts, name) => consentStateCard(texts, many(name).map((one, number) => ({ ...one, consent: testConsent(number, { status: 'requested', requestedAt: at, expiresAt: at + 14 * 86_400_000 }) })), true),
  subscribed: (texts, name) => subscribedCard(texts, view(1, name), { isShared: false, isNew: true }),
  'subscribed in a channel': (texts, name) => subscribedCard(texts, view(1, name), { isShared: true, isNew: true }),
  'subscribed before': (texts, name) => subscribedCard(texts, view(1, name), { isShared: true, isNew: false }),
  unsubscribed: (texts, name) => unsubscribedCard(texts, texts.text('answers.subscription.ended', { name }), testId(1)),
  'subscription to choose': (texts, name) => subscriptionChoiceCard(texts, 'subscribe', many(name)),
  'subscription to end': (texts, name) => subscriptionChoiceCard(texts, 'unsubscribe', [view(1, name), view(2, name)]),
  language: (texts) => languageCard(texts),
};
