/** Time as the engine sees it. Passed in, so that a run over the same data gives the same table on any day, and tests need not wait. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Resolves after `durationMilliseconds`; rejects with the signal's reason if it is aborted before. */
  sleep(durationMilliseconds: number, signal?: AbortSignal): Promise<void>;
}
