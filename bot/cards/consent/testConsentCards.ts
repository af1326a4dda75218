import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { AddressCheck } from '../../../engine/enrichments/addressCheck.ts';
import type { Texts } from '../../texts/texts.ts';
import { outcomeKinds, type OutcomeKind } from './consentOutcome.ts';
import { detailsCard } from './detailsCard.ts';
import { forwardCard, type Reach } from './forwardCard.ts';
import { closedCard, requestCard } from './requestCard.ts';
import { resultCard } from './resultCard.ts';
import { entraCard, reviewCard } from './reviewCard.ts';
import { testRequest, testReview } from './testConsent.ts';

const consent = testRequest();
const consentId = consent.id;
const timeZone = 'Europe/Warsaw';

type CardsOf = Readonly<Record<string, (texts: Texts) => IAdaptiveCard>>;

const reaches: Readonly<Record<string, Reach>> = {
  'nobody knows to whom': { kind: 'unreadable' },
  'to nobody': { kind: 'known', administratorsCount: 0, unreachedCount: 0 },
  'to one more': { kind: 'known', administratorsCount: 3, unreachedCount: 1 },
  'to many more': { kind: 'known', administratorsCount: 30, unreachedCount: 22 },
  'everybody reached': { kind: 'known', administratorsCount: 2, unreachedCount: 0 },
};

export const unresolved: AddressCheck = { isResolved: false, people: undefined, guests: undefined, withoutMailbox: undefined, addresses: [{ typed: 'olga@contoso.com', kind: 'unresolved', people: 0, guests: 0, withoutMailbox: 0 }] };

export function details(texts: Texts, name = 'Sales Europe', changes: Partial<AddressCheck> = {}, canAnswer = true): IAdaptiveCard {
  const review = testReview({ enrichmentName: name });
  return detailsCard(texts, { review: { ...review, addressCheck: { ...review.addressCheck, ...changes } }, askedBy: name, timeZone, canAnswer, accountId: '29:gail' });
}

export function result(texts: Texts, kind: OutcomeKind, name: string | undefined, isConfidential: boolean): IAdaptiveCard {
  return resultCard(texts, {
    consent: { ...consent, ...(kind === 'declined' && name !== undefined && { declineReason: name }) },
    outcome: { kind, at: consent.requestedAt, by: kind === 'expired' || kind === 'superseded' ? undefined : 'gail' },
    by: kind === 'expired' || kind === 'superseded' ? undefined : name,
    timeZone,
    nextRun: kind === 'granted' ? { at: consent.expiresAt, isFirst: true } : undefined,
    confidential: isConfidential ? { enrichmentName: name ?? '', askedBy: name } : undefined,
  });
}

const forwarded: CardsOf = Object.fromEntries(
  Object.entries(reaches).flatMap(([reached, reach]) => [
    [`to forward, ${reached}`, (texts) => forwardCard(texts, { consentId, reach, appUrl: 'https://teams.example/app', requestUrl: 'https://tab.example/consent' })],
    [`to forward, ${reached}, without links`, (texts) => forwardCard(texts, { consentId, reach, appUrl: undefined, requestUrl: undefined })],
  ]),
) satisfies CardsOf;

const results: Readonly<Record<string, (texts: Texts, name: string) => IAdaptiveCard>> = Object.fromEntries(
  outcomeKinds.flatMap((kind) => [
    [`result: ${kind}`, (texts: Texts, name: string) => result(texts, kind, name, true)],
    [`result: ${kind}, for everybody`, (texts: Texts, name: string) => result(texts, kind, name, false)],
  ]),
);

/** Every card about a request for consent, with a name wherever a name can be. */
export const consentCards: Readonly<Record<string, (texts: Texts, name: string) => IAdaptiveCard>> = {
  request: (texts) => requestCard(texts, { consentId }),
  reminder: (texts) => requestCard(texts, { consentId, isReminder: true }),
  'request as an answer': (texts) => requestCard(texts, { consentId, hasOwnCards: false }),
  'closed request': closedCard,
  ...forwarded,
  'review before anything is granted': (texts) => reviewCard(texts, { consentId, review: undefined }),
  details: (texts, name) => details(texts, name),
  'details, many groups': (texts, name) => details(texts, name, { addresses: Array.from({ length: 30 }, (_, index) => ({ typed: `${index}${name}`, kind: 'group' as const, people: 2_500, guests: 0, withoutMailbox: 0 })) }),
  'details before the directory may be read': (texts, name) => details(texts, name, unresolved, false),
  'details without a name': (texts) => details(texts, ''),
  review: (texts, name) => reviewCard(texts, { consentId, review: testReview({ enrichmentName: name }) }),
  'review, all granted': (texts, name) => reviewCard(texts, { consentId, review: testReview({ enrichmentName: name, permissions: [] }) }),
  'permissions to be granted': (texts) => entraCard(texts, { consentId, url: 'https://login.example/contoso/v2.0/adminconsent?state=x', missingPermissions: ['Mail.ReadBasic.All', 'Calendars.ReadBasic.All'] }),
  ...results,
};
