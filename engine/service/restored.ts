import { rm } from 'node:fs/promises';
import { requestConsent } from '../consent/consents.ts';
import { addressesToRead } from '../enrichments/enrichmentState.ts';
import type { Clock } from '../model/clock.ts';
import type { State } from '../model/state.ts';
import { forgetResults } from '../runs/forgetResults.ts';
import { audit } from '../store/audit.ts';
import { removeEarlierStates } from '../store/earlierState.ts';
import { openStateStore } from '../store/stateStore.ts';
import type { TenantFolder } from '../store/tenantFolder.ts';

export interface RestoredOptions {
  /** When the backup was made. */
  readonly madeAt: number;
  /** Somebody vouches for it that since then no consent was withdrawn, no enrichment deleted and nobody erased. */
  readonly areConsentsUnchanged: boolean;
  readonly clock: Clock;
}

/**
 * Settles the folder of a tenant that came out of a backup, before any service sees it. The backup knows nothing of what has ended since it was
 * made: unless somebody vouches for it, each consent is asked for anew, and what rests on it (results, marks) goes, as it would have gone when
 * it was withdrawn. The audit log tells of it either way. Gives the ids of the enrichments whose consent is asked for anew.
 * @throws EngagementFailure `stateUnusable` where the state cannot be used, or was written by a newer version
 */
export async function settleRestored(folder: TenantFolder, { madeAt, areConsentsUnchanged, clock }: RestoredOptions): Promise<readonly string[]> {
  const store = await openStateStore({ folder: folder.state });
  try {
    const asked = await store.update((state) => {
      audit(state, { action: 'restored', details: { backupAt: new Date(madeAt).toISOString(), areConsentsUnchanged } }, clock);
      return areConsentsUnchanged ? [] : askAnew(state, clock);
    });
    // A copy for a downgrade would know nothing of this.
    await removeEarlierStates(folder.state);
    for (const enrichmentId of asked) await rm(folder.enrichment(enrichmentId), { recursive: true, force: true });
    return asked;
  } finally {
    await store.close();
  }
}

function askAnew(state: State, clock: Clock): readonly string[] {
  const asked = new Set<string>();
  for (const consent of state.consents.filter(({ status }) => status === 'granted')) {
    consent.status = 'superseded';
    const { enrichmentId, requestedBy } = consent;
    if (asked.has(enrichmentId)) continue;
    asked.add(enrichmentId);
    forgetResults(state, enrichmentId);
    const settings = state.enrichments.find(({ id }) => id === enrichmentId)?.settings;
    if (settings !== undefined) requestConsent(state, { enrichmentId, addresses: addressesToRead(settings.addresses), by: requestedBy }, clock);
  }
  return [...asked];
}
