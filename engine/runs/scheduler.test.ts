import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { consentedState, testConsent, testEnrichment, testId } from '../enrichments/testEnrichment.ts';
import { EngagementFailure } from '../model/failure.ts';
import { ManualClock } from '../model/manualClock.ts';
import type { RunRecord } from '../model/runRecord.ts';
import type { StateStore } from '../store/stateStore.ts';
import { openTestStore, storeFolder } from '../store/testStore.ts';
import { RunManager } from './runManager.ts';
import { Scheduler } from './scheduler.ts';

const hour = 3_600_000;
const now = Date.parse('2026-11-23T10:00:00Z');

/** Stands still, and knows for how long it was last asked to sleep; whoever asks is told when the scheduler has come to rest. */
class WatchedClock extends ManualClock {
  readonly sleeps: number[] = [];
  #atRest: () => void = () => undefined;

  override sleep(durationMilliseconds: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(durationMilliseconds);
    if (signal?.aborted !== true) this.#atRest();
    return super.sleep(durationMilliseconds, signal);
  }

  /** Resolves when the scheduler next goes to sleep. */
  rest(): Promise<void> {
    return new Promise((resolve) => (this.#atRest = resolve));
  }
}

/** What the next starts fail with, one after the other. */
let refusals: EngagementFailure[];

class RefusingRuns extends RunManager {
  override async start(...call: Parameters<RunManager['start']>): Promise<RunRecord> {
    const refusal = refusals.shift();
    if (refusal !== undefined) throw refusal;
    return super.start(...call);
  }
}

let store: StateStore;
let clock: WatchedClock;
let runs: RunManager;
let scheduler: Scheduler;
let scheduling: Promise<void>;
let ticks: number;
let tick: () => Promise<void>;
let faults: unknown[];

beforeEach(async () => {
  store = await openTestStore(await storeFolder());
  clock = new WatchedClock(now);
  [ticks, faults, refusals, tick] = [0, [], [], () => Promise.resolve()];
  const onFault = (error: unknown) => faults.push(error);
  runs = new RefusingRuns({
    store,
    clock,
    runsAtOnce: 5,
    // Until it is stopped, at the test's end.
    execute: (_, { signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new EngagementFailure('interrupted', 'Stopped.')))),
    onPublication: () => Promise.resolve(undefined),
    onStarted: () => undefined,
    onEnded: () => undefined,
    onChange: () => undefined,
    onFault,
  });
  scheduler = new Scheduler({
    store,
    clock,
    runs,
    firstRunDelayMilliseconds: 6 * hour,
    onTick: () => {
      ticks += 1;
      return tick();
    },
    onFault,
  });
});
afterEach(async () => {
  scheduler.stop();
  await scheduling;
  await runs.close();
});

/** Enrichments 1, 2, …, consented to so long ago; with the runs, which have ended. */
async function given(consentedAgo: readonly number[], records: readonly RunRecord[] = []): Promise<void> {
  await store.update((state) => {
    Object.assign(state, consentedState(...consentedAgo.map((_, index) => index + 1)), { runs: records });
    state.consents.forEach((consent, index) => (consent.answeredAt = now - (consentedAgo[index] ?? 0)));
  });
}

async function begin(): Promise<void> {
  const resting = clock.rest();
  scheduling = scheduler.run();
  await resting;
}

async function pass(milliseconds: number): Promise<void> {
  const resting = clock.rest();
  clock.advance(milliseconds);
  await resting;
}

const ended = (enrichment: number, ago: number): RunRecord => ({ id: testId(60 + enrichment), enrichmentId: testId(enrichment), cause: 'first', startedAt: now - ago, asOf: now - ago, resumptions: 0, endedAt: now - ago + 1, outcome: 'succeeded' });
const started = () => store.read().runs.filter(({ endedAt }) => endedAt === undefined).map(({ enrichmentId, cause }) => [enrichmentId, cause]);

describe('a run', () => {
  test('that was missed, because the service was down, starts at once', async () => {
    await given([48 * hour, 48 * hour], [ended(2, 30 * hour)]);
    await store.update((state) => state.enrichments.forEach((enrichment) => enrichment.id === testId(2) && (enrichment.publicationId = testId(90))));
    await begin();
    expect(started()).toEqual([[testId(1), 'first'], [testId(2), 'daily']]);
  });

  test('starts when its time comes, and not before', async () => {
    await given([6 * hour - 90_000]);
    await begin();
    await pass(60_000);
    expect(started()).toEqual([]);
    await pass(30_000);
    expect(started()).toEqual([[testId(1), 'first']]);
  });

  test('that goes on is not started a second time, however often is looked', async () => {
    await given([48 * hour]);
    await begin();
    for (let days = 0; days < 3; days += 1) {
      await pass(24 * hour);
      const resting = clock.rest();
      scheduler.wake();
      await resting;
    }
    expect(store.read().runs).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  test('that cannot be started is told of, holds up no other, and is tried again a minute later', async () => {
    await given([48 * hour, 48 * hour]);
    const refused = new EngagementFailure('stateUnusable', 'told by the test');
    refusals.push(refused);
    await begin();
    expect([started(), faults]).toEqual([[[testId(2), 'first']], [refused]]);
    expect(clock.sleeps).toEqual([60_000]);
    await pass(60_000);
    expect(started()).toContainEqual([testId(1), 'first']);
  });
});

describe('sleep', () => {
  test('lasts to the next run, of whichever enrichment', async () => {
    await given([6 * hour - 50_000, 6 * hour - 20_000]);
    await begin();
    await pass(20_000);
    expect(clock.sleeps).toEqual([20_000, 30_000]);
  });

  test('lasts a minute at most, so that a change of the machine’s clock makes no run late by more', async () => {
    await given([0]);
    await begin();
    expect(clock.sleeps).toEqual([60_000]);
  });

  test('ends when something has changed: a new enrichment that is due starts at once', async () => {
    await given([0]);
    await begin();
    await store.update((state) => {
      state.enrichments.push(testEnrichment(2));
      state.consents.push(testConsent(2, { answeredAt: now - 7 * hour }));
    });
    const resting = clock.rest();
    scheduler.wake();
    await resting;
    expect(started()).toEqual([[testId(2), 'first']]);
  });

  test('does not begin where something changes while is looked', async () => {
    await given([0]);
    tick = async () => {
      if (ticks > 1) return;
      await given([7 * hour]);
      scheduler.wake();
    };
    await begin();
    expect([ticks, started()]).toEqual([2, [[testId(1), 'first']]]);
  });
});

test('what else comes with time is done at each look, and its failure stops nothing', async () => {
  await given([7 * hour]);
  tick = () => Promise.reject(new Error('told by the test'));
  await begin();
  await pass(60_000);
  expect([ticks, faults, started()]).toEqual([2, [expect.any(Error), expect.any(Error)], [[testId(1), 'first']]]);
});

test('nothing more is started once it is stopped', async () => {
  await given([0]);
  await begin();
  scheduler.stop();
  await scheduling;
  clock.advance(48 * hour);
  expect([ticks, started()]).toEqual([1, []]);
});
