import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngagementFailure } from '../../engine/model/failure.ts';
import { spawnLocalTenant } from '../local-tenant/process.ts';
import { systemClock } from '../systemClock.ts';
import type { Job } from '../worker/job.ts';
import { runInWorker } from '../worker/runInWorker.ts';
import { readCredentials } from './credentials.ts';
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
    if (guestsCount > 0) process.stderr.write(`${guestsCount} guests were left out: their mail lies in other organisations.\n`);
    process.stdout.write(`${JSON.stringify(overview, null, 2)}\n`);
  } finally {
    line.end();
    await tenant.close();
    if (temporaryFolder !== undefined) await rm(temporaryFolder, { recursive: true, force: true });
  }
}

/** The first Ctrl-C stops the run when what it has read is durable, the second at once. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort();
    });
  }
  return controller.signal;
}

function exitStatus(error: unknown): number {
  if (error instanceof EngagementFailure) {
    process.stderr.write(`${error.message}\n`);
    if (error.code === 'interrupted') return 130;
    return error.isInput ? 2 : 1;
  }
  // The message of an error that nobody foresaw may hold anything, data of people included; where it happened does not.
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter((entry) => entry.trimStart().startsWith('at ')) : [];
  process.stderr.write(`An error in the program itself (${error instanceof Error ? error.name : typeof error}); please report it with these lines.\n${stack.join('\n')}\n`);
  return 1;
}

const signal = interruptSignal();
try {
  const call = await parseEnrichCall(process.argv.slice(2));
  if (call === 'help') process.stdout.write(enrichUsage);
  else await enrich(call, signal);
} catch (error) {
  process.exitCode = exitStatus(error);
}
