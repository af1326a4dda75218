import { z } from 'zod';
import { storedMessage } from '../model/storedFailure.ts';

/** Turns a state of version `from` into one of the next version. */
export interface Migration {
  readonly from: number;
  readonly change: (state: Readonly<Record<string, unknown>>) => Record<string, unknown>;
}

/** One for each version before the present one. */
export const migrations: readonly Migration[] = [
  { from: 1, change: (state) => ({ ...state, objections: [] }) },
  { from: 2, change: (state) => withoutDebts(withoutChosenAddresses(state)) },
];

/** Objections held how much there was of the person, which the schema leaves out, and not which runs were still to follow. */
function withoutDebts(state: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...state, objections: z.array(z.looseObject({})).parse(state['objections']).map((objection) => ({ ...objection, toRun: [] })) };
}

const failedRuns = z.array(z.looseObject({ failure: z.object({ code: z.string(), message: z.string() }).optional() }));

/** Failures of runs repeated a chosen address as it was typed. */
function withoutChosenAddresses(state: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const runs = failedRuns.parse(state['runs']).map(({ failure, ...run }) => ({ ...run, ...(failure !== undefined && { failure: { code: failure.code, message: storedMessage(failure) } }) }));
  return { ...state, runs };
}

/** A state that no migration leads from to the version that is wanted. The message completes "it cannot be used: …". */
export class NoSuchVersion extends Error {
  override readonly name = 'NoSuchVersion';
}

const versioned = z.looseObject({ version: z.int() });

/** @throws ZodError where it has none */
export function versionOf(stored: unknown): number {
  return versioned.parse(stored).version;
}

/**
 * The state as version `to` would have written it, step by step.
 * @throws NoSuchVersion where it is newer, or too old; ZodError where it has no version at all.
 */
export function migrate(stored: unknown, steps: readonly Migration[], to: number): unknown {
  let state = versioned.parse(stored);
  if (state.version > to) throw new NoSuchVersion(`a newer version of this program has written it (${state.version}, where this one knows ${to}); start that one`);
  while (state.version < to) {
    const { version } = state;
    const step = steps.find(({ from }) => from === version);
    if (step === undefined) throw new NoSuchVersion(`it is of version ${version}, which this program can no longer read; start an earlier one first`);
    state = { ...step.change(state), version: version + 1 };
  }
  return state;
}
