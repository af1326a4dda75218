import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { EngagementFailure } from '../../engine/failure.ts';
import type { ChannelTokenChanges } from './botChannel.ts';
import type { TenantAddress } from './index.ts';
import { isStartAnswer } from './processMessages.ts';
import type { CallAnswer, CallMessage, ChildOptions, StartAnswer, StartMessage, TenantCall } from './processMessages.ts';
import type { InstalledApp } from './teamsApps.ts';
import type { UserTokenChanges } from './userToken.ts';

/** A local tenant in a process of its own. */
export interface TenantProcess extends TenantAddress {
  /** Operating system id of the process. */
  readonly processId: number;
  /** As those of `LocalTenant`; they reject where the process has ended. */
  readonly grant: (...roles: readonly string[]) => Promise<void>;
  readonly revoke: (...roles: readonly string[]) => Promise<void>;
  readonly userToken: (userId: string, changes?: UserTokenChanges) => Promise<string>;
  readonly channelToken: (serviceUrl: string, changes?: ChannelTokenChanges) => Promise<string>;
  readonly installedApps: () => Promise<readonly InstalledApp[]>;
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
  const start: StartMessage = { folder, options };
  child.send(start);
  const answer = await firstMessage(child);
  if (answer.kind === 'refused') {
    await closed(child);
    throw new EngagementFailure(answer.code, answer.message);
  }
  const ask = calls(child);
  return {
    ...answer.address,
    processId: child.pid ?? 0,
    grant: async (...roles) => {
      await ask({ name: 'grant', roles });
    },
    revoke: async (...roles) => {
      await ask({ name: 'revoke', roles });
    },
    userToken: (userId, changes = {}) => ask({ name: 'userToken', userId, changes }),
    channelToken: (serviceUrl, changes = {}) => ask({ name: 'channelToken', serviceUrl, changes }),
    // Both sides are this code.
    installedApps: async () => JSON.parse(await ask({ name: 'installedApps' })) as readonly InstalledApp[],
    close: () => closed(child),
  };
}

async function firstMessage(child: ChildProcess): Promise<StartAnswer> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`the local tenant's process ended at its start (${signal ?? `exit status ${code ?? '?'}`})`)));
    child.once('message', (message) => {
      if (isStartAnswer(message)) resolve(message);
      else reject(new Error("the local tenant's process said something that nobody understands"));
    });
  });
}

/** Calls to the running tenant: each resolves with the answer of its number, and rejects where the process ends before. */
function calls(child: ChildProcess): (call: TenantCall) => Promise<string> {
  const open = new Map<number, { readonly resolve: (result: string) => void; readonly reject: (error: Error) => void }>();
  let count = 0;
  child.on('message', (message) => {
    const { number, ...outcome } = message as CallAnswer;
    if (outcome.kind === 'done') open.get(number)?.resolve(outcome.result);
    else open.get(number)?.reject(new RangeError(outcome.message));
    open.delete(number);
  });
  child.once('exit', () => {
    for (const { reject } of open.values()) reject(new Error("the local tenant's process has ended"));
    open.clear();
  });
  return (call) =>
    new Promise((resolve, reject) => {
      const said: CallMessage = { number: ++count, call };
      open.set(said.number, { resolve, reject });
      child.send(said, (error) => {
        if (error !== null) reject(error);
      });
    });
}

async function closed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  await ended;
}
