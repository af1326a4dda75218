import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import type { segmentCountAnswer } from '../../../contract/segments.ts';
import { ApiFailure } from '../../api/apiFailure.ts';
import type { RankedCustomer, Ranking } from '../../api/contract.ts';
import { useApi, useEnrichment } from '../../api/useApi.ts';
import { isUsable } from '../../components/conditions/conditionTree.ts';
import type { SegmentDraft } from './segmentDraft.ts';

/** Between two keys of somebody who types: a question for each would be answered for nothing. */
const restMilliseconds = 300;
const previewSize = 5;

export interface Matching {
  /** `incomplete`: there is nothing to count yet; `noResults`: there are no results to count in. */
  readonly state: 'incomplete' | 'counting' | 'counted' | 'noResults' | 'failed';
  readonly count: number | undefined;
  /** The first of them; undefined while they are being looked for. */
  readonly customers: readonly RankedCustomer[] | undefined;
  /** Why it could not be counted. */
  readonly error: Error | null;
  /** Why the first of them cannot be shown, where they were counted. */
  readonly previewError: Error | null;
  readonly retry: () => void;
}

/** Who would be in the segment as it is filled in now. */
export function useMatching(enrichmentId: string, { level, condition }: SegmentDraft): Matching {
  const api = useApi();
  const publication = useEnrichment(enrichmentId).data?.publication;
  const wanted = condition !== undefined && isUsable(condition) ? JSON.stringify({ level, condition }) : undefined;
  const rested = useRested(wanted);
  const query = <Answer>(path: string, page: object) => ({
    queryKey: [path, rested, page, publication?.id],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => api.send<Answer>('POST', path, { body: { ...(JSON.parse(rested ?? '{}') as object), ...page }, signal }),
    enabled: rested !== undefined,
    placeholderData: keepPreviousData<Answer>,
  });
  const counted = useQuery(query<z.output<typeof segmentCountAnswer>>(`/enrichments/${enrichmentId}/segments/count`, {}));
  const found = useQuery(query<Ranking>(`/enrichments/${enrichmentId}/customers/query`, { limit: previewSize }));
  const hasNoResults = [counted, found].some(({ error }) => error instanceof ApiFailure && error.code === 'notReady');
  const isAsked = wanted !== undefined && !hasNoResults;
  const isUpToDate = wanted === rested && !counted.isPlaceholderData && counted.data !== undefined;
  return {
    state: wanted === undefined ? 'incomplete' : hasNoResults ? 'noResults' : counted.error !== null ? 'failed' : isUpToDate ? 'counted' : 'counting',
    count: wanted === undefined ? undefined : counted.data?.count,
    customers: wanted === undefined ? undefined : found.data?.items,
    error: isAsked ? counted.error : null,
    previewError: isAsked && counted.error === null ? found.error : null,
    retry: () => void Promise.all([counted.refetch(), found.refetch()]),
  };
}

/** The value after it has not changed for a moment. */
function useRested(value: string | undefined): string | undefined {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
