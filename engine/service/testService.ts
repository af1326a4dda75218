import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { testAsOf, TestPublications, wholeYear, type TestPublication } from '../insights/testPublication.ts';
import { consentedState } from '../enrichments/testEnrichment.ts';
import { EngagementFailure } from '../model/failure.ts';
import { ManualClock } from '../model/manualClock.ts';
import { atEndOfFile } from '../model/testEnding.ts';
import type { Overview } from '../model/overview.ts';
import { testOverview as plainOverview } from '../model/testOverview.ts';
import type { Publication, RunRecord } from '../model/runRecord.ts';
import type { State } from '../model/state.ts';
import type { RunJob } from '../runs/runManager.ts';
import { openStateStore } from '../store/stateStore.ts';
import { storeFolder } from '../store/testStore.ts';
import { TenantFolder } from '../store/tenantFolder.ts';
import type { Actor } from './actions.ts';
import type { ServiceEvent, ServiceOptions } from './context.ts';
import { createService } from './createService.ts';
import type { RunView, Service } from './service.ts';
import { TestDirectory } from './testDirectory.ts';

const tenantId = 'contoso';

/** Gail is a Global Administrator by the directory (`TestDirectory`), and has no role of the app. */
export const people = {
  ann: { tenantId, userId: 'ann', appRoles: ['admin'] },
  vic: { tenantId, userId: 'vic', appRoles: ['viewer'] },
  mia: { tenantId, userId: 'mia', appRoles: [] },
  gail: { tenantId, userId: 'gail', appRoles: [] },
} as const satisfies Record<string, Actor>;

export const testOverview: Overview = { ...plainOverview, asOf: testAsOf };

/** A run that goes on until the test ends it, or it is stopped. */
export interface TestRun {
  readonly job: RunJob;
  readonly signal: AbortSignal;
  /** Writes results where the run's would be, and tells of them as a run does. */
  readonly publish: (publication: TestPublication) => Promise<void>;
  readonly finish: () => void;
  readonly fail: (failure: EngagementFailure) => void;
}

/** The product over real files and a made-up directory. Nothing happens by itself but what the test's clock brings. */
export class TestService {
  service: Service;
  readonly clock: ManualClock;
  readonly directory: TestDirectory;
  readonly folder: TenantFolder;
  readonly events: readonly ServiceEvent[];
  readonly #told: EventEmitter;
  readonly #options: ServiceOptions;
  readonly #runs: readonly TestRun[];

  constructor(parts: {
    readonly service: Service;
    readonly clock: ManualClock;
    readonly directory: TestDirectory;
    readonly events: readonly ServiceEvent[];
    readonly told: EventEmitter;
    readonly options: ServiceOptions;
    readonly runs: readonly TestRun[];
  }) {
    this.service = parts.service;
    this.clock = parts.clock;
    this.directory = parts.directory;
    this.folder = new TenantFolder(parts.options.dataFolder);
    this.events = parts.events;
    this.#told = parts.told;
    this.#options = parts.options;
    this.#runs = parts.runs;
  }

  /** All that were carried out until now, the oldest first. */
  get runs(): readonly TestRun[] {
    return this.#runs;
  }

  /** Resolves when the service has told of so many events of a kind. */
  async told(kind: ServiceEvent['kind'], count: number): Promise<void> {
    while (this.events.filter((event) => event.kind === kind).length < count) await once(this.#told, 'event');
  }

  /** Starts a run and waits until it is carried out. */
  async run(enrichmentId: string): Promise<TestRun & { readonly record: RunRecord }> {
    const count = this.#runs.length;
    const record = await this.service.runs.start(people.ann, enrichmentId);
    await this.when(enrichmentId, () => this.#runs.length > count);
    const run = this.#runs[count];
    if (run === undefined) throw new Error('no run was carried out');
    return { ...run, record };
  }

  /** Runs to its end, with these results. */
  async publish(enrichmentId: string, publication: TestPublication): Promise<Publication> {
    const run = await this.run(enrichmentId);
    await run.publish(publication);
    run.finish();
    await this.when(enrichmentId, (view) => view?.run.id === run.record.id && view.run.endedAt !== undefined);
    const published = (await this.service.enrichments.get(people.ann, enrichmentId)).publication;
    if (published === undefined) throw new Error('nothing was published');
    return published;
  }

  /** Resolves when the newest run of the enrichment has come to where this is true. */
  async when(enrichmentId: string, isReached: (run: RunView | undefined) => boolean): Promise<void> {
    let stop: () => void = () => undefined;
    await new Promise<void>((resolve, reject) => {
      const look = ({ run }: { readonly run: RunView | undefined }) => {
        if (isReached(run)) resolve();
      };
      this.service.runs.watch(people.ann, enrichmentId, look).then((unwatch) => (stop = unwatch), reject);
    });
    stop();
  }

  /** What is on record. */
  async state(): Promise<Readonly<State>> {
    await this.service.close();
    const state = await changeState(this.folder, () => undefined);
    this.service = await createService(this.#options);
    return state;
  }

  /** Ends the service, changes what it finds at its next start, and starts it. */
  async restart(meanwhile: (state: State) => void = () => undefined): Promise<void> {
    await this.service.close();
    await changeState(this.folder, meanwhile);
    this.service = await createService(this.#options);
  }
}

/** With enrichments of these numbers (`testId`), finished and consented to; everything is closed and removed when the test ends. */
export async function openTestService({ enrichments = [1], dataverse, teamsAppId, firstRunDelayMilliseconds = Number.MAX_SAFE_INTEGER }: { readonly enrichments?: readonly number[]; readonly dataverse?: ServiceOptions['dataverse']; readonly teamsAppId?: string; readonly firstRunDelayMilliseconds?: number } = {}): Promise<TestService> {
  const dataFolder = await storeFolder();
  await changeState(new TenantFolder(dataFolder), (state) => void Object.assign(state, consentedState(...enrichments)));
  const clock = new ManualClock(Date.parse(testAsOf));
  const directory = new TestDirectory();
  const events: ServiceEvent[] = [];
  const told = new EventEmitter();
  const runs: TestRun[] = [];
  const options: ServiceOptions = {
    tenantId,
    dataFolder,
    clock,
    connect: () => directory,
    mailboxPermissions: 'entra',
    execute: (job, { signal, onPublished }) =>
      new Promise((resolve, reject) => {
        const publish = async (publication: TestPublication): Promise<void> => {
          const id = randomUUID();
          const folder = new TenantFolder(dataFolder).publication(job.enrichmentId, id);
          await mkdir(folder, { recursive: true });
          await copyFile(await written(publication), join(folder, 'insights.duckdb'));
          await writeFile(join(folder, 'AccountEngagement.csv'), 'CustomerId\r\n');
          onPublished({ id, asOf: job.asOf, coverage: publication.coverage ?? wholeYear, overview: testOverview });
        };
        signal.addEventListener('abort', () => reject(new EngagementFailure('interrupted', 'Stopped.')));
        runs.push({ job, signal, publish, finish: () => resolve({ overview: testOverview }), fail: reject });
      }),
    dataverse,
    entra: { authorityUrl: 'https://login.example', clientId: 'client', scope: 'https://graph.example/.default', redirectUri: 'https://app.example/consent/callback' },
    teamsAppId,
    firstRunDelayMilliseconds,
    runsAtOnce: 2,
    onEvent: (event) => {
      events.push(event);
      told.emit('event');
    },
  };
  const opened = new TestService({ service: await createService(options), clock, directory, events, told, options, runs });
  onTestFinished(() => opened.service.close());
  return opened;
}

let publications: TestPublications | undefined;
const paths = new Map<string, Promise<string>>();

/** The file of such a publication; the tests of a file often need the same one. */
async function written(publication: TestPublication): Promise<string> {
  if (publications === undefined) {
    const made = await TestPublications.create();
    publications = made;
    atEndOfFile(async () => {
      await made.remove();
      publications = undefined;
      paths.clear();
    });
  }
  const key = JSON.stringify(publication);
  const path = paths.get(key) ?? publications.write(publication);
  paths.set(key, path);
  return path;
}

async function changeState(folder: TenantFolder, change: (state: State) => void): Promise<Readonly<State>> {
  const store = await openStateStore({ folder: folder.state });
  await store.update(change);
  await store.close();
  return store.read();
}
