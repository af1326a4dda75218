import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Published } from '../../engine/runs/runOptions.ts';
import type { RunStage } from '../../engine/runs/progress.ts';
import { startLocalTenant, type LocalTenant } from '../../infra/local-tenant/index.ts';
import { writeAwkwardTenant } from '../awkward/awkwardTenant.ts';
import { runInProcess, runInto } from '../end-to-end/inProcess.ts';
import { readResults, type Report } from '../end-to-end/results.ts';
import { scratchFolder } from '../end-to-end/scratchFolder.ts';

const scratch = await scratchFolder();
/** From the stop to the end, on a machine that is busy; a hundred is usual. */
const endMillisecondsMax = 4_000;
/** So that a month takes several pages, and reading several commits. */
const pageSize = 20;

let report: Report;
let tenant: LocalTenant;
let undisturbedCsv: string;

beforeAll(async () => {
  report = await writeAwkwardTenant(join(scratch, 'tenant'), 43, { people: 3 });
  tenant = await startLocalTenant(join(scratch, 'tenant'));
  const { csv } = await runInProcess(tenant, report, { dataFolder: join(scratch, 'undisturbed'), outputFolder: join(scratch, 'out'), pageSize });
  undisturbedCsv = csv;
});

afterAll(() => tenant.close());

interface Stopping {
  readonly place: string;
  /** Called at each sign of life, with the publications so far; true stops the run a turn of the event loop later, in the middle of what it does then. */
  readonly stopsAt: (stage: RunStage | undefined, published: readonly Published[]) => boolean;
  readonly publishesMonthly?: boolean;
}

async function stoppedRun({ place, stopsAt, publishesMonthly = false }: Stopping): Promise<{ readonly published: readonly Published[]; readonly milliseconds: number }> {
  const published: Published[] = [];
  const controller = new AbortController();
  let stoppedAt = Number.POSITIVE_INFINITY;
  const stop = () => {
    stoppedAt = performance.now();
    controller.abort();
  };
  let isStopping = false;
  const sign = (stage?: RunStage) => {
    if (isStopping || !stopsAt(stage, published)) return;
    isStopping = true;
    setImmediate(stop);
  };
  const onPublished = (one: Published) => {
    published.push(one);
    sign();
  };
  const running = runInto({ kind: 'publications', folder: join(scratch, place, 'publications'), publishesMonthly, onPublished }, tenant, report, {
    dataFolder: join(scratch, place, 'data'),
    pageSize,
    signal: controller.signal,
    onProgress: ({ stage }) => sign(stage),
  });
  await expect(running).rejects.toMatchObject({ name: 'EngagementFailure', code: 'interrupted' });
  return { published, milliseconds: performance.now() - stoppedAt };
}

test.each<[string, Omit<Stopping, 'place'>]>([
  ['while it resolves people', { stopsAt: (stage) => stage === 'resolve' }],
  ['while it reads', { stopsAt: (stage) => stage === 'read' }],
  ['beside its first publications', { stopsAt: (_, published) => published.length === 2, publishesMonthly: true }],
  ['while it aggregates', { stopsAt: (stage) => stage === 'aggregate' }],
  ['while it publishes', { stopsAt: (stage) => stage === 'publish' }],
])('a run that is stopped %s ends at once, leaves whole publications only, and the next one goes on from there', async (place, stopping) => {
  const { published, milliseconds } = await stoppedRun({ place, ...stopping });
  expect(milliseconds).toBeLessThan(endMillisecondsMax);
  const folder = join(scratch, place, 'publications');
  expect((await readdir(folder).catch(() => [])).sort()).toEqual(published.map(({ id }) => id).sort());

  tenant.requests.clear();
  const again: Published[] = [];
  await runInto({ kind: 'publications', folder, publishesMonthly: false, onPublished: (one) => again.push(one) }, tenant, report, { dataFolder: join(scratch, place, 'data'), pageSize });
  expect((await readResults(join(folder, again.at(-1)?.id ?? ''))).csv).toBe(undisturbedCsv);
  expect(again.at(-1)?.coverage).toMatchObject({ days: 365, isComplete: true });
  const isRead = ['while it aggregates', 'while it publishes'].includes(place);
  if (isRead) expect(tenant.requests.all().filter(({ path }) => /\/(messages|calendarView)$/.test(path)).length).toBeLessThan(10);
});
