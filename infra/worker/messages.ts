import type { FailureCode, Progress, Published, RunResult } from '../../engine/index.ts';

/** With it the worker thread leaves the processor to the other threads of this process where they want it. */
export const backgroundArgument = '--background';

/** What the worker thread tells. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'published'; readonly published: Published }
  | { readonly kind: 'done'; readonly result: RunResult }
  | { readonly kind: 'failed'; readonly code: FailureCode; readonly message: string };

/** What a job calls back while it is done, in the worker thread and on this side of it. */
export interface JobEvents {
  readonly onProgress: (progress: Progress) => void;
  /** For an output of publications. */
  readonly onPublished?: ((published: Published) => void) | undefined;
}
