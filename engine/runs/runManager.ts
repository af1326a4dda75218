import { randomUUID } from 'node:crypto';
import { findEnrichment } from '../enrichments/editing.ts';
import { isConsentValid } from '../consent/consents.ts';
import { addressesToRead, isConsentedTo } from '../enrichments/enrichmentState.ts';
import type { Clock } from '../model/clock.ts';
import type { ColumnMapping, ContactDataSet } from '../model/contactDataSet.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { Overview } from '../model/overview.ts';
import type { Publication, RunRecord, runCauses } from '../model/runRecord.ts';
import type { State } from '../model/state.ts';
import type { StateStore } from '../store/stateStore.ts';
import { endsResults } from './endsResults.ts';
import { forgetResults } from './forgetResults.ts';
import { forgetIncomparable, leavesOutTheSame } from './leftOut.ts';
import type { Progress } from './progress.ts';
import type { Published } from './runOptions.ts';

/** Records of older runs go; the figures over time that people look at reach back about a year of daily runs. */
const recordsMax = 400;

/** One run, as plain data for whoever carries it out. */
export interface RunJob {
  readonly runId: string;
  readonly enrichmentId: string;
  readonly members: readonly string[];
  readonly asOf: number;
  readonly timeZone: string;
  readonly contacts: { readonly kind: ContactDataSet['kind']; readonly dataSetId: string; readonly columns: ColumnMapping; readonly hasAccounts: boolean };
  /** With which the results are compared; undefined where there is none that covers a whole year and leaves out the same people. */
  readonly previousPublicationId: string | undefined;
  /** Publish before the year is complete: there are no results yet. */
  readonly publishesMonthly: boolean;
  /** Of those who are not read (`Objectors`). */
  readonly objectionKeys: readonly string[];
}

/** Carries a run out, off the main event loop. When the signal is aborted it ends within seconds, with a rejection. */
export type ExecuteRun = (
  job: RunJob,
  options: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void; readonly onPublished: (published: Published) => void },
) => Promise<{ readonly overview: Overview }>;

export interface RunManagerOptions {
  readonly store: StateStore;
  readonly clock: Clock;
  readonly execute: ExecuteRun;
  /** Over all enrichments; others wait their turn. */
  readonly runsAtOnce: number;
  /** Does what follows from new results; called when the state already names them. What it gives is recorded as the run's warning. */
  readonly onPublication: (publication: Publication) => Promise<EngagementFailure | undefined>;
  readonly onStarted: (run: RunRecord) => void;
  readonly onEnded: (run: RunRecord) => void;
  /** Whenever something of a run has changed, its progress too: often. Must not throw. */
  readonly onChange: () => void;
  /** A fault of the program. */
  readonly onFault: (error: unknown) => void;
}

type Ending = 'cancelled' | 'consentGone' | 'personErased' | 'shutdown';

interface RunEnd {
  readonly outcome: NonNullable<RunRecord['outcome']>;
  readonly overview?: Overview;
  readonly failure?: EngagementFailure | undefined;
}

interface ActiveRun {
  readonly run: RunRecord;
  readonly stop: AbortController;
  ending: Ending | undefined;
  progress: Progress | undefined;
  warning: EngagementFailure | undefined;
  done: Promise<void>;
}

/** Runs enrichments: one run at a time for each, some at once over all. What it knows of a run that has ended stands in the state. */
export class RunManager {
  readonly #options: RunManagerOptions;
  readonly #active = new Map<string, ActiveRun>();
  readonly #waiting: (() => void)[] = [];
  /** By enrichment: settled when it may be read again. */
  readonly #holds = new Map<string, Promise<void>>();
  readonly #watchers = new Map<string, Set<() => void>>();
  #slotsFree: number;
  #isClosed = false;

  constructor(options: RunManagerOptions) {
    this.#options = options;
    this.#slotsFree = options.runsAtOnce;
  }

  get isBusy(): boolean {
    return this.#active.size > 0;
  }

  /** Throws `runConflict` where the enrichment is being read, `notReady` and `consentMissing` where it cannot be. */
  async start(enrichmentId: string, cause: (typeof runCauses)[number], requestedBy?: string): Promise<RunRecord> {
    const { store, clock } = this.#options;
    const run = await store.update((state): RunRecord => {
      assertRunnable(state, enrichmentId);
      const now = clock.now();
      const added: RunRecord = { id: randomUUID(), enrichmentId, cause, ...(requestedBy !== undefined && { requestedBy }), startedAt: now, asOf: now, resumptions: 0 };
      const records = state.runs.filter((record) => record.enrichmentId === enrichmentId);
      const oldest = new Set(records.slice(0, Math.max(0, records.length + 1 - recordsMax)));
      state.runs = [...state.runs.filter((record) => !oldest.has(record)), added];
      return added;
    });
    this.#launch(run);
    return run;
  }

  /** Goes on with the runs that the last process left unfinished; those that were cancelled, or whose consent is gone, end as cancelled. */
  async resume(): Promise<void> {
    const { store } = this.#options;
    for (const { id, enrichmentId } of store.read().runs.filter(({ endedAt }) => endedAt === undefined)) {
      const run = await store.update((state) => {
        const record = state.runs.find((one) => one.id === id);
        if (record === undefined || record.cancelledBy !== undefined || !isConsentedTo(state, enrichmentId)) return undefined;
        record.resumptions += 1;
        return { ...record };
      });
      if (run !== undefined) this.#launch(run);
      else await this.#record(id, { outcome: 'cancelled' });
    }
  }

  /** Resolves when the run has ended. Throws `runConflict` where it is not under way. */
  async cancel(enrichmentId: string, runId: string, by: string): Promise<void> {
    const active = this.#active.get(enrichmentId);
    if (active?.run.id !== runId) throw new EngagementFailure('runConflict', 'This run is not under way: it has ended already. See its outcome in the list of runs.');
    await this.#options.store.update((state) => {
      const record = state.runs.find(({ id }) => id === runId);
      if (record !== undefined) record.cancelledBy = by;
    });
    await this.#stop(active, 'cancelled');
  }

  /**
   * Has an enrichment to itself, for what is erased of it: ends what is under way there, and lets no run of it begin until `work` has ended.
   * A run that is started meanwhile waits; one `work` comes after the other.
   */
  async hold<Result>(enrichmentId: string, ending: 'consentGone' | 'personErased', work: () => Promise<Result>): Promise<Result> {
    const begin = async () => {
      const active = this.#active.get(enrichmentId);
      if (active !== undefined) await this.#stop(active, ending);
      return work();
    };
    const working = this.#holds.get(enrichmentId)?.then(begin) ?? begin();
    const held = working.then(
      () => undefined,
      () => undefined,
    );
    this.#holds.set(enrichmentId, held);
    try {
      return await working;
    } finally {
      if (this.#holds.get(enrichmentId) === held) this.#holds.delete(enrichmentId);
    }
  }

  /** Undefined where nothing is under way, or the run waits its turn. */
  progress(enrichmentId: string): Progress | undefined {
    return this.#active.get(enrichmentId)?.progress;
  }

  /** Calls back whenever something of the enrichment's runs changes, until the returned function is called. */
  watch(enrichmentId: string, onChange: () => void): () => void {
    const watchers = this.#watchers.get(enrichmentId) ?? new Set();
    this.#watchers.set(enrichmentId, watchers.add(onChange));
    return () => {
      watchers.delete(onChange);
      if (watchers.size === 0) this.#watchers.delete(enrichmentId);
    };
  }

  /** Tells the watchers of an enrichment: what they look at has changed otherwise than by a run. */
  notify(enrichmentId: string): void {
    for (const onChange of this.#watchers.get(enrichmentId) ?? []) onChange();
    this.#options.onChange();
  }

  /** Lets each run come to a checkpoint; the next process goes on from there. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#active.values()].map((active) => this.#stop(active, 'shutdown')));
  }

  async #stop(active: ActiveRun, ending: Ending): Promise<void> {
    active.ending ??= ending;
    active.stop.abort();
    await active.done;
  }

  #launch(run: RunRecord): void {
    const active: ActiveRun = { run, stop: new AbortController(), ending: undefined, progress: undefined, warning: undefined, done: Promise.resolve() };
    this.#active.set(run.enrichmentId, active);
    if (this.#isClosed) {
      active.ending = 'shutdown';
      active.stop.abort();
    }
    active.done = this.#carryOut(active)
      .catch(this.#options.onFault)
      .finally(() => {
        this.#active.delete(run.enrichmentId);
        this.notify(run.enrichmentId);
      });
    this.#options.onStarted(run);
    this.notify(run.enrichmentId);
  }

  async #carryOut(active: ActiveRun): Promise<void> {
    const { run, stop } = active;
    // One after the other, and all of them before the run is said to have ended.
    let publishing = Promise.resolve();
    try {
      const held = this.#holds.get(run.enrichmentId);
      if (held !== undefined) await endOf(held, stop.signal);
      const free = await this.#slot(stop.signal);
      try {
        const job = jobOf(this.#options.store.read(), run);
        const { overview } = await this.#options.execute(job, {
          signal: stop.signal,
          onProgress: (progress) => {
            active.progress = progress;
            this.notify(run.enrichmentId);
          },
          onPublished: (published) => {
            publishing = publishing.then(() => this.#publish(active, job, published));
            publishing.catch(() => stop.abort());
          },
        });
        await publishing;
        const isClean = active.warning === undefined && isWithoutWarnings(overview);
        await this.#end(run.id, { outcome: isClean ? 'succeeded' : 'succeededWithWarnings', overview, failure: active.warning });
      } finally {
        free();
      }
    } catch (error) {
      await publishing.catch(() => undefined);
      await this.#endByError(active, error);
    }
  }

  async #endByError({ run, ending }: ActiveRun, error: unknown): Promise<void> {
    if (ending === 'shutdown') return;
    if (ending === 'cancelled') return this.#end(run.id, { outcome: 'cancelled' });
    if (ending === 'consentGone') {
      const failure = new EngagementFailure('consentMissing', 'Consent was withdrawn, or the enrichment was deleted, while this run was under way; what it had read has been erased.');
      return this.#end(run.id, { outcome: 'cancelled', failure });
    }
    if (ending === 'personErased') {
      const failure = new EngagementFailure('interrupted', 'A person was erased on request while this run was under way. Another run follows, which does not read that person.');
      return this.#end(run.id, { outcome: 'cancelled', failure });
    }
    if (error instanceof EngagementFailure) return this.#end(run.id, { outcome: 'failed', failure: error });
    this.#options.onFault(error);
    const failure = new EngagementFailure('serviceFault', 'The run ended by a fault of the program. Run it again; if it happens again, tell the operator of the app the time at which it did.');
    return this.#end(run.id, { outcome: 'failed', failure });
  }

  async #end(runId: string, end: RunEnd): Promise<void> {
    const ended = await this.#record(runId, end);
    if (ended !== undefined) this.#options.onEnded(ended);
  }

  async #record(runId: string, { outcome, overview, failure }: RunEnd): Promise<RunRecord | undefined> {
    const { store, clock } = this.#options;
    return store.update((state) => {
      const record = state.runs.find(({ id }) => id === runId);
      if (record === undefined) return undefined;
      record.endedAt = clock.now();
      record.outcome = outcome;
      if (overview !== undefined) record.overview = overview;
      if (outcome === 'failed' && failure !== undefined && endsResults(state, record.enrichmentId, failure.code)) forgetResults(state, record.enrichmentId);
      if (failure !== undefined) record.failure = { code: failure.code, message: failure.message };
      return { ...record };
    });
  }

  /** Lets the state name the new results; from then on they are shown. */
  async #publish(active: ActiveRun, job: RunJob, { id, asOf, coverage, overview }: Published): Promise<void> {
    const { run, stop } = active;
    const { store, clock, onPublication } = this.#options;
    const publication = await store.update((state) => {
      const enrichment = state.enrichments.find((one) => one.id === run.enrichmentId);
      // What the run reads, not what the settings say by now: they may name more people, for whom consent is being asked.
      const isConsented = isConsentValid(state, run.enrichmentId, addressesToRead(job.members));
      if (enrichment === undefined || stop.signal.aborted || !isConsented) return undefined;
      forgetIncomparable(state, run.enrichmentId, job.objectionKeys);
      const { customersEnriched, customersTotal } = overview;
      const added: Publication = { id, enrichmentId: run.enrichmentId, runId: run.id, publishedAt: clock.now(), asOf, coverage, customersEnriched, customersTotal };
      const earlier = state.publications.filter(({ enrichmentId }) => enrichmentId === run.enrichmentId);
      const oldest = new Set(earlier.slice(0, Math.max(0, earlier.length + 1 - recordsMax)));
      state.publications = [...state.publications.filter((one) => !oldest.has(one)), added];
      enrichment.publicationId = id;
      return added;
    });
    if (publication === undefined) return;
    active.warning = await onPublication(publication);
    this.notify(run.enrichmentId);
  }

  /** Waits for one of the places; gives the function that gives it back. */
  async #slot(signal: AbortSignal): Promise<() => void> {
    if (this.#slotsFree > 0) this.#slotsFree -= 1;
    else {
      await new Promise<void>((resolve, reject) => {
        this.#waiting.push(resolve);
        signal.addEventListener('abort', () => {
          const place = this.#waiting.indexOf(resolve);
          if (place >= 0) this.#waiting.splice(place, 1);
          reject(new EngagementFailure('interrupted', 'The run was stopped before its turn came.'));
        });
      });
    }
    return () => {
      const next = this.#waiting.shift();
      if (next === undefined) this.#slotsFree += 1;
      else next();
    };
  }
}

/** A run that is stopped waits no longer: whoever holds the enrichment may be waiting for its end. */
async function endOf(held: Promise<void>, signal: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });
  await Promise.race([held, stopped]);
  if (signal.aborted) throw new EngagementFailure('interrupted', 'The run was stopped before its turn came.');
}

function assertRunnable(state: Readonly<State>, enrichmentId: string): void {
  const { settings } = findEnrichment(state, enrichmentId);
  if (settings === undefined) throw new EngagementFailure('notReady', 'The set-up of this enrichment is not finished. Finish it first.');
  if (!isConsentedTo(state, enrichmentId)) {
    throw new EngagementFailure('consentMissing', 'The organisation has not consented to this enrichment. A Global Administrator of the organisation has to consent first.');
  }
  if (state.runs.some((run) => run.enrichmentId === enrichmentId && run.endedAt === undefined)) {
    throw new EngagementFailure('runConflict', 'A run of this enrichment is under way. Wait for its end, or cancel it.');
  }
}

function jobOf(state: Readonly<State>, { id, enrichmentId, asOf }: RunRecord): RunJob {
  const { settings, publicationId } = findEnrichment(state, enrichmentId);
  if (settings === undefined) throw new EngagementFailure('notReady', 'The set-up of this enrichment is not finished. Finish it first.');
  const shown = state.publications.find((publication) => publication.id === publicationId);
  const isWhole = shown?.coverage.isComplete === true;
  const objectionKeys = state.objections.flatMap(({ keys }) => keys);
  const { addresses, timeZone, contactDataSetId, mapping } = settings;
  const dataSet = state.contactDataSets.find((one) => one.id === contactDataSetId);
  if (dataSet === undefined) throw new EngagementFailure('contactsUnreadable', 'The contact data set of this enrichment does not exist any more. Edit the enrichment and choose another one.');
  return {
    runId: id,
    enrichmentId,
    members: addresses,
    asOf,
    timeZone,
    contacts: { kind: dataSet.kind, dataSetId: dataSet.id, columns: mapping, hasAccounts: dataSet.files.accounts !== undefined },
    // A run that is resumed after it has published finds its own results, with which there is nothing to compare.
    previousPublicationId: isWhole && shown.runId !== id && leavesOutTheSame(state, enrichmentId, objectionKeys) ? shown.id : undefined,
    publishesMonthly: !isWhole,
    objectionKeys,
  };
}

function isWithoutWarnings({ addressesSkipped, customersEnriched }: Overview): boolean {
  return addressesSkipped.length === 0 && customersEnriched > 0;
}
