import { EngagementFailure } from '../../engine/failure.ts';

/** The first Ctrl-C stops the run when what it has read is durable, the second at once. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort();
    });
  }
  return controller.signal;
}

/** Tells on stderr what went wrong, and gives the exit status for it: 1 failed, 2 unusable input, 130 interrupted. */
export function exitStatus(error: unknown, stderr: Pick<NodeJS.WritableStream, 'write'> = process.stderr): number {
  if (error instanceof EngagementFailure) {
    stderr.write(`${error.message}\n`);
    if (error.code === 'interrupted') return 130;
    return error.isInput ? 2 : 1;
  }
  // The message of an error that nobody foresaw may hold anything, data of people included; where it happened does not.
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter((entry) => entry.trimStart().startsWith('at ')) : [];
  stderr.write(`An error in the program itself (${error instanceof Error ? error.name : typeof error}); please report it with these lines.\n${stack.join('\n')}\n`);
  return 1;
}
