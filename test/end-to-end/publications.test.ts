import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Published } from '../../engine/runs/runOptions.ts';
import { writeAwkwardTenant } from '../awkward/awkwardTenant.ts';
import { withoutMailboxes } from '../faults/tenantFolders.ts';
import { expectedOf } from '../oracle/expected.ts';
import { differences } from '../oracle/outputTable.ts';
import { runInProcess, runInto, withTenant, type InProcessRun } from './inProcess.ts';
import { widerReport, nordwind } from './nordwind.ts';
import { expectAsTheOracle, readResults, type Report } from './results.ts';
import { scratchFolder } from './scratchFolder.ts';
import { idOf, writeSmallTenant } from './smallTenant.ts';

const scratch = await scratchFolder();
const fileNames = ['AccountEngagement.csv', 'AccountEngagement.parquet', 'Office_User.csv', 'insights.duckdb', 'overview.json'];

/** Small pages, so that months end at different times in different mailboxes. */
const pageSize = 20;

describe('a first run that publishes monthly, over an awkward tenant', () => {
  const at = (name: string): string => join(scratch, 'awkward', name);
  const published: Published[] = [];
  let report: Report;
  let atOnce: InProcessRun;

  beforeAll(async () => {
    report = await writeAwkwardTenant(at('tenant'), 41, { people: 4 });
    await withTenant(at('tenant'), async (tenant) => {
      const output = { kind: 'publications', folder: at('publications'), publishesMonthly: true, onPublished: (one: Published) => published.push(one) } as const;
      await runInto(output, tenant, report, { dataFolder: at('data'), pageSize });
      atOnce = await runInProcess(tenant, report, { dataFolder: at('data of another run'), outputFolder: at('out'), pageSize });
    });
  });

  test('covers a month more each time, and in the end the whole year', () => {
    const months = published.slice(0, -1).map(({ coverage }) => coverage.from.slice(0, 7));
    expect(new Set(months).size).toBe(months.length);
    expect(months).toEqual(months.toSorted().toReversed());
    expect(months.length).toBeGreaterThanOrEqual(11);
    expect(published.map(({ coverage }) => coverage.isComplete)).toEqual([...months.map(() => false), true]);
    expect(published.at(-1)?.coverage.days).toBe(365);
  });

  test('gives each time what the oracle gives for the days that are covered', async () => {
    for (const { id, coverage, overview } of published) {
      const results = await readResults(at(`publications/${id}`));
      expect(results.overview).toEqual(overview);
      await expectAsTheOracle(results, at('tenant'), { ...report, laterFirstDay: coverage.from });
    }
  });

  test('ends with the bytes of a run that publishes once', async () => {
    const { csv, overview } = await readResults(at(`publications/${published.at(-1)?.id ?? ''}`));
    expect(csv).toBe(atOnce.csv);
    expect(overview).toEqual(atOnce.overview);
  });

  test('leaves nothing but whole publications', async () => {
    expect((await readdir(at('publications'))).sort()).toEqual(published.map(({ id }) => id).sort());
    for (const { id } of published) expect((await readdir(at(`publications/${id}`))).sort()).toEqual(fileNames);
  });
});

test('of a mailbox that the tenant closes while it is read, later publications hold nothing', async () => {
  const at = (name: string): string => join(scratch, 'closed', name);
  await mkdir(at('tenant'), { recursive: true });
  await writeSmallTenant(at('tenant'), nordwind());
  const anna = idOf('anna');
  const withoutAnna = await withoutMailboxes(at('tenant'), [anna]);
  const published: Published[] = [];
  await withTenant(at('tenant'), async (tenant) => {
    const onPublished = (one: Published) => {
      published.push(one);
      tenant.faults.fail({ status: 403, error: { code: 'ErrorAccessDenied', message: 'Access to OData is disabled.' }, mailbox: anna });
    };
    await runInto({ kind: 'publications', folder: at('publications'), publishesMonthly: true, onPublished }, tenant, widerReport, { dataFolder: at('data'), pageSize: 2 });
  });

  // Before her, Emil was skipped, who has no mailbox.
  const isAnnaRead = published.map(({ overview }) => overview.addressesSkipped.length === 1);
  expect(isAnnaRead.slice(0, 1).concat(isAnnaRead.slice(-3))).toEqual([true, false, false, false]);
  for (const [index, { id, coverage }] of published.entries()) {
    const { rows } = await expectedOf(isAnnaRead[index] === true ? at('tenant') : withoutAnna, { ...widerReport, laterFirstDay: coverage.from });
    expect(differences((await readResults(at(`publications/${id}`))).rows, rows)).toEqual([]);
  }
});
