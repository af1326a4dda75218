import { EngagementFailure } from '../../engine/index.ts';
import type { ApiSurroundings } from './route.ts';

/**
 * What the work comes to, or `interrupted` when it takes too long. The work itself goes on: whether it can be stopped half-way is its own
 * business, and whoever asked is told to look again.
 */
export async function withinTime<Result>(work: Promise<Result>, { clock, timeoutMilliseconds }: ApiSurroundings): Promise<Result> {
  const done = new AbortController();
  const tooLate = clock.sleep(timeoutMilliseconds, done.signal).then(() => {
    throw new EngagementFailure('interrupted', 'This took too long. Load the page again: what was asked for may still have been done.');
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    done.abort();
  }
}
