import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LocalTenant } from '../../infra/local-tenant/index.ts';
import { credentialsOf, enrichHere, reportArguments, type Enriched } from '../end-to-end/enrich.ts';
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
  /** The command as JavaScript (builtScript.ts), which starts sooner and reaches a running tenant only; default: as `npm run enrich` has it. */
  readonly built?: string;
}

export interface Ended extends Enriched {
  readonly signal: NodeJS.Signals | null;
}

/** `npm run -s enrich -- …` as a process of its own, neither of whose outputs is a terminal. */
export class Command {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  readonly #waiting: { readonly text: string; readonly resolve: () => void }[] = [];
  #stdout = '';
  #stderr = '';

  constructor(options: CommandOptions) {
    const script = options.built === undefined ? ['--import', 'tsx', 'infra/cli/enrich.ts'] : [options.built];
    const child = spawn(process.execPath, [...script, ...argumentsFor(options)], {
      cwd: repository,
      env: { ...Object.fromEntries(inherited.map((name) => [name, process.env[name]])), ...environmentFor(options) },
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

  /** Its process alone, not those that it has started. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** As Ctrl-C, but its process alone. */
  interrupt(): void {
    this.#child.kill('SIGINT');
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

/** The same command in this process: without its start, its worker thread and the signals that a process gets. */
export class CommandHere {
  readonly ended: Promise<Enriched>;
  readonly #interruption = new AbortController();

  constructor(options: CommandOptions, environment: Readonly<Record<string, string>> = {}) {
    this.ended = enrichHere(argumentsFor(options), { environment: { ...environmentFor(options), ...environment }, signal: this.#interruption.signal });
  }

  /** Does what the first Ctrl-C does. */
  interrupt(): void {
    this.#interruption.abort();
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
  return [...source, ...reportArguments(report), '--data', dataFolder, '--out', outputFolder];
}

function environmentFor({ tenant }: CommandOptions): Record<string, string> {
  return typeof tenant === 'string' ? {} : credentialsOf(tenant);
}
