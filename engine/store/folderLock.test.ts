import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockFolder } from './folderLock.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});

afterEach(() => rm(folder, { recursive: true }));

const module = fileURLToPath(new URL('./folderLock.ts', import.meta.url));
const nodeArguments = (then: string) => [
  '--import',
  'tsx',
  '--input-type=module',
  '--eval',
  `import { lockFolder } from ${JSON.stringify(module)}; await lockFolder(${JSON.stringify(folder)}); process.stdout.write('locked'); ${then}`,
];

describe('a folder that is locked', () => {
  test('is refused to this process, by any of its names, and after that to another process still', async () => {
    const lock = await lockFolder(folder);
    await expect(lockFolder(join(folder, '..', folder.split('/').at(-1) ?? ''))).rejects.toMatchObject({ code: 'dataFolderInUse' });
    const other = spawnSync(process.execPath, nodeArguments(''), { encoding: 'utf8' });
    expect(other.stderr).toContain('dataFolderInUse');
    expect(other.stdout).toBe('');
    lock.release();
    (await lockFolder(folder)).release();
  });

  test('is free as soon as the process that held it was killed', async () => {
    const other = spawn(process.execPath, nodeArguments('setInterval(() => undefined, 60_000);'), { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(other.stdout, 'data');
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'dataFolderInUse' });
    other.kill('SIGKILL');
    await once(other, 'exit');
    (await lockFolder(folder)).release();
  });

  test('is given to one of several that come at once', async () => {
    const attempts = await Promise.allSettled([1, 2, 3].map(() => lockFolder(folder)));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of attempts) if (attempt.status === 'fulfilled') attempt.value.release();
  });
});
