import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { EngagementFailure } from '../../engine/index.ts';
import type { TenantAddress } from './index.ts';
import { isChildMessage } from './processMessages.ts';
import type { ChildMessage, ChildOptions, ParentMessage } from './processMessages.ts';

/** A local tenant in a process of its own. */
export interface TenantProcess extends TenantAddress {
  /** Operating system id of the process. */
  readonly processId: number;
  /** Ends the process, and resolves when it has ended. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a local tenant in a child process, so that what it costs is not the reader's. The child ends by itself when this process does, however
 * that happens. Fails as `startLocalTenant` does.
 */
export async function spawnLocalTenant(folder: string, options: ChildOptions = {}): Promise<TenantProcess> {
  const child = fork(fileURLToPath(new URL('processChild.ts', import.meta.url)), {
    execArgv: ['--import', import.meta.resolve('tsx')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const start: ParentMessage = { folder, options };
  child.send(start);
  const answer = await firstMessage(child);
  if (answer.kind === 'refused') {
    await closed(child);
    throw new EngagementFailure(answer.code, answer.message);
  }
  return { ...answer.address, processId: child.pid ?? 0, close: () => closed(child) };
}

async function firstMessage(child: ChildProcess): Promise<ChildMessage> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`the local tenant's process ended at its start (${signal ?? `exit status ${code ?? '?'}`})`)));
    child.once('message', (message) => {
      if (isChildMessage(message)) resolve(message);
      else reject(new Error("the local tenant's process said something that nobody understands"));
    });
  });
}

async function closed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  await ended;
}
