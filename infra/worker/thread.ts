import { parentPort, workerData } from 'node:worker_threads';
import { EngagementFailure } from '../../engine/index.ts';
import { jobSchema } from './job.ts';
import type { FromWorker } from './messages.ts';
import { runJob } from './runJob.ts';

/** The worker thread's entry: one job, given as its `workerData`. Any message asks it to stop. */
const cancel = new AbortController();
parentPort?.on('message', () => cancel.abort(new EngagementFailure('interrupted', 'The run was interrupted; the next one with the same data folder goes on from there.')));

function send(message: FromWorker): void {
  parentPort?.postMessage(message);
}

try {
  const result = await runJob(jobSchema.parse(workerData), cancel.signal, (progress) => send({ kind: 'progress', progress }));
  send({ kind: 'done', result });
} catch (error) {
  if (error instanceof EngagementFailure) send({ kind: 'failed', code: error.code, message: error.message });
  else throw error;
} finally {
  parentPort?.close();
}
