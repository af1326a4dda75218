import type { ApiClient } from './apiClient.ts';
import { ApiFailure } from './apiFailure.ts';
import type { ProgressEvent } from './contract.ts';
import { serverSentEvents } from './serverSentEvents.ts';

interface Following {
  readonly signal: AbortSignal;
  readonly onProgress: (event: ProgressEvent) => void;
  /** Why nothing comes at the moment; it is tried again. */
  readonly onInterrupted: (reason: unknown) => void;
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

const firstWaitMilliseconds = 1_000;
const longestWaitMilliseconds = 30_000;

/**
 * Follows an enrichment and its runs until the signal is aborted. The server ends a stream with its token, or when it is replaced: then
 * another is opened, with a new token, after a wait that doubles as long as nothing comes. Rejects where trying again is of no use.
 */
export async function followProgress(api: Pick<ApiClient, 'fetch'>, enrichmentId: string, { signal, onProgress, onInterrupted, sleep = abortableSleep }: Following): Promise<void> {
  // Asked anew each time: it changes while something is waited for.
  const isOver = () => signal.aborted;
  let failures = 0;
  while (!isOver()) {
    try {
      const { body } = await api.fetch(`/enrichments/${enrichmentId}/progress`, { signal, headers: { accept: 'text/event-stream' } });
      if (body === null) throw new ApiFailure('unreadable');
      for await (const { event, data } of serverSentEvents(body)) {
        if (event === 'end') break;
        if (event !== 'progress') continue;
        failures = 0;
        onProgress(JSON.parse(data) as ProgressEvent);
      }
    } catch (error) {
      if (isOver()) return;
      if (!isPassing(error)) throw error;
      onInterrupted(error);
    }
    await sleep(Math.min(longestWaitMilliseconds, firstWaitMilliseconds * 2 ** failures), signal);
    failures += 1;
  }
}

/** A refusal stays one; a connection that breaks off, a busy or a faulty server does not. */
function isPassing(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof ApiFailure && (error.status === 0 || error.status === 429 || error.status >= 500));
}

function abortableSleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
