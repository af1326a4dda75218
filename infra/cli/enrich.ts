import { spawnLocalTenant } from '../local-tenant/process.ts';
import { runInWorker } from '../worker/runInWorker.ts';
import { interruptSignal } from './ending.ts';
import { enrich } from './enrichCommand.ts';

process.exitCode = await enrich(process.argv.slice(2), {
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interruptSignal(),
  startTenant: spawnLocalTenant,
  run: runInWorker,
});
