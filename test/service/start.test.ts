import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { writeSampleTenant } from '../../infra/sample-tenant/index.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { enrichmentsAnswer } from '../../tab/contract/enrichments.ts';
import { searchAnswer } from '../../tab/contract/insights.ts';
import { Child } from './child.ts';

const stopMilliseconds = 10_000;

/** Of each group so many are left, the last, of whom one has no mailbox: few are read, and still for long enough to be stopped. */
const groupMembers = 6;

/** Each start goes on where the one before was stopped. */
describe('npm start, over a small sample company', () => {
  let folder: string;
  let child: Child | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'start-'));
    const asOf = systemClock.now();
    const tenant = join(folder, '.data', 'sample', new Date(asOf).toISOString().slice(0, 10), 'tenant');
    // What is there is taken as it is; the whole sample takes longer to make, and to read, than all the rest.
    await writeSampleTenant(tenant, { seed: 20_260, asOf, mailScale: 0.02 });
    const groups = z.array(z.looseObject({ members: z.array(z.string()) })).parse(JSON.parse(await readFile(join(tenant, 'groups.json'), 'utf8')));
    await writeFile(join(tenant, 'groups.json'), JSON.stringify(groups.map((group) => ({ ...group, members: group.members.slice(-groupMembers) }))));
  });
  afterAll(() => rm(folder, { recursive: true }));
  afterEach(() => child?.signalGroup('SIGKILL'));

  const start = () => (child = new Child({ script: 'infra/cli/start.ts', folder, environment: { PORT: '0' } }));

  async function interrupt(started: Child): Promise<void> {
    // The service and the local tenant, and what tsx may need beside them.
    expect((await started.groupIds()).length).toBeGreaterThanOrEqual(2);
    const at = systemClock.now();
    started.signalGroup('SIGINT');
    const { status, output } = await started.ended;
    expect([0, 130], output).toContain(status);
    expect(systemClock.now() - at).toBeLessThan(stopMilliseconds);
    expect(await started.groupIds()).toEqual([]);
    expect(output).not.toMatch(/"level":"(error|fatal)"|error in the program/i);
  }

  test('Ctrl-C while the first run reads ends it within seconds, and leaves no process', async () => {
    const started = start();
    await started.said(/Reading: .*[1-9]\d* items/);
    await interrupt(started);
  });

  test('started again it goes on with that run, shows the overview, and answers a seller with the header file that it wrote', async () => {
    const started = start();
    const command = await started.said(/curl -H @\S+ \S+/);
    const output = await started.said(/Account engagement from[^]*until Ctrl-C/);
    for (const shown of [/Account engagement from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d \(36\d days of data\)/, /\d+ of 150 customers enriched/, /Highest engagement/, /Most fallen/]) expect(output).toMatch(shown);

    const [, headerPath = '', url = ''] = /@(\S+) (\S+)/.exec(command) ?? [];
    const authorization = (await readFile(headerPath, 'utf8')).replace(/^Authorization: /, '').trim();
    const ask = async (path: string): Promise<unknown> => (await fetch(`${url}${path}`, { headers: { authorization } })).json();
    const [view] = enrichmentsAnswer.parse(await ask(''));
    expect(view).toMatchObject({ state: 'ready', lastRun: { resumptions: 1, outcome: 'succeededWithWarnings' } });
    const [hit] = searchAnswer.parse(await ask(`/${view?.enrichment.id}/customers?text=fabrikm`));
    expect(hit?.name).toBe('Fabrikam');
    await interrupt(started);
  });
});
