import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeAwkwardTenant } from '../awkward/awkwardTenant.ts';
import { scenes } from '../awkward/scenes.ts';
import { runInProcess, withTenant } from './inProcess.ts';
import { expectAsTheOracle, readParquet } from './results.ts';
import { scratchFolder } from './scratchFolder.ts';

const scratch = await scratchFolder();

/** One for each scene, so that every time zone has its turn; others than those that the generator's own tests take. */
const seeds = scenes.map(({ timeZone }, index) => ({ seed: 100 * scenes.length + index, timeZone }));

test.each(seeds)('an awkward tenant in $timeZone (seed $seed) gives the oracle’s table and overview, and the same rows as Parquet', async ({ seed }) => {
  const folder = join(scratch, String(seed));
  const outputFolder = join(folder, 'out');
  const report = await writeAwkwardTenant(folder, seed, { people: 8 });
  const results = await withTenant(folder, (tenant) => runInProcess(tenant, report, { dataFolder: join(folder, 'data'), outputFolder }));
  await expectAsTheOracle(results, folder, report);
  expect(await readParquet(outputFolder)).toEqual(results.rows);
});
