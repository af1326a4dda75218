import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of its own for what is measured, so that its time and memory are nobody else's. It is asked by message and answers each with one. */
export class Child {
  readonly #process: ChildProcess;

  /** `script`: a file of this folder. */
  constructor(script: string, args: readonly string[] = [], nodeOptions: readonly string[] = []) {
    this.#process = fork(fileURLToPath(new URL(script, import.meta.url)), args, {
      execArgv: ['--import', import.meta.resolve('tsx'), ...nodeOptions],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }

  async ask(message: object): Promise<unknown> {
    const ended = new AbortController();
    const answer = once(this.#process, 'message', { signal: ended.signal }).then(([value]: unknown[]) => value);
    const onExit = () => ended.abort(new Error('A process of the benchmark ended before it answered.'));
    this.#process.once('exit', onExit);
    this.#process.send(message);
    try {
      return await answer;
    } finally {
      this.#process.off('exit', onExit);
    }
  }

  async close(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }
}
