import type { Clock } from '../../engine/index.ts';

/** What `asking` gives; undefined where that takes longer. It goes on all the same: what becomes of it then, a failure too, is for the caller to have seen to. */
export async function within<Result>(clock: Clock, milliseconds: number, asking: Promise<Result>): Promise<Result | undefined> {
  const answered = new AbortController();
  const late = clock.sleep(milliseconds, answered.signal).then(
    () => undefined,
    () => undefined,
  );
  try {
    return await Promise.race([asking, late]);
  } finally {
    answered.abort();
  }
}
