import type { EnrichmentView } from '../../api/contract.ts';

/** What can be done with an enrichment as it is now, by those who may. */
export const changes = ['run', 'activate', 'deactivate', 'remove'] as const;
export type Change = (typeof changes)[number];

/** A key of the catalogue's `enrichments.blocked`: why an enrichment cannot be run now; undefined where it can. */
export function runBlockedBy({ state }: Pick<EnrichmentView, 'state'>): 'draft' | 'awaitingConsent' | 'declined' | 'running' | undefined {
  return state === 'draft' || state === 'awaitingConsent' || state === 'declined' || state === 'running' ? state : undefined;
}

export function isPossible(change: Change, view: EnrichmentView): boolean {
  if (change === 'remove') return true;
  if (change === 'run') return runBlockedBy(view) === undefined;
  return view.enrichment.settings !== undefined && view.enrichment.isActive === (change === 'deactivate');
}
