import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../engine/model/clock.ts';

/** Far more turns of the event loop than a request needs from one end of the loopback to the other. */
const quietTurns = 200;

/**
 * A clock for client and local tenant together, on which no test waits for real: it stands still while anything happens, and leaps to the
 * next moment that somebody sleeps until when nothing has happened for a while. It never leaps while a request is on its way, which would
 * look to the tenant as if the client had sent it later than it did.
 */
export function quietClock(start: number): Clock {
  let time = start;
  let readings = 0;
  let isLeaping = false;
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();

  async function untilQuiet(): Promise<void> {
    for (let quiet = 0, seen = readings; quiet < quietTurns; quiet += 1) {
      await setImmediate();
      if (readings === seen) continue;
      seen = readings;
      quiet = 0;
    }
  }

  async function leap(): Promise<void> {
    isLeaping = true;
    while (sleepers.size > 0) {
      await untilQuiet();
      const next = Math.min(...[...sleepers].map(({ until }) => until));
      if (next === Infinity) break;
      time = Math.max(time, next);
      for (const sleeper of [...sleepers]) {
        if (sleeper.until > time) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    }
    isLeaping = false;
  }

  return {
    now: () => {
      readings += 1;
      return time;
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        readings += 1;
        const onAbort = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason as Error);
        };
        const wake = () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        };
        const sleeper = { until: time + milliseconds, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', onAbort, { once: true });
        if (!isLeaping) void leap();
      }),
  };
}
