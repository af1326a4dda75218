import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { consentedState, testId } from '../enrichments/testEnrichment.ts';
import { EngagementFailure } from '../model/failure.ts';
import { ManualClock } from '../model/manualClock.ts';
import type { Overview } from '../model/overview.ts';
import type { Publication, RunRecord } from '../model/runRecord.ts';
import type { State } from '../model/state.ts';
import { testObjection } from '../model/testObjection.ts';
import { testOverview as overview } from '../model/testOverview.ts';
import { openStateStore, type StateStore } from '../store/stateStore.ts';
import { progressAtStart } from './progress.ts';
import { RunManager, type RunJob } from './runManager.ts';
import type { Published } from './runOptions.ts';

/** A run that goes on until the test ends it. */
interface Executing {
  readonly job: RunJob;
  readonly signal: AbortSignal;
  readonly publish: (published: Partial<Published>) => void;
  readonly report: () => void;
  readonly finish: (changes?: Partial<Overview>) => void;
  readonly fail: (error: Error) => void;
}

let folder: string;
let store: StateStore;
let clock: ManualClock;
let executing: Executing[];
let published: Publication[];
let ended: RunRecord[];
let faults: unknown[];
let changes: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runs-'));
  clock = new ManualClock(Date.parse('2026-11-23T10:00:00Z'));
  store = await openStateStore({ folder });
  await store.update((state) => void Object.assign(state, consentedState(1, 2, 3)));
  [executing, published, ended, faults, changes] = [[], [], [], [], 0];
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

function manager(runsAtOnce = 2): RunManager {
  return new RunManager({
    store,
    clock,
    runsAtOnce,
    execute: (job, { signal, onProgress, onPublished }) =>
      new Promise((resolve, reject) => {
        const publish = (changes: Partial<Published>) => onPublished({ id: testId(500), asOf: job.asOf, coverage: { from: '2025-11-23', days: 365, isComplete: true }, overview, ...changes });
        const finish = (changes: Partial<Overview> = {}) => resolve({ overview: { ...overview, ...changes } });
        executing.push({ job, signal, publish, finish, fail: reject, report: () => onProgress(progressAtStart) });
        signal.addEventListener('abort', () => reject(new EngagementFailure('interrupted', 'Stopped.')));
      }),
    onPublication: (publication) => {
      published.push(publication);
      return Promise.resolve(undefined);
    },
    onStarted: () => undefined,
    onEnded: (run) => ended.push(run),
    onChange: () => (changes += 1),
    onFault: (error) => faults.push(error),
  });
}

/** Resolves when the runs of the enrichment have come to where `isReached` is true. */
function reached(runs: RunManager, number: number, isReached: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isReached()) return;
      stop();
      resolve();
    };
    const stop = runs.watch(testId(number), look);
    if (isReached()) look();
  });
}
const run = (number: number) => store.read().runs.findLast(({ enrichmentId }) => enrichmentId === testId(number));
const hasEnded = (runs: RunManager, number: number) => reached(runs, number, () => run(number)?.endedAt !== undefined && runs.progress(testId(number)) === undefined);

describe('one run at a time', () => {
  test('a second run of the same enrichment is refused while the first is under way', async () => {
    const runs = manager();
    await runs.start(testId(1), 'manual', 'ann');
    await expect(runs.start(testId(1), 'manual', 'ann')).rejects.toMatchObject({ code: 'runConflict' });
    executing[0]?.finish();
    await hasEnded(runs, 1);
    await runs.start(testId(1), 'manual', 'ann');
    expect(store.read().runs).toHaveLength(2);
  });

  test('of two that are asked for at the same moment, one is refused', async () => {
    const runs = manager();
    const outcomes = await Promise.allSettled([runs.start(testId(1), 'manual'), runs.start(testId(1), 'daily')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  test('several enrichments run at once, as many as are allowed, and the next one begins when a place is free', async () => {
    const runs = manager(2);
    for (const number of [1, 2, 3]) await runs.start(testId(number), 'manual');
    expect(executing.map(({ job }) => job.enrichmentId)).toEqual([testId(1), testId(2)]);
    executing[1]?.finish();
    await hasEnded(runs, 2);
    expect(executing[2]?.job.enrichmentId).toBe(testId(3));
  });

  test('a run that waits for its turn can be cancelled', async () => {
    const runs = manager(1);
    await runs.start(testId(1), 'manual');
    const waiting = await runs.start(testId(2), 'manual');
    await runs.cancel(testId(2), waiting.id, 'ann');
    expect(run(2)).toMatchObject({ outcome: 'cancelled', cancelledBy: 'ann' });
    executing[0]?.finish();
    await hasEnded(runs, 1);
    expect(executing).toHaveLength(1);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['without consent', () => store.update((state) => state.consents.forEach((consent) => (consent.status = 'withdrawn'))), 'consentMissing'],
    ['that reads more than was consented to', () => store.update((state) => state.enrichments.forEach(({ settings }) => settings?.addresses.push('service@contoso.com'))), 'consentMissing'],
    ['that was never finished', () => store.update((state) => state.enrichments.forEach((enrichment) => delete enrichment.settings)), 'notReady'],
    ['that does not exist', () => store.update((state) => void (state.enrichments = [])), 'notFound'],
  ])('an enrichment %s is not run', async (_, change, code) => {
    await change();
    await expect(manager().start(testId(1), 'manual')).rejects.toMatchObject({ code });
  });
});

describe('the end of a run', () => {
  test('is recorded with its overview before it is told', async () => {
    const runs = manager();
    await runs.start(testId(1), 'manual');
    clock.advance(5_000);
    executing[0]?.finish();
    await hasEnded(runs, 1);
    expect(run(1)).toMatchObject({ outcome: 'succeeded', overview, endedAt: clock.now() });
    expect(ended).toEqual([run(1)]);
  });

  test('is one with warnings where mailboxes were skipped', async () => {
    const runs = manager();
    await runs.start(testId(1), 'manual');
    executing[0]?.finish({ addressesSkipped: [{ reason: 'noMailbox', count: 1 }] });
    await hasEnded(runs, 1);
    expect(run(1)?.outcome).toBe('succeededWithWarnings');
  });

  test('is a failure with code and sentence where it failed', async () => {
    const runs = manager();
    await runs.start(testId(1), 'manual');
    executing[0]?.fail(new EngagementFailure('graphUnavailable', 'Graph is down.'));
    await hasEnded(runs, 1);
    expect(run(1)).toMatchObject({ outcome: 'failed', failure: { code: 'graphUnavailable', message: 'Graph is down.' } });
  });

  test('tells nobody what a fault of the program said, which may name people, but who runs the service', async () => {
    const runs = manager();
    await runs.start(testId(1), 'manual');
    executing[0]?.fail(new Error('cannot read ann@contoso.com'));
    await hasEnded(runs, 1);
    expect(run(1)?.failure?.code).toBe('serviceFault');
    expect(JSON.stringify(store.read())).not.toContain('ann@');
    expect(faults).toHaveLength(1);
  });

  test('comes within the call that cancels it, and only that run is cancelled', async () => {
    const runs = manager();
    const { id } = await runs.start(testId(1), 'manual');
    await runs.start(testId(2), 'manual');
    await runs.cancel(testId(1), id, 'ann');
    expect(run(1)).toMatchObject({ outcome: 'cancelled', cancelledBy: 'ann' });
    expect(executing.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    await expect(runs.cancel(testId(1), id, 'ann')).rejects.toMatchObject({ code: 'runConflict' });
  });

  test('by withdrawn consent is recorded as such', async () => {
    const runs = manager();
    await runs.start(testId(1), 'manual');
    await runs.hold(testId(1), 'consentGone', () => Promise.resolve());
    expect(run(1)).toMatchObject({ outcome: 'cancelled', failure: { code: 'consentMissing' } });
  });

  test('by the erasure of a person is no failure of the run', async () => {
    const runs = manager();
    await runs.start(testId(1), 'manual');
    await runs.hold(testId(1), 'personErased', () => Promise.resolve());
    expect(run(1)).toMatchObject({ outcome: 'cancelled', failure: { code: 'interrupted' } });
  });
});

describe('while an enrichment is held', () => {
  const gate = () => {
    let open: () => void = () => undefined;
    return { opened: new Promise<void>((resolve) => (open = resolve)), open: () => open() };
  };

  test('a run of it that is started waits for the end of the work, and those of others do not', async () => {
    const runs = manager();
    const { opened, open } = gate();
    const holding = runs.hold(testId(1), 'personErased', () => opened);
    await runs.start(testId(1), 'manual');
    await runs.start(testId(2), 'manual');
    expect(executing.map(({ job }) => job.enrichmentId)).toEqual([testId(2)]);
    open();
    await holding;
    // Nothing but promises lies between the end of the work and the run.
    await new Promise(setImmediate);
    expect(executing[1]?.job.enrichmentId).toBe(testId(1));
  });

  test('the next who holds it comes after the first, also where a run waits between them and the first has failed', async () => {
    const runs = manager();
    const { opened, open } = gate();
    const order: string[] = [];
    const first = runs.hold(testId(1), 'personErased', () => opened.then(() => Promise.reject(new Error('disk full'))));
    const second = runs.hold(testId(1), 'consentGone', () => Promise.resolve(void order.push('second')));
    await runs.start(testId(1), 'manual');
    open();
    await expect(first).rejects.toThrow('disk full');
    await second;
    expect([order, executing, run(1)?.outcome]).toEqual([['second'], [], 'cancelled']);
  });
});

describe('a service that stops', () => {
  test('leaves its runs unfinished on record, and the next one goes on with the same window', async () => {
    const first = manager();
    await first.start(testId(1), 'manual');
    const { asOf } = executing[0]?.job ?? {};
    await first.close();
    expect(run(1)).toMatchObject({ resumptions: 0 });
    expect(run(1)?.endedAt).toBeUndefined();

    clock.advance(86_400_000);
    const second = manager();
    await second.resume();
    expect(executing[1]?.job).toMatchObject({ asOf, runId: executing[0]?.job.runId });
    expect(run(1)?.resumptions).toBe(1);
  });

  test('does not go on with a run whose consent was withdrawn meanwhile', async () => {
    const first = manager();
    await first.start(testId(1), 'manual');
    await first.close();
    await store.update((state) => state.consents.forEach((consent) => (consent.status = 'withdrawn')));
    await manager().resume();
    expect(executing).toHaveLength(1);
    expect(run(1)?.outcome).toBe('cancelled');
    expect(ended).toEqual([]);
  });

  test('does not go on with a run that was being cancelled', async () => {
    const first = manager();
    const { id } = await first.start(testId(1), 'manual');
    await first.close();
    await store.update((state) => state.runs.forEach((record) => (record.cancelledBy = 'ann')));
    await manager().resume();
    expect(executing).toHaveLength(1);
    expect(run(1)).toMatchObject({ id, outcome: 'cancelled', cancelledBy: 'ann' });
  });
});

describe('publications', () => {
  const partial = { id: testId(501), coverage: { from: '2026-10-01', days: 53, isComplete: false } };

  test('are named by the state before they are shown, and all of them before the run has ended', async () => {
    const runs = manager();
    await runs.start(testId(1), 'first');
    executing[0]?.publish(partial);
    executing[0]?.publish({});
    executing[0]?.finish();
    await hasEnded(runs, 1);
    expect(published.map(({ id }) => id)).toEqual([testId(501), testId(500)]);
    expect(store.read().publications.map(({ coverage }) => coverage.days)).toEqual([53, 365]);
    expect(store.read().enrichments[0]?.publicationId).toBe(testId(500));
  });

  test('come monthly until there is one that covers the year, with which the next run compares', async () => {
    const runs = manager();
    await runs.start(testId(1), 'first');
    expect(executing[0]?.job).toMatchObject({ publishesMonthly: true });
    executing[0]?.publish(partial);
    executing[0]?.fail(new EngagementFailure('graphUnavailable', 'Graph is down.'));
    await hasEnded(runs, 1);

    await runs.start(testId(1), 'daily');
    expect(executing[1]?.job).toMatchObject({ publishesMonthly: true });
    expect(executing[1]?.job.previousPublicationId).toBeUndefined();
    executing[1]?.publish({});
    executing[1]?.finish();
    await hasEnded(runs, 1);

    await runs.start(testId(1), 'daily');
    expect(executing[2]?.job).toMatchObject({ publishesMonthly: false, previousPublicationId: testId(500) });
  });

  test('are compared with none that leave out other people, nor is any figure of those kept: the difference would be one person’s part', async () => {
    const runs = manager();
    const changes: [place: string, change: (state: State) => void, isCompared: boolean][] = [
      ['the first', () => undefined, false],
      ['nobody erased', () => undefined, true],
      ['one erased', (state) => state.objections.push(testObjection(1)), false],
      ['the same one', () => undefined, true],
      ['two erased', (state) => state.objections.unshift(testObjection(2)), false],
      ['the same two', (state) => state.objections.reverse(), true],
      ['one lifted', (state) => state.objections.pop(), false],
      ['all lifted', (state) => (state.objections = []), false],
    ];
    for (const [place, [name, change, isCompared]] of changes.entries()) {
      await store.update(change);
      await runs.start(testId(1), 'manual');
      expect([name, executing[place]?.job.previousPublicationId]).toEqual([name, isCompared ? testId(699 + place) : undefined]);
      executing[place]?.publish({ id: testId(700 + place) });
      executing[place]?.finish();
      await hasEnded(runs, 1);
      const kept = isCompared ? [testId(699 + place), testId(700 + place)] : [testId(700 + place)];
      expect([name, store.read().publications.map(({ id }) => id)]).toEqual([name, kept]);
      expect([name, store.read().runs.filter((record) => record.overview !== undefined).length]).toEqual([name, kept.length]);
    }
  });

  test('of a run come out though its settings name more people by now, for whom consent is being asked', async () => {
    const runs = manager();
    await runs.start(testId(1), 'first');
    await store.update((state) => state.enrichments.forEach(({ settings }) => settings?.addresses.push('service@contoso.com')));
    executing[0]?.publish({});
    executing[0]?.finish();
    await hasEnded(runs, 1);
    expect(published.map(({ id }) => id)).toEqual([testId(500)]);
  });

  test('that cover the year are not followed by parts of it when the run is resumed after them', async () => {
    const first = manager();
    await first.start(testId(1), 'first');
    executing[0]?.publish({});
    await reached(first, 1, () => published.length > 0);
    await first.close();
    await manager().resume();
    expect(executing[1]?.job).toMatchObject({ publishesMonthly: false });
    expect(executing[1]?.job.previousPublicationId).toBeUndefined();
  });

  test('of a run that was stopped, because consent is gone, are not shown any more', async () => {
    const runs = manager();
    await runs.start(testId(1), 'first');
    const stopping = runs.hold(testId(1), 'consentGone', () => Promise.resolve());
    executing[0]?.publish({});
    await stopping;
    expect(published).toEqual([]);
    expect(store.read().publications).toEqual([]);
  });
});

test('whoever runs the manager is told of every change of every run, progress and results too', async () => {
  const runs = manager();
  await Promise.all([runs.start(testId(1), 'manual'), runs.start(testId(2), 'manual')]);
  expect(changes).toBe(2);
  executing[0]?.report();
  executing[1]?.report();
  expect(changes).toBe(4);
  executing[0]?.publish({});
  executing[0]?.finish();
  await hasEnded(runs, 1);
  expect(changes).toBe(6);
});

test('who watches is told of the start, the progress and the end, until it stops watching', async () => {
  const runs = manager();
  let told = 0;
  const stop = runs.watch(testId(1), () => (told += 1));
  await runs.start(testId(1), 'manual');
  expect(told).toBe(1);
  executing[0]?.report();
  expect(told).toBe(2);
  expect(runs.progress(testId(1))?.stage).toBe('resolve');
  stop();
  executing[0]?.finish();
  await hasEnded(runs, 1);
  expect(told).toBe(2);
});
