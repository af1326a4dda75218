import { join } from 'node:path';
import { expect } from 'vitest';
import { runInProcess, withTenant, type InProcessRun } from './inProcess.ts';
import { expectAsTheOracle, type Report } from './results.ts';
import { keptIn, type Kept } from './store.ts';

/**
 * A second run over the data folder `place`/data, which an earlier one has left. Fails unless it gives what the oracle and a run from nothing
 * give, and keeps what the latter keeps, row by row.
 */
export async function secondRun(place: string, tenantFolder: string, report: Report): Promise<InProcessRun & { readonly kept: Kept }> {
  const at = (name: string): string => join(place, name);
  return withTenant(tenantFolder, async (tenant) => {
    const second = await runInProcess(tenant, report, { dataFolder: at('data'), outputFolder: at('out') });
    await expectAsTheOracle(second, tenantFolder, report);
    const fresh = await runInProcess(tenant, report, { dataFolder: at('fresh data'), outputFolder: at('fresh out') });
    expect(second.csv).toBe(fresh.csv);
    expect(second.overview).toEqual(fresh.overview);
    const kept = await keptIn(at('data'));
    expect(kept).toEqual(await keptIn(at('fresh data')));
    return { ...second, kept };
  });
}
