import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../engine/index.ts';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (durationMilliseconds, signal) => {
    try {
      await delay(durationMilliseconds, undefined, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
