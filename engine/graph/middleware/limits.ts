import type { Clock } from '../../model/clock.ts';
import type { Exchange, Step } from '../exchange.ts';
import { Slots } from '../slots.ts';

/** How long one request may stand at fences in all, over all its attempts. */
const waitingBudgetSeconds = 15 * 60;

/** The request has waited, or would have to wait, longer at fences than it may. */
export class WaitedTooLong extends Error {
  override readonly name = 'WaitedTooLong';
}

/**
 * Lets an attempt leave when its lane has a free slot, its fence is open, and fewer than `requestsInFlightMax` requests are under way over
 * all lanes. A request at a fence holds no slot of the limit over all, so that a throttled mailbox holds nobody else up.
 *
 * The fence closes here, before the slots are given back: those who wait for a slot must find it closed.
 */
export function limits(options: { readonly requestsInFlightMax: number; readonly clock: Clock; readonly signal: AbortSignal | undefined }): Step {
  const { clock, signal } = options;
  const overall = new Slots(options.requestsInFlightMax);
  const waitedByExchange = new WeakMap<Exchange, number>();

  async function waitAtFence(exchange: Exchange): Promise<void> {
    const { fence } = exchange.lane;
    for (let wait = fence.opensAt - clock.now(); wait > 0; wait = fence.opensAt - clock.now()) {
      const waited = (waitedByExchange.get(exchange) ?? 0) + wait;
      if (waited > waitingBudgetSeconds * 1000) throw new WaitedTooLong();
      waitedByExchange.set(exchange, waited);
      await clock.sleep(wait, signal);
    }
  }

  async function acquireOverall(exchange: Exchange): Promise<() => void> {
    for (;;) {
      await waitAtFence(exchange);
      const release = await overall.acquire(signal);
      if (clock.now() >= exchange.lane.fence.opensAt) return release;
      // It closed while this request stood in the line.
      release();
    }
  }

  return async (exchange, next) => {
    const releaseLane = await exchange.lane.slots.acquire(signal);
    try {
      const releaseOverall = await acquireOverall(exchange);
      try {
        exchange.sentAt = clock.now();
        await next();
        moveFence(exchange, clock.now());
      } finally {
        releaseOverall();
      }
    } finally {
      releaseLane();
    }
  };
}

function moveFence({ lane, sentAt, outcome }: Exchange, now: number): void {
  if (outcome?.kind === 'done' || outcome?.kind === 'exists') {
    lane.fence.served(sentAt);
  } else if (outcome?.action.kind === 'wait' || (outcome?.action.kind === 'retry' && outcome.action.afterSeconds !== undefined)) {
    lane.fence.close({ sentAt, now, afterSeconds: outcome.action.afterSeconds });
  }
}
