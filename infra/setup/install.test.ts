import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const lock = '{"lockfileVersion": 3}';
const stampOf = (text: string) => createHash('sha256').update(text).digest('hex');

let root: string;
let stamp: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'install-'));
  stamp = join(root, 'node_modules', '.lock-file-hash');
  await mkdir(join(root, 'infra', 'setup'), { recursive: true });
  await mkdir(join(root, 'node_modules'));
  await copyFile(join(import.meta.dirname, 'install.mjs'), join(root, 'infra', 'setup', 'install.mjs'));
  await writeFile(join(root, 'package-lock.json'), lock);
});
afterEach(() => rm(root, { recursive: true }));

/** Runs the installation with this in the place of npm, as npm would run it. */
async function install(npm: string) {
  const npmPath = join(root, 'npm-cli.js');
  await writeFile(npmPath, npm);
  return spawnSync(process.execPath, [join(root, 'infra', 'setup', 'install.mjs')], { encoding: 'utf8', env: { ...process.env, npm_execpath: npmPath } });
}

const working = `require('node:fs').writeFileSync('called', process.argv.slice(2).join(' ')); console.log('added 1 package')`;
const failing = 'process.exit(7)';

test('where node_modules matches the lock file, nothing is installed and nothing is said', async () => {
  await writeFile(stamp, stampOf(lock));
  expect(await install(failing)).toMatchObject({ status: 0, stdout: '', stderr: '' });
});

test.each([
  ['was never installed', undefined],
  ['was installed by another lock file', stampOf('another')],
])('where it %s, npm ci is run in the root, once, and says what it says on stderr', async (_, earlier) => {
  if (earlier !== undefined) await writeFile(stamp, earlier);
  const { status, stdout, stderr } = await install(working);
  expect([status, stdout]).toEqual([0, '']);
  expect(stderr).toContain('added 1 package');
  expect(await readFile(join(root, 'called'), 'utf8')).toBe('ci');
  expect(await readFile(stamp, 'utf8')).toBe(stampOf(lock));
  expect(await install(failing)).toMatchObject({ status: 0 });
});

test('where npm ci fails, so does what comes after, and the next start tries again', async () => {
  const { status, stderr } = await install(failing);
  expect(status).toBe(1);
  expect(stderr).toContain('npm ci failed');
  expect(await install(working)).toMatchObject({ status: 0 });
});
