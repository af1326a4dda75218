import type { Clock } from '../../engine/index.ts';
import { systemClock } from '../../infra/systemClock.ts';

/** So much faster than the machine's. */
const speed = 10;

/** A clock that runs fast, and is put forward when the test wants time to have passed; who sleeps is not woken by that. */
export class HurriedClock implements Clock {
  readonly #madeAt = systemClock.now();
  readonly #startedAt: number;
  #passedMilliseconds = 0;

  /** Let it start in the past where there are runs: their worker threads go by the machine's clock, for which nothing may lie in the future. */
  constructor(startedAt = systemClock.now()) {
    this.#startedAt = startedAt;
  }

  now(): number {
    return this.#startedAt + Math.floor((systemClock.now() - this.#madeAt) * speed) + this.#passedMilliseconds;
  }

  sleep(durationMilliseconds: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(durationMilliseconds / speed, signal);
  }

  pass(milliseconds: number): void {
    this.#passedMilliseconds += milliseconds;
  }
}
