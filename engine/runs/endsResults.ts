import type { FailureCode } from '../model/failure.ts';
import type { State } from '../model/state.ts';
import { leavesOutTheSame } from './leftOut.ts';

/** As long as nobody mends the choice of people, each later run fails like this one. */
const choiceFailures: ReadonlySet<FailureCode> = new Set(['addressUnknown', 'groupEmpty', 'peopleTooFew', 'peopleTooMany']);

/**
 * Whether the results of an enrichment go with a run that has failed. Else they stay until others take their place: but not where they would be
 * those of an enrichment of fewer than two people, nor where somebody was erased since and the choice of people lets no others come.
 */
export function endsResults(state: Readonly<State>, enrichmentId: string, code: FailureCode): boolean {
  if (code === 'peopleTooFew') return true;
  const objectionKeys = state.objections.flatMap(({ keys }) => keys);
  return choiceFailures.has(code) && !leavesOutTheSame(state, enrichmentId, objectionKeys);
}
