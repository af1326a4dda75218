import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

export interface RowsOfPage<Row> {
  readonly total: number;
  readonly items: readonly Row[];
}

export type LoadRows<Row> = (page: { readonly offset: number; readonly limit: number }, signal: AbortSignal) => Promise<RowsOfPage<Row>>;

/** Rows that are asked for at once; the API gives at most 200. */
const pageSize = 100;

/** A scroll bar that is dragged passes hundreds of pages: only those at which it rests this long are asked for. */
const restMilliseconds = 80;

interface Pages<Row> {
  /** Undefined until it is known. */
  readonly total: number | undefined;
  /** Undefined while it is being loaded. */
  readonly rowAt: (index: number) => Row | undefined;
  /** The rows of the question before stand in for those of this one. */
  readonly isOutdated: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** Rows of a long list, of which only the pages around those in sight are asked for. */
export function usePages<Row>(queryKey: readonly unknown[], load: LoadRows<Row>, inSight: { readonly first: number; readonly last: number }): Pages<Row> {
  const query = (page: number) => ({
    queryKey: [...queryKey, 'page', page],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => load({ offset: page * pageSize, limit: pageSize }, signal),
  });
  // The first page is always there: it knows the total, and is what one sees after another sorting.
  const first = useQuery({ ...query(0), placeholderData: keepPreviousData });
  const from = Math.max(1, Math.floor(inSight.first / pageSize));
  const to = Math.floor(inSight.last / pageSize);
  const pages = useRested(from, to);
  const others = useQueries({ queries: first.isPlaceholderData ? [] : pages.map(query) });
  const failed = [first, ...others].find(({ error }) => error !== null);
  return {
    total: first.data?.total,
    rowAt: (index) => {
      const page = Math.floor(index / pageSize);
      const items = page === 0 ? first.data?.items : others[pages.indexOf(page)]?.data?.items;
      return items?.[index % pageSize];
    },
    isOutdated: first.isPlaceholderData,
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  };
}

function useRested(from: number, to: number): readonly number[] {
  const [rested, setRested] = useState({ from, to });
  useEffect(() => {
    const timer = setTimeout(() => setRested({ from, to }), restMilliseconds);
    return () => clearTimeout(timer);
  }, [from, to]);
  return Array.from({ length: Math.max(0, rested.to - rested.from + 1) }, (_, place) => rested.from + place);
}
