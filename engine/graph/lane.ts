import { Slots } from './slots.ts';

/** Outlook serves at most 4 requests at a time per app and mailbox, mail and calendar together, and refuses the fifth with 429. */
const mailboxRequestsMax = 4;

/** The fence's own waiting time, where the server gives none or the same small one again and again: 1, 2, 4 … seconds. */
const floorSecondsFirst = 1;
const floorSecondsMax = 60;
/** Added on top of each wait (at most a quarter of it, and 5 seconds), so that those who were throttled together do not come back together. */
const jitterSecondsMax = (waitSeconds: number) => Math.min(waitSeconds / 4, 5);

/** Below this a smaller page helps no server, and only makes more requests. */
const pageSizeMin = 10;

/** What all requests to one mailbox share (for the directory: all requests to the tenant). */
export interface Lane {
  readonly slots: Slots;
  readonly fence: Fence;
  readonly pages: PageSize;
}

export function mailboxLane(random: () => number): Lane {
  return { slots: new Slots(mailboxRequestsMax), fence: new Fence(random), pages: new PageSize() };
}

export function directoryLane(random: () => number, requestsMax: number): Lane {
  return { slots: new Slots(requestsMax), fence: new Fence(random), pages: new PageSize() };
}

/** The moment before which no request may leave. Overlapping waits take the longest, they are not added. */
export class Fence {
  readonly #random: () => number;
  #opensAt = 0;
  #throttledInRow = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Milliseconds since the Unix epoch. */
  get opensAt(): number {
    return this.#opensAt;
  }

  /** A request that left at `sentAt` was throttled. One that left before the fence last closed says nothing new, and lengthens no floor. */
  close(throttled: { readonly sentAt: number; readonly now: number; readonly afterSeconds: number | undefined }): void {
    if (throttled.sentAt >= this.#opensAt) this.#throttledInRow += 1;
    const floorSeconds = Math.min(floorSecondsMax, floorSecondsFirst * 2 ** Math.max(0, this.#throttledInRow - 1));
    const seconds = Math.max(throttled.afterSeconds ?? 0, floorSeconds);
    this.#opensAt = Math.max(this.#opensAt, throttled.now + Math.ceil((seconds + jitterSecondsMax(seconds) * this.#random()) * 1000));
  }

  /** A request that left at `sentAt` was served: the floor starts anew, if it left after the last throttling. */
  served(sentAt: number): void {
    if (sentAt >= this.#opensAt) this.#throttledInRow = 0;
  }
}

/** The largest page that may be asked for. It shrinks where pages were too heavy, and stays small: the next window is no lighter. */
export class PageSize {
  #max = Infinity;

  get max(): number {
    return this.#max;
  }

  /** A page of `size` items was too heavy. */
  halve(size: number): void {
    this.#max = Math.min(this.#max, Math.max(pageSizeMin, Math.floor(size / 2)));
  }
}
