import { constants, platform, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { EngagementFailure } from '../../engine/failure.ts';
import { jobSchema } from './job.ts';
import { backgroundArgument, type FromWorker } from './messages.ts';
import { runJob } from './runJob.ts';

// On Linux this is the priority of this thread alone; elsewhere it would be that of the whole process, and of those who answer people.
if (process.argv.includes(backgroundArgument) && platform() === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

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
