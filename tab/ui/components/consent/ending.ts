import type { Consents } from '../../api/contract.ts';

export type Consent = Consents['consents'][number];
export type Ending = 'granted' | 'declined' | 'expired' | 'withdrawn' | 'superseded' | 'enrichmentDeleted';

/** What became of a request; undefined while it can be answered. `isDeleted`: there is no enrichment any more that it is of. */
export function endingOf({ status, expiresAt }: Pick<Consent, 'status' | 'expiresAt'>, now: number, isDeleted: boolean): Ending | undefined {
  // It ends by the clock; the record follows a little later.
  if (status === 'requested') return expiresAt <= now ? 'expired' : undefined;
  return status === 'withdrawn' && isDeleted ? 'enrichmentDeleted' : status;
}
