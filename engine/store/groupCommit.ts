import { setImmediate } from 'node:timers/promises';
import { EngagementFailure } from '../model/failure.ts';

export interface GroupCommitOptions<State> {
  /** What the next changes are made to: the last durable state. Where this rejects, so do they. */
  readonly begin: () => Promise<State>;
  /** The state with a change made to it; the one before stays as it is. Gives the same state back where nothing was changed. */
  readonly apply: <Result>(before: State, change: (state: State) => Result) => { readonly state: State; readonly result: Result };
  /** Resolves when the state is durable. */
  readonly write: (state: State) => Promise<void>;
  /** What those are told whose changes could not be written. */
  readonly failure: (error: unknown) => EngagementFailure;
}

/** A change that waits for its turn. */
interface Waiting<State> {
  /** The changed state, and what tells the caller once that is durable. */
  readonly apply: (before: State) => { readonly state: State; readonly tell: () => void };
  readonly reject: (reason: unknown) => void;
}

/**
 * Changes of one state, made in the order of the calls, each told when it is durable; those that come while others are being written go to the
 * disk together. A change that throws changes nothing, and only its caller hears of it.
 */
export class GroupCommit<State> {
  readonly #options: GroupCommitOptions<State>;
  #waiting: Waiting<State>[] = [];
  #writing: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: GroupCommitOptions<State>) {
    this.#options = options;
  }

  /** Resolves with what `change` gives back as soon as the changed state is durable. @throws EngagementFailure `interrupted` after `close`, or that of `failure` */
  update<Result>(change: (state: State) => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) {
        reject(new EngagementFailure('interrupted', 'The service is stopping. Try again in a minute.'));
        return;
      }
      const apply: Waiting<State>['apply'] = (before) => {
        const { state, result } = this.#options.apply(before, change);
        return { state, tell: () => resolve(result) };
      };
      this.#waiting.push({ apply, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Takes no more changes; resolves when those that were asked for are durable. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Calls that are made in the same turn go with the first.
      await Promise.resolve();
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        for (const tell of await this.#commit(batch)) tell();
      } catch (error) {
        for (const { reject } of batch) reject(this.#options.failure(error));
      }
    }
    // In the same turn as the last look at who waits: a call that came in between would be forgotten.
    this.#writing = undefined;
  }

  /** Makes the changes durable; what it resolves with tells the callers. */
  async #commit(batch: readonly Waiting<State>[]): Promise<(() => void)[]> {
    const before: State = await this.#options.begin();
    let state: State = before;
    const tellings: (() => void)[] = [];
    for (const { apply, reject } of batch) {
      // However many there are: whoever reads meanwhile waits for one of them at most.
      if (tellings.length > 0) await setImmediate();
      try {
        const changed = apply(state);
        state = changed.state;
        tellings.push(changed.tell);
      } catch (error) {
        tellings.push(() => reject(error));
      }
    }
    if (state !== before) await this.#options.write(state);
    return tellings;
  }
}
