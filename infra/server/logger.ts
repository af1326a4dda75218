import { pino, type DestinationStream, type Logger } from 'pino';
import { EngagementFailure } from '../../engine/index.ts';

export type { Logger } from 'pino';

/**
 * Structured logs, a JSON object a line. An error is logged by name, code and where it happened, never by its message: that of an error which
 * nobody foresaw may hold anything, data of people included.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    // Neither process id nor host name: the platform that gathers the lines knows both.
    base: null,
    messageKey: 'message',
    errorKey: 'error',
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: () => `,"time":"${new Date(Date.now()).toISOString()}"`,
    serializers: { error: describeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = error instanceof EngagementFailure ? error.code : (error as NodeJS.ErrnoException).code;
  const stack = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at ')).map((line) => line.trim());
  return { name: error.name, ...(code === undefined ? {} : { code }), stack, ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }) };
}
