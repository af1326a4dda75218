import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, watch } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AuditLog } from '../../engine/store/auditLog.ts';
import { startLocalTenant, type LocalTenant } from '../../infra/local-tenant/index.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { enrichmentAnswer, enrichmentsAnswer } from '../../tab/contract/enrichments.ts';
import { auditAnswer } from '../../tab/contract/organization.ts';
import { runRecordAnswer, runsAnswer } from '../../tab/contract/runs.ts';
import { segmentAnswer, segmentsAnswer } from '../../tab/contract/segments.ts';
import { randomOf } from '../awkward/random.ts';
import { builtScript } from '../builtScript.ts';
import { runInProcess } from '../end-to-end/inProcess.ts';
import { addressOf, idOf, writeSmallTenant } from '../end-to-end/smallTenant.ts';
import { Child } from '../service/child.ts';
import { Person } from '../service/person.ts';
import { testEnvironment } from '../service/runningService.ts';
import { people, salesYear } from '../service/salesYear.ts';
import { consentTo, endOfRun, setUpEnrichment, timeZone } from '../service/setUp.ts';

/** Twenty when the machine has the time: `KILLS=20 npx vitest run test/faults/killedService.test.ts`. */
const kills = Number(process.env['KILLS'] ?? 3);

const random = randomOf(kills);

/** What a kill waits for, while changes come in. Rejects where the run ends before. */
type Moment = (watched: { readonly admin: Person; readonly enrichmentId: string; readonly publicationsFolder: string }) => Promise<unknown>;

let folder: string;
let tenant: LocalTenant;
let environment: Record<string, string>;
let child: Child;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'killed-service-'));
  await writeSmallTenant(join(folder, 'tenant'), salesYear(systemClock.now()));
  tenant = await startLocalTenant(join(folder, 'tenant'), { paging: { seed: 5, shortShare: 0.6, emptyShare: 0.3 } });
  environment = await testEnvironment(tenant, join(folder, 'service'));
});
afterAll(async () => {
  child.signalGroup('SIGKILL');
  await child.ended;
  await tenant.close();
  await rm(folder, { recursive: true });
});

/** Starts the service over the same folder as before. */
async function serve(): Promise<{ readonly admin: Person; readonly director: Person }> {
  child = new Child({ script: await builtScript('test/faults/killedServiceChild.ts'), arguments: [JSON.stringify(environment)] });
  const url = (await child.said(/serving \S+/)).slice('serving '.length);
  const signIn = async (name: string) => new Person(url, await tenant.userToken(idOf(name)));
  return { admin: await signIn(people.admin), director: await signIn(people.globalAdministrator) };
}

const atStage = (...stages: readonly string[]): Moment => ({ admin, enrichmentId }) =>
  admin.progressUntil(enrichmentId, ({ run }) => {
    if (run?.run.endedAt !== undefined) throw new Error('The run has ended.');
    return stages.includes(run?.progress?.stage ?? '');
  });

const afterPublication: Moment = async ({ admin, enrichmentId }) => {
  let before: number | undefined;
  await admin.progressUntil(enrichmentId, ({ run }) => run !== undefined && run.publications.length > (before ??= run.publications.length));
};

/** When a name appears in the folder of publications: of one that is being written, or of one that is whole and that the state does not name yet. */
const whenNamed = (pattern: RegExp): Moment => async ({ publicationsFolder }) => {
  mkdirSync(publicationsFolder, { recursive: true });
  const watcher = watch(publicationsFolder);
  try {
    for (;;) {
      const [, name] = (await once(watcher, 'change')) as [string, string];
      if (pattern.test(name)) return;
    }
  } finally {
    watcher.close();
  }
};

const whileReading: Moment = async ({ admin, enrichmentId }) => {
  const items = random.integer(1, 60);
  await admin.progressUntil(enrichmentId, ({ run }) => (run?.progress?.itemsRead ?? 0) >= items);
};

const moments: readonly Moment[] = [whileReading, afterPublication, atStage('aggregate', 'score', 'publish'), whenNamed(/partial$/), whenNamed(/^[0-9a-f-]{36}$/), atStage('resolve', 'read')];

/** By the id of a segment or an enrichment: which of its changes the service has acknowledged last. */
const acknowledged = new Map<string, number>();

/** Makes changes until the service does not answer any more: of a segment and, beside it, of an enrichment, again and again. */
async function changeUntilKilled(admin: Person, enrichmentId: string): Promise<void> {
  const segment = { level: 'Year', condition: { kind: 'comparison', column: 'EngagementScore', comparison: 'greater', value: 10 } };
  const id = randomUUID();
  const again = async (make: (name: string) => Promise<string>, change: (id: string, name: string) => Promise<unknown>) => {
    const made = await make(`${id} 0`);
    for (let turn = 0; ; turn += 1) {
      acknowledged.set(made, turn);
      await change(made, `${id} ${turn + 1}`);
    }
  };
  const segments = `/enrichments/${enrichmentId}/segments`;
  const ofSegment = () =>
    again(
      async (name) => (await admin.post(segments, segmentAnswer, { name, ...segment })).id,
      (segmentId, name) => admin.send('PUT', `${segments}/${segmentId}`, segmentAnswer, { name, ...segment }),
    );
  const ofEnrichment = () =>
    again(
      async (name) => (await admin.post('/enrichments', enrichmentAnswer, { name })).enrichment.id,
      (draftId, name) => admin.send('PATCH', `/enrichments/${draftId}/draft`, enrichmentAnswer, { name }),
    );
  const untilGone = (error: unknown) => {
    // What `fetch` says of a connection that is refused or broken.
    if (!(error instanceof TypeError)) throw error;
  };
  await Promise.all([ofSegment(), ofEnrichment()].map((changing) => changing.catch(untilGone)));
}

test(`kill -9 of the service, ${kills} times at moments of reading, aggregating and publishing, loses nothing that was acknowledged: runs go on as they were, and end with the same table`, async () => {
  let service = await serve();
  const setUp = await setUpEnrichment(service.admin, 'Killed');
  const enrichmentId = setUp.enrichment.id;
  await consentTo(service.director, setUp);
  const publicationsFolder = join(folder, 'service', 'tenants', tenant.tenantId, 'enrichments', enrichmentId, 'publications');
  /** Each run by id, with the end of its window as it was when it was first seen. */
  const begun = new Map<string, number>();

  for (let round = 0; round < kills; round += 1) {
    const { admin } = service;
    const { lastRun } = await admin.get(`/enrichments/${enrichmentId}`, enrichmentAnswer);
    if (lastRun?.endedAt !== undefined) await admin.post(`/enrichments/${enrichmentId}/runs`, runRecordAnswer);
    const { run } = await admin.progressUntil(enrichmentId, (view) => view.run !== undefined && view.run.run.endedAt === undefined);
    if (run !== undefined) begun.set(run.run.id, begun.get(run.run.id) ?? run.run.asOf);

    const changing = changeUntilKilled(admin, enrichmentId).then(() => undefined, (error: unknown) => error);
    const moment = moments[round % moments.length] ?? whileReading;
    // A run that ends meanwhile ends the wait, too: another moment, and as good a one.
    await Promise.race([moment({ admin, enrichmentId, publicationsFolder }), endOfRun(admin, enrichmentId)]).catch(() => undefined);
    child.signalGroup('SIGKILL');
    const [fault, { output }] = await Promise.all([changing, child.ended]);
    expect(fault, output).toBeUndefined();
    service = await serve();
  }

  const { admin } = service;
  const last = await endOfRun(admin, enrichmentId);
  const { items: runs } = await admin.get(`/enrichments/${enrichmentId}/runs`, runsAnswer);
  expect(Object.fromEntries(runs.map(({ id, asOf }) => [id, asOf]))).toEqual(Object.fromEntries(begun));
  expect(runs.map(({ outcome }) => outcome)).toEqual(runs.map(() => 'succeededWithWarnings'));
  expect(runs.reduce((total, { resumptions }) => total + resumptions, 0)).toBeGreaterThan(kills / 2);

  const names = new Map([
    ...(await admin.get(`/enrichments/${enrichmentId}/segments`, segmentsAnswer)).map(({ id, name }) => [id, name] as const),
    ...(await admin.get('/enrichments', enrichmentsAnswer)).map(({ enrichment: { id, draft } }) => [id, draft?.name ?? ''] as const),
  ]);
  expect(acknowledged.size).toBeGreaterThan(kills);
  // The one that was under way when the service was killed may have become durable without a word.
  expect([...acknowledged].filter(([id, turn]) => ![turn, turn + 1].includes(Number(names.get(id)?.split(' ').at(-1))))).toEqual([]);

  const undisturbed = await runInProcess(tenant, { members: [addressOf('sales')], asOf: last.asOf, timeZone }, { dataFolder: join(folder, 'alone', 'data'), outputFolder: join(folder, 'alone', 'out') });
  expect(await admin.download(`/enrichments/${enrichmentId}/results/export?format=csv`)).toBe(undisturbed.csv);
  expect(last.overview).toEqual(undisturbed.overview);

  const { total } = await admin.get('/audit', auditAnswer);
  const log = await AuditLog.open(join(folder, 'service', 'tenants', tenant.tenantId, 'state', 'audit.ndjson'), []);
  expect(await log.verify(total)).toBeUndefined();
  await log.close();
}, (kills + 3) * 20_000);
