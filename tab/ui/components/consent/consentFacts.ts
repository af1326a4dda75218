import type { Consents } from '../../api/contract.ts';
import type { Texts } from '../../texts/texts.ts';
import type { Consent } from './ending.ts';
import type { Fact } from './Facts.tsx';
import { personName } from './personName.ts';

/** Who asked, who answered and who withdrew, and when. */
export function consentFacts(texts: Texts, consent: Consent, people: Consents['people']): readonly Fact[] {
  const { text, instant } = texts;
  const { status, requestedAt, requestedBy, expiresAt, answeredAt, answeredBy, declineReason, withdrawnAt, withdrawnBy } = consent;
  const answer = status === 'declined' ? 'declined' : 'granted';
  return [
    [text('consent.facts.askedBy'), personName(texts, people, requestedBy)],
    [text('consent.facts.askedAt'), instant(requestedAt)],
    ...(status === 'requested' ? ([[text('consent.facts.openUntil'), instant(expiresAt)]] as const) : []),
    ...(status === 'expired' ? ([[text('consent.facts.expiredAt'), instant(expiresAt)]] as const) : []),
    ...(answeredAt === undefined
      ? []
      : ([
          [text(`consent.facts.${answer}By`), personName(texts, people, answeredBy)],
          [text(`consent.facts.${answer}At`), instant(answeredAt)],
        ] as const)),
    ...(declineReason === undefined ? [] : ([[text('consent.facts.reason'), declineReason]] as const)),
    ...(withdrawnAt === undefined
      ? []
      : ([
          [text('consent.facts.withdrawnBy'), withdrawnBy === undefined ? text('consent.facts.removedInEntra') : personName(texts, people, withdrawnBy)],
          [text('consent.facts.withdrawnAt'), instant(withdrawnAt)],
        ] as const)),
  ];
}
