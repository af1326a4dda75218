import type { FailureCode, Progress, RunResult } from '../../engine/index.ts';

/** What the worker thread tells. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly result: RunResult }
  | { readonly kind: 'failed'; readonly code: FailureCode; readonly message: string };
