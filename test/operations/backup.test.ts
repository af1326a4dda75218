import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfiguration } from '../../infra/server/configuration.ts';
import { createLogger } from '../../infra/server/logger.ts';
import { startServer } from '../../infra/server/server.ts';
import { createServices } from '../../infra/server/services.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { addressOf, idOf } from '../end-to-end/smallTenant.ts';
import { leaksIn } from '../privacy/leaks.ts';
import { needlesOf } from '../privacy/needles.ts';
import { Searcher } from '../privacy/search.ts';
import { Child } from '../service/child.ts';
import { Person } from '../service/person.ts';
import { startRunningService, testEnvironment } from '../service/runningService.ts';
import { people, salesYear } from '../service/salesYear.ts';
import { consentTo, csvMapping, endOfRun, setUpEnrichment, uploadDataSet, whileReading } from '../service/setUp.ts';

/** Marks the fault that holds an answer back until the test lets it go. */
const heldMilliseconds = 1_000_000_000;
const items = /\/(messages|calendarView)$/;

test('a backup taken by another process while a run reads, restored elsewhere, goes on to the same table, and holds nobody’s address', async () => {
  let letGo: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (letGo = resolve));
  const clock = { now: () => systemClock.now(), sleep: (milliseconds: number, signal?: AbortSignal) => (milliseconds === heldMilliseconds ? released : systemClock.sleep(milliseconds, signal)) };
  const company = salesYear(systemClock.now());
  const service = await startRunningService({ company, clock });
  try {
    const [archive, elsewhere] = [join(service.folder, 'backup.tar.gz'), join(service.folder, 'elsewhere')];
    const [admin, director] = await Promise.all([service.signIn('admin'), service.signIn('globalAdministrator')]);
    const setUp = await setUpEnrichment(admin, 'Backed', { contactDataSetId: await uploadDataSet(admin, company), mapping: csvMapping });
    const path = `/enrichments/${setUp.enrichment.id}`;
    // The first months slowly, the others not at all: a first look is published, and the year is far from read.
    service.tenant.faults.fail({ route: items, times: 40, slowMilliseconds: 40 });
    service.tenant.faults.fail({ route: items, slowMilliseconds: heldMilliseconds });
    await consentTo(director, setUp);
    const run = await whileReading(admin, setUp.enrichment.id, ({ publications }) => publications.length > 0);

    const backup = await new Child({ script: 'infra/cli/backup.ts', arguments: [archive, '--data', service.dataFolder] }).ended;
    expect(backup, backup.output).toMatchObject({ status: 0 });
    expect(backup.output).toContain('results of 1 enrichment');
    service.tenant.faults.clear();
    letGo();
    const last = await endOfRun(admin, setUp.enrichment.id);
    expect([last.id, last.resumptions]).toEqual([run.id, 0]);

    const restore = await new Child({ script: 'infra/cli/restore.ts', arguments: [archive, '--consents-unchanged', '--data', elsewhere] }).ended;
    expect(restore, restore.output).toMatchObject({ status: 0 });
    // Who set it up and who consented, the chosen address as typed, and the directory ids of those behind it.
    const onRecord = [idOf(people.admin), idOf(people.globalAdministrator), addressOf('sales')];
    const leaks = await leaksIn(new Searcher(await needlesOf(service.tenantFolder)), [elsewhere], {});
    expect(leaks.filter(({ kind, text, where }) => !onRecord.includes(text) && !(kind === 'id' && where.endsWith('Office_User.csv')))).toEqual([]);
    expect(await readdir(join(elsewhere, 'tenants', service.tenant.tenantId, 'enrichments', setUp.enrichment.id))).toEqual(['publications']);

    const environment = await testEnvironment(service.tenant, elsewhere);
    const other = await startServer(readConfiguration(environment), { createServices, clock: systemClock, logger: createLogger('silent') });
    try {
      const there = new Person(other.url, await service.tenant.userToken(idOf(people.admin)));
      const resumed = await endOfRun(there, setUp.enrichment.id);
      expect(resumed).toMatchObject({ id: run.id, asOf: last.asOf, resumptions: 1, outcome: last.outcome, overview: last.overview });
      const table = `${path}/results/export?format=csv`;
      expect(await there.download(table)).toBe(await admin.download(table));
    } finally {
      await other.close();
    }
    expect(service.logged()).not.toContain('"level":"error"');
  } finally {
    letGo();
    await service.close();
  }
});
