import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { erasureReceiptAnswer } from '../../../contract/consents.ts';
import { ApiFailure } from '../../api/apiFailure.ts';
import type { EnrichmentView, RunRecord } from '../../api/contract.ts';
import { useApi } from '../../api/useApi.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { nameOf } from '../useChosenEnrichment.ts';
import type { Change } from './possible.ts';

type ErasureReceipt = z.output<typeof erasureReceiptAnswer>;

/** What became of a change, as a sentence. */
export interface Notice {
  readonly intent: 'success' | 'error';
  readonly sentence: string;
}

/**
 * What is done with enrichments, from their list and from the page of one. The server refuses where somebody else was quicker: that is told
 * for each enrichment, and the others are still changed.
 */
export function useEnrichmentChanges(noticesBefore: readonly Notice[] = []) {
  const api = useApi();
  const client = useQueryClient();
  const { text, number } = useTexts();
  const [notices, setNotices] = useState(noticesBefore);
  const [isBusy, setBusy] = useState(false);
  const named = (view: EnrichmentView) => nameOf(view) ?? text('enrichments.unnamed');

  const carryOutOne = (change: Change, { enrichment: { id, revision } }: EnrichmentView): Promise<ErasureReceipt | RunRecord | EnrichmentView> => {
    if (change === 'remove') return api.send<ErasureReceipt>('DELETE', `/enrichments/${id}`, { revision });
    if (change === 'run') return api.send<RunRecord>('POST', `/enrichments/${id}/runs`);
    return api.send<EnrichmentView>('PUT', `/enrichments/${id}/active`, { body: { isActive: change === 'activate' }, revision });
  };

  const doneSentence = (change: Change, names: string, answers: readonly unknown[]): string => {
    if (change !== 'remove') return text(`enrichments.done.${change}`, { names });
    const receipts = answers as readonly ErasureReceipt[];
    const sum = (figure: 'emailCopies' | 'meetingCopies' | 'mailboxes' | 'publications') => number(receipts.reduce((total, receipt) => total + receipt[figure], 0));
    return text('enrichments.removed', { names, emails: sum('emailCopies'), meetings: sum('meetingCopies'), mailboxes: sum('mailboxes'), publications: sum('publications') });
  };

  /** Resolves to what became of it. */
  const carryOut = async (change: Change, views: readonly EnrichmentView[]): Promise<readonly Notice[]> => {
    setBusy(true);
    const outcomes = await Promise.allSettled(views.map((view) => carryOutOne(change, view)));
    const done = views.filter((_, place) => outcomes[place]?.status === 'fulfilled');
    const answers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const failed = outcomes.flatMap((outcome, place): Notice[] => {
      const view = views[place];
      if (outcome.status === 'fulfilled' || view === undefined) return [];
      const code = outcome.reason instanceof ApiFailure ? outcome.reason.code : 'serviceFault';
      return [{ intent: 'error', sentence: text('enrichments.failed', { name: named(view), reason: text(`failures.${code}.title`), remedy: text(`failures.${code}.remedy`) }) }];
    });
    const told: readonly Notice[] = [...(done.length > 0 ? [{ intent: 'success' as const, sentence: doneSentence(change, done.map(named).join(', '), answers) }] : []), ...failed];
    setNotices(told);
    // The page of one that was deleted is left, not asked for again.
    const isChanged = (path: unknown) => typeof path === 'string' && (change === 'remove' ? path === '/enrichments' : path.startsWith('/enrichments'));
    await client.invalidateQueries({ predicate: ({ queryKey: [path] }) => isChanged(path) });
    setBusy(false);
    return told;
  };

  return { carryOut, isBusy, notices, dismiss: () => setNotices([]) };
}
