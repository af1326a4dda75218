import type { EventEmitter } from 'node:events';
import type { Logger } from './logger.ts';

/** Longer than answers get to end, shorter than a container commonly gets. */
const stopMilliseconds = 25_000;

/**
 * Stops the service at SIGTERM or SIGINT, and the process at last: with 0 when all has been closed in time, otherwise with 1. A second
 * signal ends it at once with 130. `process` is passed in so that it can be tried without ending one.
 */
export function stopOnSignals(
  { close }: { readonly close: () => Promise<void> },
  { process, logger, sleep }: { readonly process: Pick<EventEmitter, 'on'> & { exit(status: number): void }; readonly logger: Logger; readonly sleep: (durationMilliseconds: number) => Promise<void> },
): void {
  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) {
      process.exit(130);
      return;
    }
    isStopping = true;
    logger.info({ signal }, 'stopping');
    const closed = close().then(() => 0, (error: unknown) => {
      logger.error({ error }, 'not closed');
      return 1;
    });
    void Promise.race([closed, sleep(stopMilliseconds).then(() => 1)]).then((status) => process.exit(status));
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}
