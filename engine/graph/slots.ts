/** At most `max` holders at a time; those who wait are served in the order in which they came. */
export class Slots {
  readonly #max: number;
  readonly #waiting = new Set<() => void>();
  #held = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** Resolves with the function that gives the slot back (to be called once); rejects with the signal's reason if it is aborted before. */
  async acquire(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#held < this.#max) this.#held += 1;
    else await this.#wait(signal);
    return () => this.#release();
  }

  #wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.delete(onTurn);
        reject(signal?.reason as Error);
      };
      const onTurn = () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.add(onTurn);
    });
  }

  /** The slot goes to the next in the line, without being free in between: nobody can push in. */
  #release(): void {
    const [next] = this.#waiting;
    if (next) {
      this.#waiting.delete(next);
      next();
    } else {
      this.#held -= 1;
    }
  }
}
