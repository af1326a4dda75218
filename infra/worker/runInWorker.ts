import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { EngagementFailure, type Progress, type RunResult } from '../../engine/index.ts';
import type { Job } from './job.ts';
import type { FromWorker } from './messages.ts';

/** V8's young generation; twice as much took some 50 MB more memory over a year of mail, and saved no CPU time. */
export const youngGenerationMegabytes = 48;

/**
 * Runs a job off the main event loop, in a worker thread of its own. The signal asks it to stop: it then ends with `interrupted` as soon as
 * what it has read is durable. Throws `EngagementFailure`.
 */
export async function runInWorker(job: Job, options: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void }): Promise<RunResult> {
  const entry = extname(import.meta.url) === '.ts' ? './sourceThread.mjs' : './thread.js';
  const worker = new Worker(new URL(entry, import.meta.url), { workerData: job, resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMegabytes } });
  const stop = () => worker.postMessage('stop');
  options.signal.addEventListener('abort', stop);
  if (options.signal.aborted) stop();
  try {
    return await new Promise<RunResult>((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'progress') options.onProgress(message.progress);
        else if (message.kind === 'done') resolve(message.result);
        else reject(new EngagementFailure(message.code, message.message));
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('The worker thread ended without a result.')));
    });
  } finally {
    options.signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
