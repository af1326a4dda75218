import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// A check of a disk that is dead never ends, nor does a process that has begun one, even by process.exit. So one process makes the checks, and
// another ends with their status, and the first by force.
if (process.send === undefined) {
  // Checks that hang hold a thread each; the others, and names of hosts, go on with the rest.
  const checks = fork(fileURLToPath(import.meta.url), process.argv.slice(2), { env: { ...process.env, UV_THREADPOOL_SIZE: '64' } });
  checks.once('exit', (status) => (process.exitCode ??= status ?? 1));
  checks.once('message', (status) => {
    process.exitCode = Number(status);
    checks.kill('SIGKILL');
    checks.unref();
    checks.disconnect();
  });
} else {
  // Whoever asked has gone.
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  const [{ doctor }, { systemClock }] = await Promise.all([import('../operations/doctor/doctorCommand.ts'), import('../systemClock.ts')]);
  const status = await doctor(process.argv.slice(2), { environment: process.env, clock: systemClock, stdout: process.stdout, stderr: process.stderr });
  // Everything has been written by then.
  process.stdout.write('', () => process.stderr.write('', () => process.send?.(status, () => process.exit(status))));
}
