import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeAwkwardTenant } from '../awkward/awkwardTenant.ts';
import { randomOf } from '../awkward/random.ts';
import { writeEarlierState } from './earlierState.ts';
import { runInProcess, withTenant } from './inProcess.ts';
import { day } from './nordwind.ts';
import { scratchFolder } from './scratchFolder.ts';
import { secondRun } from './secondRun.ts';

const scratch = await scratchFolder();

test.each([
  [61, 0],
  [62, 1],
  [64, 3],
  [66, 40],
  [68, 0],
])('over awkward tenant %i, which has changed at random, a second run %i days later gives what a run from nothing gives', async (seed, days) => {
  const place = join(scratch, String(seed));
  const folder = join(place, 'tenant');
  const report = await writeAwkwardTenant(folder, seed, { people: 6, threads: 40, meetings: 30 });
  const earlierFolder = join(place, 'earlier tenant');
  const earlierReport = { ...report, asOf: report.asOf - days * day };
  await writeEarlierState(folder, earlierFolder, earlierReport.asOf, randomOf(seed));
  const first = await withTenant(earlierFolder, (tenant) => runInProcess(tenant, earlierReport, { dataFolder: join(place, 'data'), outputFolder: join(place, 'out') }));
  const second = await secondRun(place, folder, report);
  expect(second.csv).not.toBe(first.csv);
});
