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
}

/** The runs of an enrichment since the last erasure, with the one that a consent has just scheduled. */
export function runStories({ view, consents, runs, progress, erasedAt }: EnrichmentRecord): readonly RunStory[] {
  const grants = consents.filter(isGrant);
  const newest = runs.at(-1);
  const stories = runs
    .filter(({ startedAt }) => startedAt > erasedAt)
    .map((run) => ({ notice: noticeOf(run, runs, grants), run, phase: phaseOf(run, progress, view.publication), isNewest: run === newest }));
  const grant = grants.findLast(({ status }) => status === 'granted');
  if (grant === undefined || (newest !== undefined && newest.startedAt >= grant.answeredAt)) return stories;
  // A run that began under an earlier consent ends first.
  if (newest !== undefined && newest.endedAt === undefined) return stories;
  const phase: RunPhase = view.nextRunAt === undefined ? { kind: 'onHold' } : { kind: 'scheduled', startsAt: view.nextRunAt };
  return [...stories, { notice: firstRunNotice(grant), run: undefined, phase, isNewest: true }];
}

type Grant = Consent & { readonly answeredAt: number };

/** Also one that was replaced or withdrawn since. */
function isGrant(consent: Consent): consent is Grant {
  return consent.answeredAt !== undefined && consent.status !== 'declined';
}

/** The first run under a consent goes on with the card by which it was scheduled. */
function noticeOf(run: RunRecord, runs: readonly RunRecord[], grants: readonly Grant[]): string {
  const grant = grants.findLast(({ answeredAt }) => answeredAt <= run.startedAt);
  return grant !== undefined && runs.find(({ startedAt }) => startedAt >= grant.answeredAt) === run ? firstRunNotice(grant) : `run/${run.id}`;
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
