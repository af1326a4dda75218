import { randomUUID } from 'node:crypto';
import type { Clock } from '../model/clock.ts';
import type { Consent, ConsentStatus } from '../model/consent.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { State } from '../model/state.ts';
import { dayMilliseconds } from '../model/window.ts';
import { audit } from '../store/audit.ts';

/** A request that nobody answers ends after this time. */
export const requestDays = 14;

/** Those who can answer are reminded of it once, after this time. */
export const reminderDays = 3;

export interface ConsentRequest {
  readonly enrichmentId: string;
  /** The chosen addresses to be covered, normalised. */
  readonly addresses: readonly string[];
  /** Who asks. */
  readonly by: string;
}

/** Within an update: asks for consent. An open request of the same enrichment is superseded; what was granted holds until the new one is. */
export function requestConsent(state: State, { enrichmentId, addresses, by }: ConsentRequest, clock: Clock): Consent {
  const now = clock.now();
  for (const earlier of consentsOf(state, enrichmentId, 'requested')) end(state, earlier, 'superseded');
  const consent: Consent = {
    id: randomUUID(),
    enrichmentId,
    status: 'requested',
    requestedAt: now,
    requestedBy: by,
    expiresAt: now + requestDays * dayMilliseconds,
    addresses: [...addresses],
  };
  state.consents.push(consent);
  audit(state, { action: 'consentRequested', by, enrichmentId, details: { consentId: consent.id, addresses: addresses.length } }, clock);
  return consent;
}

/** Whether the organisation's consent covers reading these addresses (normalised, as requested) for the enrichment: one half of what reading needs, the grant in Entra being the other. */
export function isConsentValid(state: Readonly<State>, enrichmentId: string, addresses: readonly string[]): boolean {
  return consentsOf(state, enrichmentId, 'granted').some((consent) => {
    const covered = new Set(consent.addresses);
    return addresses.every((address) => covered.has(address));
  });
}

/**
 * Within an update: ends what was granted, and what is being asked for, for the enrichment. `by` undefined: the permission was removed in
 * Microsoft Entra ID. Gives what has ended; nothing where there was nothing. Stopping and erasing, and who may call this, is the caller's.
 */
export function withdrawConsents(state: State, enrichmentId: string, by: string | undefined, clock: Clock): readonly Consent[] {
  const ended = [...consentsOf(state, enrichmentId, 'granted'), ...consentsOf(state, enrichmentId, 'requested')];
  for (const consent of ended) {
    end(state, consent, 'withdrawn');
    consent.withdrawnAt = clock.now();
    if (by !== undefined) consent.withdrawnBy = by;
    const details = { consentId: consent.id };
    audit(state, by === undefined ? { action: 'permissionRemoved', enrichmentId, details } : { action: 'consentWithdrawn', by, enrichmentId, details }, clock);
  }
  return ended;
}

/** Within an update, now and then: ends the requests that nobody has answered in time, and gives them. */
export function expireConsents(state: State, clock: Clock): readonly Consent[] {
  const now = clock.now();
  const ended = state.consents.filter(({ status, expiresAt }) => status === 'requested' && expiresAt <= now);
  for (const consent of ended) {
    end(state, consent, 'expired');
    audit(state, { action: 'consentExpired', enrichmentId: consent.enrichmentId, details: { consentId: consent.id } }, clock);
  }
  state.consentPassages = state.consentPassages.filter(({ expiresAt }) => expiresAt > now);
  return ended;
}

/**
 * The request, while it can be answered.
 * @throws EngagementFailure `notFound`; `consentRequestEnded` where it was answered, replaced or left too long.
 */
export function openRequest<Records extends Pick<State, 'consents'>>(state: Records, consentId: string, now: number): Records['consents'][number] {
  const consent = state.consents.find(({ id }) => id === consentId);
  if (consent === undefined) throw new EngagementFailure('notFound', 'There is no such consent request. Open the enrichment to see its present one.');
  const status = consent.status === 'requested' && consent.expiresAt <= now ? 'expired' : consent.status;
  if (status === 'requested') return consent;
  throw new EngagementFailure('consentRequestEnded', `${endings[status]} Open the enrichment to see where it stands.`);
}

/** Within an update, once both proofs are there. @throws EngagementFailure as `openRequest` */
export function grant(state: State, consentId: string, by: string, clock: Clock): Consent {
  const consent = openRequest(state, consentId, clock.now());
  const { enrichmentId } = consent;
  for (const earlier of consentsOf(state, enrichmentId, 'granted')) end(state, earlier, 'superseded');
  end(state, consent, 'granted');
  consent.answeredAt = clock.now();
  consent.answeredBy = by;
  audit(state, { action: 'consentGranted', by, enrichmentId, details: { consentId } }, clock);
  return consent;
}

/** Within an update, once the person is proven. The reason is no part of the audit log: it is somebody's own words. @throws EngagementFailure as `openRequest` */
export function decline(state: State, consentId: string, by: string, reason: string, clock: Clock): Consent {
  const consent = openRequest(state, consentId, clock.now());
  end(state, consent, 'declined');
  consent.answeredAt = clock.now();
  consent.answeredBy = by;
  if (reason !== '') consent.declineReason = reason;
  audit(state, { action: 'consentDeclined', by, enrichmentId: consent.enrichmentId, details: { consentId } }, clock);
  return consent;
}

const endings: Readonly<Record<Exclude<ConsentStatus, 'requested'>, string>> = {
  granted: 'Consent has been given already.',
  declined: 'This consent request was declined.',
  expired: `This consent request was not answered within ${requestDays} days, and has ended.`,
  withdrawn: 'This consent was withdrawn.',
  superseded: 'This consent request was replaced by a newer one.',
};

function consentsOf(state: Readonly<State>, enrichmentId: string, status: ConsentStatus): Consent[] {
  return state.consents.filter((consent) => consent.enrichmentId === enrichmentId && consent.status === status);
}

/** Ways through Entra that still lead to it end with it. */
function end(state: State, consent: Consent, status: Exclude<ConsentStatus, 'requested'>): void {
  consent.status = status;
  state.consentPassages = state.consentPassages.filter(({ consentId }) => consentId !== consent.id);
}
