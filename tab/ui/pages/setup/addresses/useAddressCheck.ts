import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AddressCheck } from '../../../api/contract.ts';
import { useApi } from '../../../api/useApi.ts';
import { usePaused } from '../usePaused.ts';

export interface AddressChecking {
  /** Of the list as it is now; undefined until it is known. */
  readonly answer: AddressCheck | undefined;
  /** Each line by what was typed, also while the list as a whole is being looked up again. */
  readonly byTyped: ReadonlyMap<string, AddressCheck['addresses'][number]>;
  /** The last total that was known. */
  readonly last: AddressCheck | undefined;
  readonly isChecking: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** Lists change by whole addresses, not by letters: one look-up when somebody pauses, for all of them together, since people in several groups count once. */
const pauseMilliseconds = 400;

/** What the chosen addresses stand for in the directory. */
export function useAddressCheck(addresses: readonly string[]): AddressChecking {
  const api = useApi();
  const asked = usePaused(addresses, pauseMilliseconds);
  const { data, isPlaceholderData, isFetching, error, refetch } = useQuery({
    queryKey: ['/addresses/resolve', asked],
    queryFn: ({ signal }) => api.send<AddressCheck>('POST', '/addresses/resolve', { body: { addresses: asked }, signal }),
    enabled: asked.length > 0,
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
  });
  const isCurrent = asked === addresses && !isPlaceholderData;
  return {
    answer: isCurrent ? data : undefined,
    byTyped: new Map((data?.addresses ?? []).map((line) => [line.typed, line])),
    last: data,
    isChecking: addresses.length > 0 && (isFetching || asked !== addresses),
    error,
    retry: () => void refetch(),
  };
}
