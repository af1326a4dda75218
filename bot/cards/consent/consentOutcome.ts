import type { Consent } from '../../../engine/index.ts';

export const outcomeKinds = ['granted', 'declined', 'expired', 'withdrawn', 'superseded', 'enrichmentDeleted'] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** What became of a request. */
export interface ConsentOutcome {
  readonly kind: OutcomeKind;
  readonly at: number;
  /** User id of who did it; undefined where nobody did, as in an expiry or a removal in Microsoft Entra ID. */
  readonly by: string | undefined;
}

/**
 * What became of the request; undefined while it can be answered. `later`: the requests of the same enrichment that came after it, which say
 * when it was replaced. `isEnrichmentThere`: whether the enrichment still is.
 */
export function outcomeOf(consent: Consent, now: number, later: readonly Consent[], isEnrichmentThere: boolean): ConsentOutcome | undefined {
  const { status, expiresAt, answeredAt, answeredBy, withdrawnAt, withdrawnBy } = consent;
  switch (status) {
    case 'requested':
      return expiresAt > now ? undefined : { kind: 'expired', at: expiresAt, by: undefined };
    case 'granted':
    case 'declined':
      return { kind: status, at: answeredAt ?? expiresAt, by: answeredBy };
    case 'expired':
      return { kind: 'expired', at: expiresAt, by: undefined };
    case 'withdrawn':
      return { kind: isEnrichmentThere ? 'withdrawn' : 'enrichmentDeleted', at: withdrawnAt ?? expiresAt, by: withdrawnBy };
    case 'superseded':
      return { kind: 'superseded', at: replacedAt(consent, later), by: undefined };
  }
}

/** What was granted is replaced when the next one is granted; what was only asked for, when it is asked for anew. */
function replacedAt({ answeredAt, expiresAt }: Consent, later: readonly Consent[]): number {
  const moments = later.flatMap((next) => (answeredAt === undefined ? [next.requestedAt] : (next.answeredAt ?? [])));
  return moments.length === 0 ? expiresAt : Math.min(...moments);
}

/** The requests of the same enrichment after this one; `consents` the oldest first. */
export function laterThan(consent: Consent, consents: readonly Consent[]): Consent[] {
  return consents.slice(consents.findIndex(({ id }) => id === consent.id) + 1).filter(({ enrichmentId }) => enrichmentId === consent.enrichmentId);
}
