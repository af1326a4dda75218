import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { spawnLocalTenant } from '../../infra/local-tenant/process.ts';
import { decimal, ratio, table, whole } from './table.ts';
import { asOf, everyMailbox, sampleTenantIn } from './tenants.ts';

const command = fileURLToPath(new URL('../../infra/cli/enrich.ts', import.meta.url));
const hook = new URL('reportPeakMemory.mjs', import.meta.url).href;

const overview = z.object({ emailsProcessed: z.number(), meetingsProcessed: z.number() });

interface Peak {
  readonly mailScale: number;
  readonly items: number;
  readonly megabytes: number;
  readonly wallSeconds: number;
}

/** Part 2: the most memory that the product's command has while it reads the same mailboxes with more and more mail in them. */
export async function peakMemory(options: { readonly folder: string; readonly scratchFolder: string; readonly mailScales: readonly number[] }): Promise<string> {
  const peaks: Peak[] = [];
  for (const mailScale of options.mailScales) {
    peaks.push(await peakAt(mailScale, await sampleTenantIn(options.folder, mailScale), await mkdtemp(join(options.scratchFolder, 'memory-'))));
  }
  const [first] = peaks;
  return table(
    'Peak memory of the reading process (enrich --graph, whole run). Aims: flat, and below 400 MB',
    ['mail', 'items', 'peak MB', 'to the first', 'seconds'],
    peaks.map(({ mailScale, items, megabytes, wallSeconds }) => [`${mailScale}×`, whole(items), whole(megabytes), ratio(megabytes / (first?.megabytes ?? NaN)), decimal(wallSeconds, 0)]),
  );
}

/** The server lives in another process, so that its memory is not the reader's. */
async function peakAt(mailScale: number, tenantFolder: string, scratchFolder: string): Promise<Peak> {
  const tenant = await spawnLocalTenant(tenantFolder);
  try {
    const start = performance.now();
    const members = everyMailbox().map(({ address }) => address);
    const call = ['--graph', tenant.graphUrl, '--members', members.join(','), '--as-of', new Date(asOf).toISOString(), '--data', join(scratchFolder, 'data'), '--out', join(scratchFolder, 'output')];
    const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), '--import', hook, command, ...call], {
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
      env: {
        ...process.env,
        GRAPH_TENANT_ID: tenant.tenantId,
        GRAPH_CLIENT_ID: tenant.clientId,
        GRAPH_CLIENT_SECRET: tenant.clientSecret,
        GRAPH_AUTHORITY_URL: tenant.authorityUrl,
        DATAVERSE_URL: tenant.dataverseUrl,
      },
    });
    const told = child.stdio[3];
    if (!(child.stdout instanceof Readable && told instanceof Readable)) throw new TypeError('The enrichment has no pipes to tell its results through.');
    const [output, peakKilobytes] = await Promise.all([text(child.stdout), text(told), once(child, 'exit')]);
    if (child.exitCode !== 0) throw new Error(`The enrichment ended with exit status ${child.exitCode ?? '?'}.`);
    const { emailsProcessed, meetingsProcessed } = overview.parse(JSON.parse(output));
    return { mailScale, items: emailsProcessed + meetingsProcessed, megabytes: Number(peakKilobytes) / 1024, wallSeconds: (performance.now() - start) / 1000 };
  } finally {
    await tenant.close();
  }
}
