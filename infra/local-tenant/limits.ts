import type { Clock } from '../../engine/index.ts';
import { chance } from './chance.ts';
import type { Offence } from './requestLog.ts';
import { GraphError } from './reply.ts';

/** Outlook's limits for one application and one mailbox. https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits */
const inFlightMost = 4;
const windowRequestsMost = 10_000;
const windowMilliseconds = 600_000;

/** Timers of clients may fire this much early, and clocks are read to the millisecond. */
const toleranceMilliseconds = 20;

/** A request that was on its way when its mailbox was closed is no offence. A repetition of the refused one cannot have been. */
const onItsWayMilliseconds = 50;

interface Gate {
  inFlight: number;
  refusals: number;
  closedAtMs: number;
  closedUntilMs: number;
  /** Requests that were told to wait since the gate was closed. */
  refusedRequests: Set<string>;
  /** Arrivals within the window, oldest first. */
  arrivals: number[];
}

/** What became of an arrival. `release` must be called when its answer goes out. */
export interface Arrival {
  readonly inFlight: number;
  readonly offences: readonly Offence[];
  readonly refusal: GraphError | undefined;
  readonly release: () => void;
}

/** Counts and judges the requests of each mailbox; and for any other service, whether Retry-After is kept. */
export class Limits {
  readonly #clock: Clock;
  readonly #seed: number;
  readonly #gates = new Map<string, Gate>();

  constructor(clock: Clock, seed: number) {
    this.#clock = clock;
    this.#seed = seed;
  }

  /** `request` tells requests apart that are not repetitions of one another: method and address. */
  arrive(key: string, request: string, isMailbox: boolean): Arrival {
    const gate = this.#gate(key);
    const now = this.#clock.now();
    gate.inFlight++;
    const { refusal, offences } = isMailbox ? this.#judgeMailbox(key, gate, request, now) : this.#judgeReturn(gate, request, now);
    let isReleased = false;
    const release = (): void => {
      if (!isReleased) gate.inFlight--;
      isReleased = true;
    };
    return { inFlight: isMailbox ? gate.inFlight : 0, offences, refusal, release };
  }

  /** The key's requests are answered 429 until then: an answer to `request` with Retry-After has gone out. */
  close(key: string, request: string, untilMs: number): void {
    const gate = this.#gate(key);
    const now = this.#clock.now();
    if (now >= gate.closedUntilMs) {
      gate.closedAtMs = now;
      gate.refusedRequests.clear();
    }
    gate.closedUntilMs = Math.max(gate.closedUntilMs, untilMs);
    gate.refusedRequests.add(request);
  }

  #judgeMailbox(key: string, gate: Gate, request: string, now: number): Judgement {
    // Requests sent while the mailbox is closed count as well.
    while (gate.arrivals[0] !== undefined && gate.arrivals[0] <= now - windowMilliseconds) gate.arrivals.shift();
    gate.arrivals.push(now);
    const isReturn = this.#judgeReturn(gate, request, now);
    if (gate.inFlight > inFlightMost) {
      const refusal = isReturn.refusal ?? this.#concurrencyRefusal(key, gate, request, now);
      return { refusal, offences: [...isReturn.offences, 'tooManyInFlight'] };
    }
    if (isReturn.refusal !== undefined || gate.arrivals.length <= windowRequestsMost) return isReturn;
    const seconds = Math.max(1, Math.ceil(((gate.arrivals[0] ?? now) + windowMilliseconds - now) / 1000));
    this.close(key, request, now + seconds * 1000);
    return { refusal: throttled('Application is over its request limit for this mailbox.', seconds), offences: ['tooManyRequests'] };
  }

  #judgeReturn(gate: Gate, request: string, now: number): Judgement {
    if (now >= gate.closedUntilMs - toleranceMilliseconds) return { refusal: undefined, offences: [] };
    const isEarly = gate.refusedRequests.has(request) || now > gate.closedAtMs + onItsWayMilliseconds;
    gate.refusedRequests.add(request);
    const seconds = Math.max(1, Math.ceil((gate.closedUntilMs - now) / 1000));
    return { refusal: throttled('Please retry again later.', seconds), offences: isEarly ? ['earlyReturn'] : [] };
  }

  /** Real answers name one to three seconds, or nothing. */
  #concurrencyRefusal(key: string, gate: Gate, request: string, now: number): GraphError {
    const drawn = chance(this.#seed, key, gate.refusals++);
    const seconds = drawn < 0.25 ? undefined : Math.ceil((drawn - 0.25) * 4);
    if (seconds !== undefined) this.close(key, request, now + seconds * 1000);
    return throttled('Application is over its MailboxConcurrency limit.', seconds);
  }

  #gate(key: string): Gate {
    let gate = this.#gates.get(key);
    if (gate === undefined) {
      gate = { inFlight: 0, refusals: 0, closedAtMs: 0, closedUntilMs: 0, refusedRequests: new Set(), arrivals: [] };
      this.#gates.set(key, gate);
    }
    return gate;
  }
}

interface Judgement {
  readonly refusal: GraphError | undefined;
  readonly offences: readonly Offence[];
}

function throttled(message: string, retryAfterSeconds: number | undefined): GraphError {
  return new GraphError(429, 'ApplicationThrottled', message, retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) });
}
