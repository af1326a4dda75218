import type { DuckDBConnection } from '@duckdb/node-api';
import { EngagementFailure } from '../model/failure.ts';

/** An interrupt that comes between two statements is forgotten by the next one, so it is repeated. */
const repeatMilliseconds = 50;

/**
 * Does `work` over the connection; when the signal is aborted, the statement that is under way ends at once with an error. This counts real
 * time, as a request's time-out does: it hurries the machine and decides no result. Throws the signal's reason where it was aborted before.
 */
export async function interruptible<Result>(connection: DuckDBConnection, signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
  signal?.throwIfAborted();
  let repeating: NodeJS.Timeout | undefined;
  const onAbort = () => {
    connection.interrupt();
    repeating = setInterval(() => connection.interrupt(), repeatMilliseconds);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await work();
  } finally {
    signal?.removeEventListener('abort', onAbort);
    clearInterval(repeating);
  }
}

/** The result of `work`; whatever it fails with once the signal is aborted is the failure `interrupted`. */
export async function orInterrupted<Result>(signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (signal?.aborted !== true || error instanceof EngagementFailure) throw error;
    throw new EngagementFailure('interrupted', 'The run was interrupted; the next one with the same data folder goes on from there.', { cause: error });
  }
}
