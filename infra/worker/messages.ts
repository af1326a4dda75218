import type { FailureCode } from '../../engine/model/failure.ts';
import type { Progress } from '../../engine/runs/progress.ts';
import type { RunResult } from '../../engine/runs/run.ts';

/** What the worker thread tells. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly result: RunResult }
  | { readonly kind: 'failed'; readonly code: FailureCode; readonly message: string };
