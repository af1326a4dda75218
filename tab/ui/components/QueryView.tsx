import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FailureMessage } from './FailureMessage.tsx';

interface QueryViewProps<Answer> {
  readonly query: UseQueryResult<Answer>;
  /** In the shape of what comes, so that nothing jumps. */
  readonly loading: ReactNode;
  readonly children: (answer: Answer) => ReactNode;
}

/** An answer in all its states. One that has come stays in sight when looking again fails; the failure stands above it. */
export function QueryView<Answer>({ query, loading, children }: QueryViewProps<Answer>) {
  const { data, error, refetch } = query;
  return (
    <>
      {error !== null && <FailureMessage error={error} onRetry={() => void refetch()} />}
      {data !== undefined ? children(data) : error === null && loading}
    </>
  );
}
