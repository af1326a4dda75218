import { useInfiniteQuery, keepPreviousData } from '@tanstack/react-query';
import type { ApiClient } from '../../api/apiClient.ts';
import type { CustomersBody, Ranking } from '../../api/contract.ts';
import { useApi } from '../../api/useApi.ts';
import type { ListState } from './listState.ts';

export const customersQueryPath = (enrichmentId: string) => `/enrichments/${enrichmentId}/customers/query`;

export function customersBody({ sort, direction, text, filter }: ListState): CustomersBody {
  return { sort, direction, ...(text !== undefined && { text }), ...filter };
}

export async function loadCustomers(api: ApiClient, enrichmentId: string, state: ListState, page: { readonly offset: number; readonly limit: number }, signal: AbortSignal): Promise<Ranking> {
  return api.send<Ranking>('POST', customersQueryPath(enrichmentId), { body: { ...customersBody(state), ...page }, signal });
}

/** Cards that are asked for at once: full rows of two, three and four. */
const cardsPerPage = 24;

/** The list, as far as somebody has gone down in it. */
export function useCustomers(enrichmentId: string, state: ListState) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [customersQueryPath(enrichmentId), customersBody(state), 'cards'],
    queryFn: ({ pageParam, signal }) => loadCustomers(api, enrichmentId, state, { offset: pageParam, limit: cardsPerPage }, signal),
    initialPageParam: 0,
    getNextPageParam: (last: Ranking, _pages, offset: number) => (offset + last.items.length < last.total && last.items.length > 0 ? offset + last.items.length : undefined),
    placeholderData: keepPreviousData,
  });
}
