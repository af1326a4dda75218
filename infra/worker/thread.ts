import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { EngagementFailure } from '../../engine/failure.ts';
import { jobSchema } from './job.ts';
import type { FromWorker } from './messages.ts';
import { runJob } from './runJob.ts';

setPriority(Number(process.env['NICE_EXPERIMENT'] ?? '0'));
/** The worker thread's entry: one job, given as its `workerData`. Any message asks it to stop. */
const cancel = new AbortController();
parentPort?.on('message', () => cancel.abort());

function send(message: FromWorker): void {
  parentPort?.postMessage(message);
}

try {
  const result = await runJob(jobSchema.parse(workerData), cancel.signal, {
    onProgress: (progress) => send({ kind: 'progress', progress }),
    onPublished: (published) => send({ kind: 'published', published }),
  });
  send({ kind: 'done', result });
} catch (error) {
  if (error instanceof EngagementFailure) send({ kind: 'failed', code: error.code, message: error.message });
  else throw error;
} finally {
  parentPort?.close();
}
