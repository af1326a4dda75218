import { readingIsRevoked } from '../graph/permissions.ts';
import type { Clock } from '../model/clock.ts';

/** While mailboxes are read, so that a withdrawal in Microsoft Entra ID ends the reading within five seconds… */
const busyMilliseconds = 2_000;

/** …and otherwise, when there is nothing to stop but what was kept is to go all the same. */
const idleMilliseconds = 60_000;

export interface GrantWatchOptions {
  readonly clock: Clock;
  /** Of a token that is asked for anew: one that is out keeps its roles for an hour. */
  readonly grantedRoles: () => Promise<readonly string[]>;
  /** Mailboxes are being read. */
  readonly isBusy: () => boolean;
  /** There is a consent that could be withdrawn. */
  readonly isNeeded: () => boolean;
  /** The permission to read mailboxes is gone. */
  readonly onRemoved: () => Promise<void>;
  readonly onFault: (error: unknown) => void;
}

/**
 * Watches the first lock of consent: whether the organisation still grants the app its mailboxes in Microsoft Entra ID. A token service that
 * cannot be reached proves nothing, and the removal must show in two tokens one after the other.
 */
export class GrantWatch {
  readonly #options: GrantWatchOptions;
  readonly #ended = new AbortController();
  #wake = new AbortController();

  constructor(options: GrantWatchOptions) {
    this.#options = options;
  }

  /** Watches until `stop`. */
  async run(): Promise<void> {
    const { clock, isBusy } = this.#options;
    for (;;) {
      this.#wake = new AbortController();
      await clock.sleep(isBusy() ? busyMilliseconds : idleMilliseconds, AbortSignal.any([this.#wake.signal, this.#ended.signal])).catch(() => undefined);
      if (this.#ended.signal.aborted) return;
      await this.check().catch(this.#options.onFault);
    }
  }

  /** Looks more often from now on: a run has begun. */
  wake(): void {
    this.#wake.abort();
  }

  stop(): void {
    this.#ended.abort();
  }

  /** Looks once. */
  async check(): Promise<void> {
    const { isNeeded, onRemoved } = this.#options;
    if (isNeeded() && (await this.#isRemoved()) && (await this.#isRemoved())) await onRemoved();
  }

  async #isRemoved(): Promise<boolean> {
    return readingIsRevoked(await this.#options.grantedRoles());
  }
}
