import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Child } from './child.ts';
import { median } from './median.ts';
import { decimal, ratio, table, whole } from './table.ts';

/** What aggregation is measured by: it must look at every copy, and tell mails apart. */
export const plainScan = 'SELECT count(DISTINCT mail) FROM email_copy';

export const aggregationSchema = z.object({ folder: z.string(), mails: z.number() });

const costSchema = z.object({ wallSeconds: z.number(), cpuSeconds: z.number() });
const roundSchema = z.object({
  mails: z.number(),
  scan: costSchema,
  aggregation: costSchema,
  steps: z.array(z.object({ table: z.string(), cpuSeconds: z.number() })),
  peakKilobytes: z.number(),
});
export type AggregationRound = z.infer<typeof roundSchema>;

/** Statements that take less of the aggregation than this are not listed. */
const stepShareMin = 0.01;

/** Part 3: aggregating and scoring beside one plain scan of the same table, both by DuckDB in one process. */
export async function aggregation(options: { readonly scratchFolder: string; readonly mailCounts: readonly number[]; readonly rounds: number; readonly withSteps: boolean }): Promise<string> {
  const results: AggregationRound[][] = [];
  for (const mails of options.mailCounts) {
    const folder = await mkdtemp(join(options.scratchFolder, 'aggregation-'));
    const child = new Child('aggregationChild.ts');
    try {
      const rounds: AggregationRound[] = [];
      for (let number = 0; number < options.rounds; number += 1) rounds.push(roundSchema.parse(await child.ask({ folder, mails })));
      results.push(rounds);
    } finally {
      await child.close();
      await rm(folder, { recursive: true, force: true });
    }
  }
  return [report(results), ...(options.withSteps ? results.map(reportSteps) : [])].join('\n');
}

function report(results: readonly (readonly AggregationRound[])[]): string {
  const rows = results.map((rounds) => {
    const middle = (value: (round: AggregationRound) => number) => median(rounds.map(value));
    return [
      whole(rounds[0]?.mails ?? NaN),
      decimal(middle(({ aggregation: { wallSeconds } }) => wallSeconds)),
      decimal(middle(({ scan: { wallSeconds } }) => wallSeconds)),
      ratio(middle((round) => round.aggregation.wallSeconds / round.scan.wallSeconds)),
      decimal(middle(({ aggregation: { cpuSeconds } }) => cpuSeconds)),
      decimal(middle(({ scan: { cpuSeconds } }) => cpuSeconds)),
      ratio(middle((round) => round.aggregation.cpuSeconds / round.scan.cpuSeconds)),
      whole(Math.max(...rounds.map(({ peakKilobytes }) => peakKilobytes)) / 1024),
    ];
  });
  return table(
    `Aggregating and scoring beside one plain scan (${plainScan}), medians of ${results[0]?.length ?? 0} rounds in turns. Aim: below 4×`,
    ['kept emails', 'aggregate s', 'scan s', 'ratio', 'aggregate CPU s', 'scan CPU s', 'ratio', 'peak MB'],
    rows,
  );
}

function reportSteps(rounds: readonly AggregationRound[]): string {
  const names = [...new Set(rounds.flatMap(({ steps }) => steps.map((step) => step.table)))];
  const scan = median(rounds.map((round) => round.scan.cpuSeconds));
  const total = median(rounds.map((round) => round.aggregation.cpuSeconds));
  const rows = names
    .map((name) => ({ name, cpuSeconds: median(rounds.map(({ steps }) => steps.filter((step) => step.table === name).reduce((sum, step) => sum + step.cpuSeconds, 0))) }))
    .filter(({ cpuSeconds }) => cpuSeconds >= total * stepShareMin)
    .map(({ name, cpuSeconds }) => [name, decimal(cpuSeconds), ratio(cpuSeconds / scan), `${decimal((100 * cpuSeconds) / total, 0)} %`]);
  return table(`Steps at ${whole(rounds[0]?.mails ?? NaN)} kept emails`, ['table', 'CPU s', 'in scans', 'share'], rows);
}
