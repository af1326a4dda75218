import { useSearchParams } from 'react-router';
import { useEnrichments } from '../api/useApi.ts';
import type { EnrichmentView } from '../api/contract.ts';

/** The name that somebody gave, also while it is still a draft. */
export function nameOf({ enrichment: { settings, draft } }: EnrichmentView): string | undefined {
  return settings?.name ?? draft?.name;
}

/**
 * Which enrichment a page of customers or segments is about: the one in its path, else in `?enrichment=`, else the first that has results.
 * `withResults` are those that can be chosen.
 */
export function useChosenEnrichment(pathId?: string) {
  const query = useEnrichments();
  const [parameters, setParameters] = useSearchParams();
  const withResults = (query.data ?? []).filter(({ publication }) => publication !== undefined);
  const wanted = pathId ?? parameters.get('enrichment');
  const chosen = withResults.find(({ enrichment }) => enrichment.id === wanted) ?? (wanted === null ? withResults[0] : undefined);
  return { query, withResults, chosen, choose: (id: string) => setParameters({ enrichment: id }) };
}
