import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnLocalTenant } from '../local-tenant/process.ts';
import { systemClock } from '../systemClock.ts';
import type { Job } from '../worker/job.ts';
import { runInWorker } from '../worker/runInWorker.ts';
import { readCredentials } from './credentials.ts';
import { exitStatus, interruptSignal } from './ending.ts';
import { enrichUsage, parseEnrichCall, type EnrichCall } from './enrichCall.ts';
import { ProgressLine } from './progressLine.ts';

/** What of a job says where the tenant is, and how to leave it. */
interface Tenant extends Pick<Job, 'graph'> {
  readonly dataverseUrl: string | undefined;
  close(): Promise<void>;
}

async function connect(source: EnrichCall['source']): Promise<Tenant> {
  if ('graphUrl' in source) {
    const { dataverseUrl, ...credentials } = readCredentials(process.env);
    return { graph: { baseUrl: source.graphUrl, ...credentials }, dataverseUrl, close: () => Promise.resolve() };
  }
  const { graphUrl, authorityUrl, tenantId, clientId, clientSecret, dataverseUrl, close } = await spawnLocalTenant(source.tenantFolder);
  return { graph: { baseUrl: graphUrl, authorityUrl, tenantId, clientId, clientSecret }, dataverseUrl, close };
}

async function enrich(call: EnrichCall, signal: AbortSignal): Promise<void> {
  const tenant = await connect(call.source);
  const temporaryFolder = call.dataFolder === undefined ? await mkdtemp(join(tmpdir(), 'account-engagement-')) : undefined;
  const line = new ProgressLine(process.stderr);
  try {
    const job: Job = {
      graph: tenant.graph,
      contacts: { accountsPath: call.accountsPath, contactsPath: call.contactsPath, dataverseUrl: tenant.dataverseUrl, columns: call.columns },
      members: [...call.members],
      asOf: call.asOf ?? systemClock.now(),
      timeZone: call.timeZone,
      dataFolder: call.dataFolder ?? temporaryFolder ?? '',
      outputFolder: call.outputFolder,
    };
    const { overview, guestsCount } = await runInWorker(job, { signal, onProgress: (progress) => line.show(progress) });
    line.end();
    if (guestsCount > 0) process.stderr.write(`Guests left out, because their mail lies in other organisations: ${guestsCount}.\n`);
    process.stdout.write(`${JSON.stringify(overview, null, 2)}\n`);
  } finally {
    line.end();
    await tenant.close();
    if (temporaryFolder !== undefined) await rm(temporaryFolder, { recursive: true, force: true });
  }
}

const signal = interruptSignal();
try {
  const call = await parseEnrichCall(process.argv.slice(2));
  if (call === 'help') process.stdout.write(enrichUsage);
  else await enrich(call, signal);
} catch (error) {
  process.exitCode = exitStatus(error);
}
