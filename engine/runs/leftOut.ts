import { createHash } from 'node:crypto';
import type { State } from '../model/state.ts';
import { forgetResults } from './forgetResults.ts';

/**
 * Whether the results that are on record leave out exactly those with these keys. Where they do not, somebody was erased or is read again in
 * between, and whatever differs from results that do would be that person's part.
 */
export function leavesOutTheSame(state: Readonly<State>, enrichmentId: string, objectionKeys: readonly string[]): boolean {
  return state.leftOut.find((one) => one.enrichmentId === enrichmentId)?.hash === hashOf(objectionKeys);
}

/**
 * Before results without these people are put on record: forgets every figure of results that leave out others, so that nothing can compare
 * the two. That covers scores (`previousPublicationId`), counts of segments, overviews of runs, and marks of digests, which name a publication.
 */
export function forgetIncomparable(state: State, enrichmentId: string, objectionKeys: readonly string[]): void {
  if (leavesOutTheSame(state, enrichmentId, objectionKeys)) return;
  forgetResults(state, enrichmentId);
  const hash = hashOf(objectionKeys);
  if (hash !== undefined) state.leftOut.push({ enrichmentId, hash });
}

/** Undefined for nobody. */
function hashOf(objectionKeys: readonly string[]): string | undefined {
  if (objectionKeys.length === 0) return undefined;
  return createHash('sha256').update([...new Set(objectionKeys)].sort().join('\n')).digest('hex');
}
