import { keepPreviousData, QueryClient, useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { HostFailure } from '../host/host.ts';
import type { ApiClient, Query } from './apiClient.ts';
import { ApiFailure } from './apiFailure.ts';
import type { EnrichmentView, Me } from './contract.ts';

export const ApiContext = createContext<ApiClient | undefined>(undefined);

export function useApi(): ApiClient {
  const api = useContext(ApiContext);
  if (api === undefined) throw new Error('A page is shown within an ApiContext.');
  return api;
}

/** Answers stay fresh for a while; a page that is opened again shows what it had and looks again behind it. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: (failures, error) => failures < 2 && isPassing(error), retryDelay: (failures) => 500 * 2 ** failures },
      mutations: { retry: false },
    },
  });
}

function isPassing(error: Error): boolean {
  if (error instanceof HostFailure) return false;
  return error instanceof ApiFailure && (error.code === 'offline' || error.status >= 500);
}

interface AnswerOptions {
  readonly query?: Query;
  /** False while it is not known yet what to ask. */
  readonly isEnabled?: boolean;
  /** Shows the answer of the question before until the new one has come: for what somebody types, sorts or pages through. */
  readonly keepsPrevious?: boolean;
  readonly refetchMilliseconds?: number;
}

/** What the API answers to a GET, kept under its path. */
export function useAnswer<Answer>(path: string, { query = {}, isEnabled = true, keepsPrevious = false, refetchMilliseconds }: AnswerOptions = {}): UseQueryResult<Answer> {
  const api = useApi();
  return useQuery<Answer>({
    queryKey: [path, query],
    queryFn: ({ signal }) => api.get<Answer>(path, { query, signal }),
    enabled: isEnabled,
    ...(keepsPrevious && { placeholderData: keepPreviousData }),
    ...(refetchMilliseconds !== undefined && { refetchInterval: refetchMilliseconds }),
  });
}

/** Something that changes data. Every answer whose path begins with one of `changes` is asked for again, before the change counts as done. */
export function useChange<Input, Answer>(carryOut: (api: ApiClient, input: Input) => Promise<Answer>, changes: readonly string[]): UseMutationResult<Answer, Error, Input> {
  const api = useApi();
  const client = useQueryClient();
  return useMutation<Answer, Error, Input>({
    mutationFn: (input) => carryOut(api, input),
    // Also after a failure: somebody else may have been quicker.
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey: [path] }) => typeof path === 'string' && changes.some((prefix) => path.startsWith(prefix)) }),
  });
}

export const useMe = () => useAnswer<Me>('/me');
export const useEnrichments = () => useAnswer<readonly EnrichmentView[]>('/enrichments');
export const useEnrichment = (enrichmentId: string) => useAnswer<EnrichmentView>(`/enrichments/${enrichmentId}`);

/** Whether the person may do this; false until it is known. */
export function useMay(action: Me['actions'][number]): boolean {
  return useMe().data?.actions.includes(action) ?? false;
}
