import { EngagementFailure } from '../model/failure.ts';
import { storedMessage } from '../model/storedFailure.ts';
import type { ExecuteRun } from '../runs/runManager.ts';

/** Carries runs out so that no failure which goes on record names a chosen address. */
export function namelessRuns(execute: ExecuteRun): ExecuteRun {
  return async (job, options) => {
    try {
      return await execute(job, options);
    } catch (error) {
      if (!(error instanceof EngagementFailure)) throw error;
      throw new EngagementFailure(error.code, storedMessage(error), { cause: error });
    }
  };
}
