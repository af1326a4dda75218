import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { EngagementFailure } from '../../engine/failure.ts';
import type { RunResult } from '../../engine/run.ts';
import type { Job } from './job.ts';
import { backgroundArgument, type FromWorker, type JobEvents } from './messages.ts';

/** V8's young generation; twice as much took some 50 MB more memory over a year of mail, and saved no CPU time. */
export const youngGenerationMegabytes = 48;

/** The worker needs much less to end what it is doing; what takes longer hangs. */
const stopMillisecondsDefault = 3_000;

const threadEntry = new URL(extname(import.meta.url) === '.ts' ? './sourceThread.mjs' : './thread.js', import.meta.url);

export interface WorkerOptions extends JobEvents {
  readonly signal: AbortSignal;
  /** How long the worker may take to stop before it is ended as it is; real time. */
  readonly stopMilliseconds?: number;
  /** Others in this process wait for their answers meanwhile: the run lets them go first. Default false. */
  readonly isBackground?: boolean;
  /** The module that the worker thread runs, in place of `thread.ts`. */
  readonly entry?: URL;
}

/**
 * Runs a job off the main event loop, in a worker thread of its own. The signal asks it to stop: it then ends with `interrupted` as soon as
 * what it has read is durable, and in any case after `stopMilliseconds`. Throws `EngagementFailure`.
 */
export async function runInWorker(job: Job, options: WorkerOptions): Promise<RunResult> {
  const { signal, onProgress, onPublished, stopMilliseconds = stopMillisecondsDefault, isBackground = false, entry = threadEntry } = options;
  const argv = isBackground ? [backgroundArgument] : [];
  const worker = new Worker(entry, { workerData: job, argv, resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMegabytes } });
  let patience: NodeJS.Timeout | undefined;
  let stop: () => void = () => undefined;
  try {
    return await new Promise<RunResult>((resolve, reject) => {
      stop = () => {
        worker.postMessage('stop');
        const late = new EngagementFailure('interrupted', 'The run was interrupted, and ended because it did not stop in time; the next one with the same data folder goes on from there.');
        patience = setTimeout(() => reject(late), stopMilliseconds);
      };
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'progress') onProgress(message.progress);
        else if (message.kind === 'published') onPublished?.(message.published);
        else if (message.kind === 'done') resolve(message.result);
        else reject(new EngagementFailure(message.code, message.message));
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('The worker thread ended without a result.')));
    });
  } finally {
    signal.removeEventListener('abort', stop);
    clearTimeout(patience);
    await worker.terminate();
  }
}
