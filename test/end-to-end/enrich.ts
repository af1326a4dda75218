import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { enrich } from '../../infra/cli/enrichCommand.ts';
import { startLocalTenant, type TenantAddress } from '../../infra/local-tenant/index.ts';
import { runJob } from '../../infra/worker/runJob.ts';
import type { Report } from './results.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** What of the machine's environment the command line may see: no credentials that somebody happens to have there. */
const inherited = ['PATH', 'HOME', 'TMPDIR', 'TZ'];

export interface Enriched {
  /** Exit status; null where a signal ended the process. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface EnrichOptions {
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the real command line, `npm run -s enrich -- …args`, as a process of its own, neither of whose outputs is a terminal. */
export async function runEnrich(args: readonly string[], options: EnrichOptions = {}): Promise<Enriched> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'infra/cli/enrich.ts', ...args], {
    cwd: repository,
    env: { ...Object.fromEntries(inherited.map((name) => [name, process.env[name]])), ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [status, stdout, stderr] = await Promise.all([
    new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { status, stdout, stderr };
}

/** The same command in this process: all of it but its entry, without the seconds that a process, a worker thread and a tenant's process need to start. */
export async function enrichHere(args: readonly string[], { environment = {}, signal = new AbortController().signal }: EnrichOptions & { readonly signal?: AbortSignal } = {}): Promise<Enriched> {
  const written = { stdout: '', stderr: '' };
  const streamTo = (name: keyof typeof written) => ({
    write: (chunk: string | Uint8Array) => {
      written[name] += String(chunk);
      return true;
    },
  });
  const status = await enrich(args, {
    environment,
    stdout: streamTo('stdout'),
    stderr: streamTo('stderr'),
    signal,
    startTenant: startLocalTenant,
    run: (job, options) => runJob(job, options.signal, options),
  });
  return { status, ...written };
}

/** The arguments that ask for this report. */
export function reportArguments({ members, asOf, timeZone }: Report): string[] {
  return ['--members', members.join(','), '--as-of', new Date(asOf).toISOString(), '--time-zone', timeZone];
}

/** The environment in which `--graph` reaches this tenant, as it would a real one. */
export function credentialsOf(tenant: TenantAddress): Record<string, string> {
  return {
    GRAPH_TENANT_ID: tenant.tenantId,
    GRAPH_CLIENT_ID: tenant.clientId,
    GRAPH_CLIENT_SECRET: tenant.clientSecret,
    GRAPH_AUTHORITY_URL: tenant.authorityUrl,
    DATAVERSE_URL: tenant.dataverseUrl,
  };
}
