import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { youngGenerationMegabytes } from '../../infra/worker/runInWorker.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { aggregation } from './aggregation.ts';
import { cards } from './cards.ts';
import { firstCard } from './firstCard.ts';
import { insights } from './insights.ts';
import { peakMemory } from './peakMemory.ts';
import { readingRate } from './readingRate.ts';
import { benchCast, sampleTenantIn } from './tenants.ts';

const usage = `Usage: npm run bench [-- options]

Measures reading, memory, aggregation, insights, cards and the tab side by side (test/bench/README.md), in about fifteen minutes.

  --quick              smaller and fewer rounds, for development: its figures are no result
  --only PART          reading, memory, aggregation, insights, cards or tab; may be given several times
  --steps              what each step of the aggregation takes
  --tenants DIR        keeps the sample tenants there, and takes them from there the next time
`;

const million = 1_000_000;
const full = { readingScale: 16, rounds: 5, mailScales: [1, 4, 16], mailCounts: [million, 4 * million, 16 * million], aggregationRounds: 3, accounts: 100_000, questionRounds: 100, cardScale: 6, cardRounds: 3, cardReads: 100, openings: 20 };
const quick = { readingScale: 4, rounds: 3, mailScales: [1, 4], mailCounts: [million / 4, million], aggregationRounds: 3, accounts: 10_000, questionRounds: 30, cardScale: 2, cardRounds: 1, cardReads: 50, openings: 5 };

/** The parts, in the order in which they are printed. */
const parts = ['reading', 'memory', 'aggregation', 'insights', 'cards', 'tab'] as const;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [...parts] },
    steps: { type: 'boolean', default: false },
    tenants: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

async function bench(scratchFolder: string): Promise<void> {
  const size = values.quick ? quick : full;
  const folder = values.tenants ?? join(scratchFolder, 'tenants');
  await mkdir(folder, { recursive: true });
  const print = (text: string) => process.stdout.write(`${text}\n`);
  const [cpu] = cpus();
  print(`${availableParallelism()} cores (${cpu?.model ?? 'unknown'}), Node ${process.version}${values.quick ? '; --quick: no result' : ''}\n`);

  if (values.only.includes('reading')) {
    // V8's young generation is three semi-spaces (two halves, and one that the others' survivors move through).
    const nodeOptions = [`--max-semi-space-size=${youngGenerationMegabytes / 3}`];
    print(await readingRate({ tenantFolder: await sampleTenantIn(folder, size.readingScale), scratchFolder, rounds: size.rounds, nodeOptions }));
  }
  if (values.only.includes('memory')) print(await peakMemory({ folder, scratchFolder, mailScales: size.mailScales }));
  if (values.only.includes('aggregation')) print(await aggregation({ scratchFolder, mailCounts: size.mailCounts, rounds: size.aggregationRounds, withSteps: values.steps }));
  if (values.only.includes('insights')) print(await insights({ scratchFolder, accounts: size.accounts, rounds: size.questionRounds }));
  // The service has the machine's clock, so these tenants' year ends today.
  const endsAt = systemClock.now();
  if (values.only.includes('cards')) {
    print(await cards({ tenantFolder: await sampleTenantIn(folder, size.cardScale, endsAt), cast: benchCast(endsAt), scratchFolder, rounds: size.cardRounds, readsInBatch: size.cardReads }));
  }
  if (values.only.includes('tab')) print(await firstCard({ tenantFolder: await sampleTenantIn(folder, 1, endsAt), cast: benchCast(endsAt), scratchFolder: join(scratchFolder, 'tab'), rounds: size.openings }));
}

if (values.help) {
  process.stdout.write(usage);
} else {
  const scratchFolder = await mkdtemp(join(tmpdir(), 'account-engagement-bench-'));
  try {
    await bench(scratchFolder);
  } finally {
    await rm(scratchFolder, { recursive: true, force: true });
  }
}
