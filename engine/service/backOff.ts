import type { Clock } from '../model/clock.ts';

const pauseMillisecondsMin = 60_000;
const pauseMillisecondsMax = 24 * 3_600_000;

/** When to try again what has failed: after a minute, then ever later, once a day at last. */
export class BackOff {
  readonly #clock: Clock;
  readonly #pauses = new Map<string, { readonly milliseconds: number; readonly endsAt: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  isDue(id: string): boolean {
    return this.#clock.now() >= (this.#pauses.get(id)?.endsAt ?? -Infinity);
  }

  failed(id: string): void {
    const milliseconds = Math.min(pauseMillisecondsMax, 2 * (this.#pauses.get(id)?.milliseconds ?? pauseMillisecondsMin / 2));
    this.#pauses.set(id, { milliseconds, endsAt: this.#clock.now() + milliseconds });
  }

  succeeded(id: string): void {
    this.#pauses.delete(id);
  }
}
