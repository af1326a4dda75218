import type { Clock } from '../model/clock.ts';
import type { StateStore } from '../store/stateStore.ts';
import type { RunManager } from './runManager.ts';
import { nextRunAt } from './schedule.ts';

/** Timers that sleep through a change of the machine's clock are late by no more than this. */
const sleepMillisecondsMax = 60_000;

export interface SchedulerOptions {
  readonly store: StateStore;
  readonly clock: Clock;
  readonly runs: RunManager;
  readonly firstRunDelayMilliseconds: number;
  /** At each look, at least once a minute: for what else comes with time. */
  readonly onTick: () => Promise<void>;
  readonly onFault: (error: unknown) => void;
}

/** Starts the runs that are due. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #ended = new AbortController();
  #wake = new AbortController();

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  /** Looks and sleeps, in turns, until `stop`. */
  async run(): Promise<void> {
    const { clock, onTick, onFault } = this.#options;
    while (!this.#ended.signal.aborted) {
      this.#wake = new AbortController();
      await onTick().catch(onFault);
      const next = await this.#startDue();
      const milliseconds = Math.min(sleepMillisecondsMax, Math.max(0, next - clock.now()));
      await clock.sleep(milliseconds, AbortSignal.any([this.#wake.signal, this.#ended.signal])).catch(() => undefined);
    }
  }

  /** Looks again: something has changed that a run may follow from. */
  wake(): void {
    this.#wake.abort();
  }

  stop(): void {
    this.#ended.abort();
  }

  /** Gives the time of the next run that is not due yet. */
  async #startDue(): Promise<number> {
    const { store, clock, runs, firstRunDelayMilliseconds, onFault } = this.#options;
    let next = Infinity;
    for (const enrichment of store.read().enrichments) {
      const at = nextRunAt(store.read(), enrichment, firstRunDelayMilliseconds);
      if (at === undefined) continue;
      if (at > clock.now()) next = Math.min(next, at);
      else await runs.start(enrichment.id, enrichment.publicationId === undefined ? 'first' : 'daily').catch(onFault);
    }
    return next;
  }
}
