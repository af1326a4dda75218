import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mockTenant } from './mockTenant.ts';
import { startPlaygroundProcess } from './playgroundProcess.ts';

const someone = { userId: '11111111-1111-4111-8111-111111111111', displayName: 'Anna', userPrincipalName: 'anna@contoso.example' };
const tenant = mockTenant({ tenantId: 'c0c0c0c0-0000-4000-8000-000000000001', clientId: 'c1c1c1c1-0000-4000-8000-000000000001', person: someone, roster: [someone] });
const messagesUrl = 'http://127.0.0.1:9/api/messages';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playground-'));
});
afterEach(() => rm(folder, { recursive: true }));

const options = (name: string) => ({ folder: join(folder, name), mockTenant: tenant, messagesUrl, port: 0 });

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

async function isOpen(host: string, port: number): Promise<boolean> {
  const socket = connect(port, host);
  const isConnected = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  socket.destroy();
  return isConnected;
}

test('it listens on loopback only, a port that is taken gives way, and it ends when it is closed', async () => {
  const first = await startPlaygroundProcess(options('first'));
  const second = await startPlaygroundProcess({ ...options('second'), port: first.port });
  const elsewhere = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address));
  expect(await isOpen('127.0.0.1', first.port)).toBe(true);
  for (const address of ['::1', ...elsewhere]) expect([address, await isOpen(address, first.port)]).toEqual([address, false]);
  expect(second.port).not.toBe(first.port);
  await Promise.all([first.close(), second.close()]);
  expect([first, second].map(({ processId }) => isAlive(processId))).toEqual([false, false]);
});

test('a configuration that it refuses is told, with the log that says why', async () => {
  const starting = startPlaygroundProcess({ ...options('broken'), mockTenant: { ...tenant, users: [] } });
  const log = join(folder, 'broken', 'devTools', 'm365agentsplayground.log');
  await expect(starting).rejects.toMatchObject({ code: 'serviceFault', message: expect.stringContaining(log) as unknown });
  expect(await readFile(log, 'utf8')).toContain('/users');
});

test('it ends by itself when the process that started it is killed', async () => {
  const script = join(folder, 'parent.mts');
  const module = JSON.stringify(new URL('playgroundProcess.ts', import.meta.url).href);
  await writeFile(script, `import { startPlaygroundProcess } from ${module};\nconst { processId } = await startPlaygroundProcess(${JSON.stringify(options('orphan'))});\nprocess.send?.(processId);\n`);
  const parent = fork(script, { execArgv: ['--import', import.meta.resolve('tsx')] });
  const [processId] = (await once(parent, 'message')) as [number];
  expect(isAlive(processId)).toBe(true);
  parent.kill('SIGKILL');
  for (let look = 0; look < 2_000 && isAlive(processId); look++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isAlive(processId)).toBe(false);
});
