import type { Clock } from '../../engine/index.ts';

/** Keys that nobody has used for a while are forgotten from this number on. */
const keysMax = 1_000;

/** Lets at most `burst` pass at once, and then one each interval, for each key by itself (generic cell rate algorithm). */
export class Pace {
  readonly #clock: Clock;
  readonly #intervalMilliseconds: number;
  readonly #burst: number;
  readonly #stopping: AbortSignal | undefined;
  /** Until when the passes that were given last, at one each interval. */
  readonly #spentUntil = new Map<string, number>();

  constructor(clock: Clock, options: { readonly intervalMilliseconds: number; readonly burst: number }, stopping?: AbortSignal) {
    this.#clock = clock;
    this.#stopping = stopping;
    this.#intervalMilliseconds = options.intervalMilliseconds;
    this.#burst = options.burst;
  }

  /** @throws the reason of `stopping`, where one has to wait. */
  async pass(key: string): Promise<void> {
    const now = this.#clock.now();
    const from = Math.max(this.#spentUntil.get(key) ?? 0, now);
    this.#spentUntil.set(key, from + this.#intervalMilliseconds);
    if (this.#spentUntil.size > keysMax) this.#forget(now);
    const waitMilliseconds = from - (this.#burst - 1) * this.#intervalMilliseconds - now;
    if (waitMilliseconds > 0) await this.#clock.sleep(waitMilliseconds, this.#stopping);
  }

  #forget(now: number): void {
    for (const [key, until] of this.#spentUntil) if (until <= now) this.#spentUntil.delete(key);
  }
}
