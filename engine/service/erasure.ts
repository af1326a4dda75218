import { randomUUID } from 'node:crypto';
import { withdrawConsents } from '../consent/consents.ts';
import type { ErasureReceipt } from '../model/consent.ts';
import { idSchema } from '../model/identifier.ts';
import type { State } from '../model/state.ts';
import { forgetResults } from '../runs/forgetResults.ts';
import { audit } from '../store/audit.ts';
import { namesIn } from '../store/tenantFolder.ts';
import type { ServiceContext } from './context.ts';
import { eraseDerived } from './erase.ts';

interface Erasing {
  readonly enrichmentId: string;
  readonly cause: ErasureReceipt['cause'];
  readonly by: string | undefined;
  readonly startedAt: number;
}

/**
 * Ends what reads and erases what was derived. The end of the consent (or of the enrichment) and of its results becomes durable first: from
 * then on no run starts and nothing is shown, and an erasure that is interrupted is finished by `finishErasures`.
 */
export function erasure(context: ServiceContext) {
  const { store, folder, runs, shelf, options: { clock, onEvent } } = context;
  /** Erasures under way: a second one of the same enrichment is the same one, unless it is to delete the enrichment and the first is not. */
  const underWay = new Map<string, { readonly isDeletion: boolean; readonly receipt: Promise<ErasureReceipt> }>();

  function erase(enrichmentId: string, cause: ErasureReceipt['cause'], by?: string): Promise<ErasureReceipt> {
    const isDeletion = cause === 'enrichmentDeleted';
    const earlier = underWay.get(enrichmentId);
    if (earlier !== undefined && (earlier.isDeletion || !isDeletion)) return earlier.receipt;
    const erasing = { enrichmentId, cause, by, startedAt: clock.now() };
    const carryOut = () => endReading(erasing).then(() => eraseAll(erasing));
    const receipt = earlier === undefined ? carryOut() : earlier.receipt.then(carryOut, carryOut);
    const entry = { isDeletion, receipt: receipt.finally(() => underWay.get(enrichmentId) === entry && underWay.delete(enrichmentId)) };
    underWay.set(enrichmentId, entry);
    return entry.receipt;
  }

  async function endReading({ enrichmentId, cause, by }: Erasing): Promise<void> {
    await store.update((state) => {
      withdrawConsents(state, enrichmentId, by, clock);
      forgetResults(state, enrichmentId);
      if (cause !== 'enrichmentDeleted') return;
      state.enrichments = state.enrichments.filter(({ id }) => id !== enrichmentId);
      audit(state, { action: 'enrichmentDeleted', ...(by !== undefined && { by }), enrichmentId }, clock);
    });
  }

  function eraseAll(erasing: Erasing): Promise<ErasureReceipt> {
    return runs.hold(erasing.enrichmentId, 'consentGone', () => eraseHeld(erasing));
  }

  async function eraseHeld({ enrichmentId, cause, by, startedAt }: Erasing): Promise<ErasureReceipt> {
    const readingStoppedAt = clock.now();
    await shelf.close(enrichmentId);
    const erased = await eraseDerived(folder.enrichment(enrichmentId));
    const receipt: ErasureReceipt = { id: randomUUID(), enrichmentId, cause, ...(by !== undefined && { causedBy: by }), startedAt, readingStoppedAt, finishedAt: clock.now(), ...erased };
    await store.update((state) => {
      // Again: a run that was publishing may have counted its segments meanwhile.
      forgetResults(state, enrichmentId);
      if (cause === 'enrichmentDeleted') forgetRecords(state, enrichmentId);
      state.receipts.push(receipt);
      const { mailboxes, emailCopies, meetingCopies, files, bytes } = receipt;
      audit(state, { action: 'erased', ...(by !== undefined && { by }), enrichmentId, details: { receiptId: receipt.id, mailboxes, emailCopies, meetingCopies, files, bytes } }, clock);
    });
    runs.notify(enrichmentId);
    onEvent({ kind: 'erased', receipt });
    return receipt;
  }

  /** Without a receipt: its numbers would be those of one person. */
  async function eraseEnded(enrichmentId: string): Promise<void> {
    await runs.hold(enrichmentId, 'personErased', async () => {
      await shelf.close(enrichmentId);
      await eraseDerived(folder.enrichment(enrichmentId));
    });
    runs.notify(enrichmentId);
  }

  return {
    erase,
    /** The organisation no longer lets the app read mailboxes: every consent has ended. */
    async erasePermissionRemoved(): Promise<void> {
      const granted = store.read().consents.filter(({ status }) => status === 'granted');
      await Promise.all([...new Set(granted.map(({ enrichmentId }) => enrichmentId))].map((id) => erase(id, 'permissionRemoved')));
    },
    /**
     * Erases what a crash or a fault of the disk has left of enrichments that are deleted, or whose consent was withdrawn; and what results
     * came from that a run has taken with it (`endsResults`).
     */
    async finishErasures(): Promise<void> {
      const folders = (await namesIn(folder.enrichments)).filter((name) => idSchema.safeParse(name).success);
      const ids = new Set([...folders, ...store.read().consents.map(({ enrichmentId }) => enrichmentId)]);
      for (const enrichmentId of ids) {
        const unfinished = underWay.has(enrichmentId) ? undefined : unfinishedErasure(store.read(), enrichmentId, folders.includes(enrichmentId));
        if (unfinished !== undefined) await eraseAll({ ...unfinished, startedAt: clock.now() });
        const hasPublications = (await namesIn(folder.publications(enrichmentId))).length > 0;
        if (folders.includes(enrichmentId) && haveResultsEnded(store.read(), enrichmentId, hasPublications)) await eraseEnded(enrichmentId);
      }
    },
  };
}

/**
 * What a crash has interrupted behind the durable end of a consent or enrichment: its folder may still be there, or be gone without a
 * receipt. What has been consented to anew since is no remainder.
 */
function unfinishedErasure({ enrichments, consents, receipts }: Readonly<State>, enrichmentId: string, hasFolder: boolean): Omit<Erasing, 'startedAt'> | undefined {
  const own = consents.filter((consent) => consent.enrichmentId === enrichmentId);
  const withdrawn = own.findLast(({ status }) => status === 'withdrawn');
  const by = withdrawn?.withdrawnBy;
  const isDeleted = !enrichments.some(({ id }) => id === enrichmentId);
  if (!isDeleted && (withdrawn === undefined || own.some(({ status }) => status === 'granted'))) return undefined;
  const isReceipt = (receipt: ErasureReceipt) => receipt.enrichmentId === enrichmentId && (isDeleted ? receipt.cause === 'enrichmentDeleted' : receipt.finishedAt >= (withdrawn?.withdrawnAt ?? 0));
  if (!hasFolder && receipts.some(isReceipt)) return undefined;
  return { enrichmentId, cause: isDeleted ? 'enrichmentDeleted' : by === undefined ? 'permissionRemoved' : 'consentWithdrawn', by };
}

/** The last run has failed, the state names no results any more, and there is still something of them. */
function haveResultsEnded({ enrichments, runs }: Readonly<State>, enrichmentId: string, hasPublications: boolean): boolean {
  const last = runs.findLast((run) => run.enrichmentId === enrichmentId);
  if (last?.outcome !== 'failed' || !enrichments.some(({ id, publicationId }) => id === enrichmentId && publicationId === undefined)) return false;
  return last.failure?.code === 'peopleTooFew' || hasPublications;
}

function forgetRecords(state: State, enrichmentId: string): void {
  const isOther = (one: { readonly enrichmentId: string }) => one.enrichmentId !== enrichmentId;
  state.runs = state.runs.filter(isOther);
  state.segments = state.segments.filter(isOther);
}
