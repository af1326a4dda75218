import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What of the machine's environment a process may see: no credentials that somebody happens to have there. */
const inherited = ['PATH', 'HOME', 'TMPDIR', 'TZ'];

export interface ChildOptions {
  /** Its path, or that from the root of the repository; TypeScript is read through tsx, as `npm start` has it. */
  readonly script: string;
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Where it is started; default the root of the repository. */
  readonly folder?: string;
  /** Whom it runs as; default whom this process does. */
  readonly uid?: number;
  readonly gid?: number;
}

export interface ChildEnd {
  /** Exit status; null where a signal ended it. */
  readonly status: number | null;
  readonly output: string;
}

/** A script of ours in a process, and a process group, of its own. */
export class Child {
  readonly ended: Promise<ChildEnd>;
  readonly #process: ChildProcess;
  #output = '';
  #onOutput: () => void = () => undefined;

  constructor({ script, arguments: given = [], environment = {}, folder, ...user }: ChildOptions) {
    const root = new URL('../../', import.meta.url);
    const loader = script.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : [];
    const child = spawn(process.execPath, [...loader, fileURLToPath(new URL(script, root)), ...given], {
      cwd: folder ?? fileURLToPath(root),
      env: { ...Object.fromEntries(inherited.map((name) => [name, process.env[name]])), ...environment },
      // Its input ends with this process, however that ends.
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      ...user,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
        this.#onOutput();
      });
    }
    this.#process = child;
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status) => resolve({ status, output: this.#output }));
    });
  }

  /** Resolves with what `pattern` finds in all that it has said, as soon as it is there; rejects where it ends without. */
  async said(pattern: RegExp): Promise<string> {
    const heard = new Promise<string>((resolve) => {
      this.#onOutput = () => {
        const [found] = pattern.exec(this.#output) ?? [];
        if (found !== undefined) resolve(found);
      };
      this.#onOutput();
    });
    const silent = this.ended.then(({ output }) => {
      throw new Error(`The process ended without saying ${String(pattern)}:\n${output}`);
    });
    return Promise.race([heard, silent]);
  }

  /** To the whole group, as a terminal sends Ctrl-C. */
  signalGroup(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void {
    if (this.#process.pid !== undefined && this.#process.exitCode === null && this.#process.signalCode === null) process.kill(-this.#process.pid, signal);
  }

  /** The ids of processes of its group that run, itself included. */
  async groupIds(): Promise<number[]> {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,pgid=,stat=']);
    return stdout.trim().split('\n').flatMap((line) => {
      const [id, group, state = ''] = line.trim().split(/\s+/);
      return Number(group) === this.#process.pid && !state.startsWith('Z') ? [Number(id)] : [];
    });
  }
}
