import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { beforeAll, expect, test } from 'vitest';
import { openStateStore, type StateStore } from '../../engine/store/stateStore.ts';
import { builtScript } from '../builtScript.ts';
import { scratchFolder } from '../end-to-end/scratchFolder.ts';

/** More when the machine has the time: `KILLS=20 npx vitest run test/faults/killedStore.test.ts`. */
const rounds = Number(process.env['KILLS'] ?? 8);

let folder: string;
let script: string;

beforeAll(async () => {
  script = await builtScript('test/faults/killedStoreChild.ts');
  folder = await scratchFolder();
  const store = await openStateStore({ folder });
  const id = '6f1a3e0e-6f0b-4c43-9d0c-111111111111';
  await store.update((state) => state.consents.push({ id, enrichmentId: id, status: 'requested', requestedAt: 0, requestedBy: 'x', expiresAt: 0, addresses: [] }));
  await store.close();
});

function startChild(round: number): ChildProcessByStdio<Writable, Readable, null> {
  return spawn(process.execPath, [script, folder, `${round}`], { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Kills the process, once it has told of so many changes; gives all that it told of. */
async function killAfter(child: ReturnType<typeof startChild>, changesCount: number): Promise<string[]> {
  const acknowledged: string[] = [];
  child.stdin.write('begin');
  for await (const line of createInterface(child.stdout)) {
    acknowledged.push(line);
    if (acknowledged.length >= changesCount) child.kill('SIGKILL');
  }
  if (child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return acknowledged;
}

function changesIn(store: StateStore): readonly string[] {
  return store.read().consents[0]?.addresses ?? [];
}

/** Pages through the whole log. */
async function changesInLog(store: StateStore): Promise<unknown[]> {
  const changes: unknown[] = [];
  for (let offset = 0; ; offset += 200) {
    const { items, total } = await store.readAudit({ offset, limit: 200 });
    changes.push(...items.map(({ details }) => details?.['name']));
    if (offset + items.length >= total) return changes.reverse();
  }
}

test(`killed ${rounds} times in the middle of 100 changes, the store has every change that was acknowledged, and each just once in the audit log`, async () => {
  const acknowledged = new Set<string>();
  let next = startChild(0);
  for (let round = 0; round < rounds; round += 1) {
    const child = next;
    // Loads while this one works.
    next = startChild(round + 1);
    for (const name of await killAfter(child, 1 + Math.floor(Math.random() * 99))) acknowledged.add(name);
    // The lock has gone with the process.
    const store = await openStateStore({ folder });
    const kept = changesIn(store);
    expect([...acknowledged].filter((name) => !kept.includes(name))).toEqual([]);
    expect(await store.verifyAudit()).toBeUndefined();
    expect(await changesInLog(store)).toEqual(kept);
    await store.close();
  }
  next.stdin.end();
  await once(next, 'exit');
});
