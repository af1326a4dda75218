import type { Clock } from '../model/clock.ts';
import { EngagementFailure } from '../model/failure.ts';

const proofMilliseconds = 60_000;

/** More people than ask within a minute; none of their proofs is needed for longer. */
const proofsMax = 1_000;

/** What the directory says of people, remembered for a minute. */
export class Proofs {
  readonly #clock: Clock;
  readonly #ask: (userId: string) => Promise<boolean>;
  readonly #known = new Map<string, { readonly at: number; readonly isProven: boolean }>();

  constructor(clock: Clock, ask: (userId: string) => Promise<boolean>) {
    this.#clock = clock;
    this.#ask = ask;
  }

  /** Asks now. Throws what the directory fails with. */
  async now(userId: string): Promise<boolean> {
    return this.#remember(userId, await this.#ask(userId));
  }

  /** By a proof of the last minute, else asks. While the directory is down nothing is proven: people go on with what they may do without. */
  async lately(userId: string): Promise<boolean> {
    const known = this.#known.get(userId);
    if (known !== undefined && this.#clock.now() - known.at < proofMilliseconds) return known.isProven;
    const isProven = await this.#ask(userId).catch((error: unknown) => {
      if (!(error instanceof EngagementFailure)) throw error;
      return false;
    });
    return this.#remember(userId, isProven);
  }

  #remember(userId: string, isProven: boolean): boolean {
    if (this.#known.size >= proofsMax) this.#known.clear();
    this.#known.set(userId, { at: this.#clock.now(), isProven });
    return isProven;
  }
}
