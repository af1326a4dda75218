import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { spawnLocalTenant } from './process.ts';
import { anna, makeFolder } from './testTenant.ts';

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

async function hasEnded(processId: number): Promise<boolean> {
  for (let look = 0; look < 2_000 && isAlive(processId); look++) await new Promise((resolve) => setTimeout(resolve, 5));
  return !isAlive(processId);
}

test('a tenant in a process of its own answers, and ends when it is closed', async () => {
  const folder = await makeFolder();
  const tenant = await spawnLocalTenant(folder);
  const keys = await fetch(`${tenant.authorityUrl}/${tenant.tenantId}/discovery/v2.0/keys`);
  await tenant.close();
  await rm(folder, { recursive: true });
  expect(keys.status).toBe(200);
  expect(isAlive(tenant.processId)).toBe(false);
});

test("a tenant in a process of its own gives users' and channel tokens, grants and revokes as it is told", async () => {
  const folder = await makeFolder();
  const tenant = await spawnLocalTenant(folder, { grantedRoles: [] });
  const form = { grant_type: 'client_credentials', client_id: tenant.clientId, client_secret: tenant.clientSecret, scope: 'https://graph.microsoft.com/.default' };
  const rolesNow = async (): Promise<unknown> => {
    const response = await fetch(`${tenant.authorityUrl}/${tenant.tenantId}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) });
    return decodeJwt(((await response.json()) as { readonly access_token: string }).access_token)['roles'];
  };
  expect(await rolesNow()).toBeUndefined();
  await tenant.grant('User.Read.All', 'Mail.Read');
  await tenant.revoke('Mail.Read');
  expect(await rolesNow()).toEqual(['User.Read.All']);
  const [plain, changed] = await Promise.all([tenant.userToken(anna), tenant.userToken(anna, { claims: { scp: null, idtyp: 'app' } })]);
  expect(decodeJwt(plain)).toMatchObject({ oid: anna, scp: 'access_as_user' });
  expect([decodeJwt(changed)['scp'], decodeJwt(changed)['idtyp']]).toEqual([undefined, 'app']);
  await expect(tenant.userToken('nobody')).rejects.toThrow(RangeError);
  expect(decodeJwt(await tenant.channelToken('http://127.0.0.1:1/', { claims: { iss: 'another' } }))).toMatchObject({ serviceurl: 'http://127.0.0.1:1/', iss: 'another' });
  expect(await tenant.installedApps()).toEqual([]);
  await tenant.close();
  await expect(tenant.userToken(anna)).rejects.toThrow();
  await rm(folder, { recursive: true });
});

test('a folder that is refused there is refused here, with file, line and reason', async () => {
  const folder = await makeFolder({ 'users.json': '[\n oops' });
  const refusal = expect(spawnLocalTenant(folder)).rejects.toMatchObject({ code: 'tenantFolderUnusable', message: expect.stringContaining('users.json:2: broken JSON') as unknown });
  await refusal;
  await rm(folder, { recursive: true });
});

test('the process ends by itself when the one that started it is killed', async () => {
  const folder = await makeFolder();
  const script = join(folder, 'parent.mts');
  const module = JSON.stringify(new URL('process.ts', import.meta.url).href);
  await writeFile(script, `import { spawnLocalTenant } from ${module};\nconst { processId } = await spawnLocalTenant(${JSON.stringify(folder)});\nprocess.send?.(processId);\n`);
  const parent = fork(script, { execArgv: ['--import', import.meta.resolve('tsx')] });
  const [processId] = (await once(parent, 'message')) as [number];
  expect(isAlive(processId)).toBe(true);
  parent.kill('SIGKILL');
  expect(await hasEnded(processId)).toBe(true);
  await rm(folder, { recursive: true });
});
