import type { RunAnswer, RunRecord } from '../../api/contract.ts';

export type Stage = NonNullable<RunAnswer['progress']>['stage'];
/** `stopped`: the run ended before or in it. */
export type StageState = 'done' | 'current' | 'waiting' | 'stopped';

const stages: readonly Stage[] = ['resolve', 'read', 'aggregate', 'score', 'publish'];

/**
 * Each stage and how it stands. `current` is undefined while the run waits its turn, and once it has ended: of a run that failed it is not
 * kept how far it was.
 */
export function stagesOf({ outcome }: { readonly outcome?: RunRecord['outcome'] }, current: Stage | undefined): readonly { readonly stage: Stage; readonly state: StageState }[] {
  const place = current === undefined ? -1 : stages.indexOf(current);
  return stages.map((stage, index) => ({ stage, state: stateOf(outcome, index - place) }));
}

function stateOf(outcome: RunRecord['outcome'], placesAhead: number): StageState {
  if (outcome === 'succeeded' || outcome === 'succeededWithWarnings') return 'done';
  if (outcome !== undefined) return 'stopped';
  if (placesAhead < 0) return 'done';
  return placesAhead === 0 ? 'current' : 'waiting';
}
