import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LocalTenant } from '../../infra/local-tenant/index.ts';
import type { Report } from '../end-to-end/results.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** What of the machine's environment the command line may see: no credentials that somebody happens to have there. */
const inherited = ['PATH', 'HOME', 'TMPDIR', 'TZ'];

export interface CommandOptions {
  readonly report: Report;
  /** A tenant folder, or a tenant that runs in this process and is reached as a real one. */
  readonly tenant: string | LocalTenant;
  readonly dataFolder: string;
  readonly outputFolder: string;
}

export interface Ended {
  /** Exit status; null where a signal ended the process. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run -s enrich -- …` as a process of its own, neither of whose outputs is a terminal. */
export class Command {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  readonly #waiting: { readonly text: string; readonly resolve: () => void }[] = [];
  #stdout = '';
  #stderr = '';

  constructor(options: CommandOptions, environment: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'infra/cli/enrich.ts', ...argumentsFor(options)], {
      cwd: repository,
      env: { ...Object.fromEntries(inherited.map((name) => [name, process.env[name]])), ...environmentFor(options), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.#hear(text));
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status, signal) => resolve({ status, signal, stdout: this.#stdout, stderr: this.#stderr }));
    });
  }

  /** Resolves when the command has written `text` to stderr; rejects where it ends without. */
  async said(text: string): Promise<void> {
    if (this.#stderr.includes(text)) return;
    const heard = new Promise<void>((resolve) => this.#waiting.push({ text, resolve }));
    const silent = this.ended.then(({ stderr }) => {
      throw new Error(`The command ended without saying "${text}":\n${stderr}`);
    });
    await Promise.race([heard, silent]);
  }

  /** Sends the signal to the command's process alone. */
  send(signal: 'SIGKILL' | 'SIGINT'): void {
    this.#child.kill(signal);
  }

  /** The processes that the command has started. */
  async children(): Promise<OtherProcess[]> {
    return (await processes()).filter(({ parentId }) => parentId === this.#child.pid).map(({ id }) => new OtherProcess(id));
  }

  #hear(text: string): void {
    this.#stderr += text;
    for (const { text: wanted, resolve } of this.#waiting) if (this.#stderr.includes(wanted)) resolve();
  }
}

/** A process that is not this one's own child. */
export class OtherProcess {
  readonly #id: number;

  constructor(id: number) {
    this.#id = id;
  }

  send(signal: 'SIGINT'): void {
    process.kill(this.#id, signal);
  }

  /** Resolves when it has ended. */
  async ended(): Promise<void> {
    // One that nobody has asked for its status stays on the list as a zombie.
    while ((await processes()).some(({ id, state }) => id === this.#id && !state.startsWith('Z'))) await setTimeout(20);
  }
}

async function processes(): Promise<{ readonly id: number; readonly parentId: number; readonly state: string }[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,stat=']);
  return stdout.trim().split('\n').map((line) => {
    const [id, parentId, state = ''] = line.trim().split(/\s+/);
    return { id: Number(id), parentId: Number(parentId), state };
  });
}

function argumentsFor({ report, tenant, dataFolder, outputFolder }: CommandOptions): string[] {
  const source = typeof tenant === 'string' ? ['--tenant', tenant] : ['--graph', tenant.graphUrl];
  const asked = ['--members', report.members.join(','), '--as-of', new Date(report.asOf).toISOString(), '--time-zone', report.timeZone];
  return [...source, ...asked, '--data', dataFolder, '--out', outputFolder];
}

function environmentFor({ tenant }: CommandOptions): Record<string, string> {
  if (typeof tenant === 'string') return {};
  return {
    GRAPH_TENANT_ID: tenant.tenantId,
    GRAPH_CLIENT_ID: tenant.clientId,
    GRAPH_CLIENT_SECRET: tenant.clientSecret,
    GRAPH_AUTHORITY_URL: tenant.authorityUrl,
    DATAVERSE_URL: tenant.dataverseUrl,
  };
}
