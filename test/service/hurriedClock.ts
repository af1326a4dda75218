import type { Clock } from '../../engine/index.ts';
import { systemClock } from '../../infra/systemClock.ts';

/** So much faster than the machine's. */
const speed = 10;

/** A clock that runs fast, and is put forward when the test wants time to have passed; who sleeps is not woken by that. */
export class HurriedClock implements Clock {
  readonly #startedAt = systemClock.now();
  #passedMilliseconds = 0;

  now(): number {
    return this.#startedAt + Math.floor((systemClock.now() - this.#startedAt) * speed) + this.#passedMilliseconds;
  }

  sleep(durationMilliseconds: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(durationMilliseconds / speed, signal);
  }

  pass(milliseconds: number): void {
    this.#passedMilliseconds += milliseconds;
  }
}
