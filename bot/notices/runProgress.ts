import type { Consent, EnrichmentView, Progress, Publication, RunRecord } from '../../engine/index.ts';
import type { RunPhase } from '../cards/notices/runCard.ts';

/** What is told of one run, wherever it is told. */
export interface RunStory {
  readonly notice: string;
  /** Undefined before it has started. */
  readonly run: RunRecord | undefined;
  readonly phase: RunPhase;
  /** The newest of its enrichment. */
  readonly isNewest: boolean;
}

/** What is on record of one enrichment, the oldest first. */
export interface EnrichmentRecord {
  readonly view: EnrichmentView;
  readonly consents: readonly Consent[];
  readonly runs: readonly RunRecord[];
  readonly progress: Progress | undefined;
  /** When all that was derived was erased last; of what came before nothing is told any more. */
  readonly erasedAt: number;
  /** Runs that ended earlier are left out, but for the newest. */
  readonly newsSince: number;
}

/** The runs of an enrichment since the last erasure, with the one that a consent has just scheduled. */
export function runStories({ view, consents, runs, progress, erasedAt, newsSince }: EnrichmentRecord): readonly RunStory[] {
  const grants = consents.filter(isGrant);
  const newest = runs.at(-1);
  const stories = runs.flatMap((run, index): RunStory[] => {
    const isTold = run.startedAt > erasedAt && (run === newest || run.endedAt === undefined || run.endedAt >= newsSince);
    if (!isTold) return [];
    const grant = firstGrant(grants, runs[index - 1], run);
    return [{ notice: grant === undefined ? `run/${run.id}` : firstRunNotice(grant), run, phase: phaseOf(run, progress, view.publication), isNewest: run === newest }];
  });
  const grant = firstGrant(grants, newest, undefined);
  // A run that began under an earlier consent ends first.
  if (grant === undefined || (newest !== undefined && newest.endedAt === undefined)) return stories;
  const phase: RunPhase = view.nextRunAt === undefined ? { kind: 'onHold' } : { kind: 'scheduled', startsAt: view.nextRunAt };
  return [...stories, { notice: firstRunNotice(grant), run: undefined, phase, isNewest: true }];
}

type Grant = Consent & { readonly answeredAt: number };

/** Also one that was replaced or withdrawn since. */
function isGrant(consent: Consent): consent is Grant {
  return consent.answeredAt !== undefined && consent.status !== 'declined';
}

/**
 * By which a run was scheduled, and with whose card it goes on: the first one after the run before; it stays so where another has replaced
 * it since. Undefined where there has been a run under it already. `run` undefined: one that has not begun.
 */
function firstGrant(grants: readonly Grant[], before: RunRecord | undefined, run: RunRecord | undefined): Grant | undefined {
  const [after, until] = [before?.startedAt ?? -1, run?.startedAt ?? Number.MAX_SAFE_INTEGER];
  return grants.find(({ answeredAt, withdrawnAt }) => answeredAt > after && answeredAt <= until && (withdrawnAt === undefined || withdrawnAt > until));
}

function firstRunNotice({ id }: Consent): string {
  return `run/first/${id}`;
}

function phaseOf(run: RunRecord, progress: Progress | undefined, publication: Publication | undefined): RunPhase {
  const { overview, failure } = run;
  switch (run.outcome) {
    case undefined:
      return { kind: 'running', progress, results: publication?.runId === run.id ? publication : undefined };
    case 'failed':
      return { kind: 'failed', failure: failure?.code ?? 'serviceFault' };
    case 'cancelled':
      return { kind: 'cancelled', failure: failure?.code };
    default:
      return { kind: 'completed', overview, hasWarnings: run.outcome === 'succeededWithWarnings', warning: failure?.code };
  }
}
