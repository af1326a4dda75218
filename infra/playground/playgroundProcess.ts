import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { EngagementFailure } from '../../engine/failure.ts';
import type { MockTenant } from './mockTenant.ts';

/** It takes two seconds, and many more where the machine is busy. */
const startMilliseconds = 60_000;

/** All that it is told of the environment: it is foreign code, and the service's secrets are none of its business. */
const environmentNames = ['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'TMPDIR', 'TEMP', 'TZ', 'LANG'];

const portSchema = z.object({ port: z.number() });

export interface PlaygroundProcessOptions {
  /** Of its own, emptied at the start: the configuration, the log and recordings. */
  readonly folder: string;
  readonly mockTenant: MockTenant;
  /** Where it sends activities. */
  readonly messagesUrl: string;
  /** 0: a free one. One that is taken gives way to a free one. */
  readonly port: number;
  /** Whether all requests and answers are written to the folder; default false. */
  readonly isRecorded?: boolean;
}

export interface PlaygroundProcess {
  readonly port: number;
  /** Operating system id of the process. */
  readonly processId: number;
  /** Ends the process, and resolves when it has ended. */
  readonly close: () => Promise<void>;
}

/**
 * Starts one Agents Playground, on loopback only, and resolves when it answers. It ends by itself when this process does, however that happens.
 * Fails with `serviceFault`, naming its log, where it does not come up.
 */
export async function startPlaygroundProcess(options: PlaygroundProcessOptions): Promise<PlaygroundProcess> {
  const { folder, mockTenant, messagesUrl, port: wantedPort, isRecorded = false } = options;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // JSON is YAML as well.
  await writeFile(join(folder, '.m365agentsplayground.yml'), JSON.stringify(mockTenant, undefined, 2));
  const known = Object.entries(process.env).filter(([name]) => environmentNames.includes(name));
  const child = fork(
    fileURLToPath(import.meta.resolve('@microsoft/m365agentsplayground/cli.js')),
    ['start', '-e', messagesUrl, '-c', 'msteams', '-p', String(wantedPort), '--disable-telemetry', ...(isRecorded ? ['--enable-events-recording'] : [])],
    {
      cwd: folder,
      execArgv: ['--require', fileURLToPath(new URL('playgroundChild.cjs', import.meta.url))],
      env: { ...Object.fromEntries(known), TEAMSAPPTESTER_BROWSER: 'none' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    },
  );
  const tooLate = setTimeout(() => child.kill('SIGKILL'), startMilliseconds);
  try {
    const port = await portOf(child);
    // A configuration that breaks its schema: it listens, answers 404 and ends two seconds later without a word.
    const answer = await fetch(`http://127.0.0.1:${port}/_debug/ping`, { signal: AbortSignal.timeout(startMilliseconds) });
    if (!answer.ok) throw new Error(`the Agents Playground answers ${answer.status}`);
    return { port, processId: child.pid ?? 0, close: () => closed(child) };
  } catch (error) {
    await closed(child);
    const log = join(folder, 'devTools', 'm365agentsplayground.log');
    throw new EngagementFailure('serviceFault', `The Agents Playground did not start; ${log} says why. The service itself runs without it.`, { cause: error });
  } finally {
    clearTimeout(tooLate);
  }
}

/** The port on which it listens, as `playgroundChild.cjs` tells. */
async function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`the Agents Playground ended at its start (${signal ?? `exit status ${code ?? '?'}`})`)));
    child.once('message', (message) => resolve(portSchema.parse(message).port));
  });
}

async function closed(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  await ended;
}
