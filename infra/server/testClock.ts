import type { Clock } from '../../engine/index.ts';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that goes on only when the test says so. */
export class TestClock implements Clock {
  #time: number;
  readonly #sleepers = new Set<Sleeper>();
  readonly #watchers = new Set<() => void>();

  constructor(time: number) {
    this.#time = time;
  }

  now(): number {
    return this.#time;
  }

  sleep(durationMilliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const sleeper = { until: this.#time + durationMilliseconds, wake: resolve };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason as Error);
      });
      for (const tell of this.#watchers) tell();
    });
  }

  /** Resolves when somebody sleeps for exactly this long. */
  async sleeping(durationMilliseconds: number): Promise<void> {
    const isThere = () => [...this.#sleepers].some(({ until }) => until === this.#time + durationMilliseconds);
    while (!isThere()) {
      await new Promise<void>((resolve) => {
        const tell = () => {
          this.#watchers.delete(tell);
          resolve();
        };
        this.#watchers.add(tell);
      });
    }
  }

  advance(durationMilliseconds: number): void {
    this.#time += durationMilliseconds;
    for (const sleeper of [...this.#sleepers]) {
      if (sleeper.until > this.#time) continue;
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
  }
}
