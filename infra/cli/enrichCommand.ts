import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunResult } from '../../engine/run.ts';
import type { TenantAddress } from '../local-tenant/index.ts';
import { systemClock } from '../systemClock.ts';
import type { Job } from '../worker/job.ts';
import type { WorkerOptions } from '../worker/runInWorker.ts';
import { readCredentials } from './credentials.ts';
import { exitStatus } from './ending.ts';
import { enrichUsage, parseEnrichCall, type EnrichCall } from './enrichCall.ts';
import { ProgressLine, type LineStream } from './progressLine.ts';

/** What the command has of the process that it runs in. */
export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  /** The overview and nothing else. */
  readonly stdout: Pick<NodeJS.WritableStream, 'write'>;
  readonly stderr: LineStream;
  /** Asks the run to stop. */
  readonly signal: AbortSignal;
  /** Serves a tenant in a folder until it is closed. */
  readonly startTenant: (folder: string) => Promise<TenantAddress & { readonly close: () => Promise<void> }>;
  readonly run: (job: Job, options: Pick<WorkerOptions, 'signal' | 'onProgress'>) => Promise<RunResult>;
}

/** `npm run enrich`: does what the arguments ask for, and gives the exit status, as `enrichUsage` says. Every failure is told on stderr. */
export async function enrich(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const call = await parseEnrichCall(args);
    if (call === 'help') surroundings.stdout.write(enrichUsage);
    else await enrichAs(call, surroundings);
    return 0;
  } catch (error) {
    return exitStatus(error, surroundings.stderr);
  }
}

async function enrichAs(call: EnrichCall, { stdout, stderr, signal, run, ...surroundings }: Surroundings): Promise<void> {
  const tenant = await connect(call.source, surroundings);
  const temporaryFolder = call.dataFolder === undefined ? await mkdtemp(join(tmpdir(), 'account-engagement-')) : undefined;
  const line = new ProgressLine(stderr);
  try {
    const job: Job = {
      graph: tenant.graph,
      contacts: { kind: 'open', accountsPath: call.accountsPath, contactsPath: call.contactsPath, dataverseUrl: tenant.dataverseUrl, columns: call.columns },
      members: [...call.members],
      asOf: call.asOf ?? systemClock.now(),
      timeZone: call.timeZone,
      dataFolder: call.dataFolder ?? temporaryFolder ?? '',
      output: { kind: 'folder', folder: call.outputFolder },
    };
    const { overview, guestsCount } = await run(job, { signal, onProgress: (progress) => line.show(progress) });
    line.end();
    if (guestsCount > 0) stderr.write(`Guests left out, because their mail lies in other organisations: ${guestsCount}.\n`);
    stdout.write(`${JSON.stringify(overview, null, 2)}\n`);
  } finally {
    line.end();
    await tenant.close();
    if (temporaryFolder !== undefined) await rm(temporaryFolder, { recursive: true, force: true });
  }
}

/** What of a job says where the tenant is, and how to leave it. */
interface Tenant extends Pick<Job, 'graph'> {
  readonly dataverseUrl: string | undefined;
  readonly close: () => Promise<void>;
}

async function connect(source: EnrichCall['source'], { environment, startTenant }: Pick<Surroundings, 'environment' | 'startTenant'>): Promise<Tenant> {
  if ('graphUrl' in source) {
    const { dataverseUrl, ...credentials } = readCredentials(environment);
    return { graph: { baseUrl: source.graphUrl, ...credentials }, dataverseUrl, close: () => Promise.resolve() };
  }
  const { graphUrl, authorityUrl, tenantId, clientId, clientSecret, dataverseUrl, close } = await startTenant(source.tenantFolder);
  return { graph: { baseUrl: graphUrl, authorityUrl, tenantId, clientId, clientSecret }, dataverseUrl, close };
}
