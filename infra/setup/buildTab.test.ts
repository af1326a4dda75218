import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** In the place of the builder: leaves the folder of the configuration's page with one file, and a word of its own. */
const builder = `import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
export async function build({ configFile }) {
  const folder = join(dirname(configFile), 'dist');
  rmSync(folder, { recursive: true, force: true });
  if (process.env.BREAKS === '1') throw new Error('does not compile');
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.html'), 'built');
}`;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'build-tab-'));
  for (const folder of ['infra/setup', 'infra/teams-frame/page', 'tab/ui/pages', 'texts', 'node_modules/vite']) await mkdir(join(root, folder), { recursive: true });
  await copyFile(join(import.meta.dirname, 'buildTab.mjs'), join(root, 'infra/setup/buildTab.mjs'));
  for (const [path, text] of Object.entries({ 'package-lock.json': '{}', 'tab/ui/main.tsx': 'first', 'infra/teams-frame/page/main.ts': 'first', 'node_modules/vite/index.mjs': builder, 'node_modules/vite/package.json': '{"exports": "./index.mjs"}' })) {
    await writeFile(join(root, path), text);
  }
});
afterEach(() => rm(root, { recursive: true }));

function build(environment: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'infra/setup/buildTab.mjs')], { encoding: 'utf8', env: { ...process.env, ...environment } });
  return { status, stdout, stderr };
}

const isBuilt = async () => (await readFile(join(root, 'tab/ui/dist/index.html'), 'utf8').catch(() => '')) === 'built';

test('what was never built is built, and what has not changed since is not built again', async () => {
  const { status, stdout, stderr } = build();
  expect([status, stdout]).toEqual([0, '']);
  expect(stderr).toMatch(/the tab[^]*stand-in/);
  expect(await isBuilt()).toBe(true);
  expect(build()).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('a source that changed, is new, lies deeper or is shared with the bot builds its page again, and no other', async () => {
  build();
  for (const path of ['tab/ui/main.tsx', 'tab/ui/pages/new.tsx', 'texts/consent.ts']) {
    await writeFile(join(root, path), 'second');
    const { stderr } = build();
    expect(stderr).toContain('the tab');
    expect(stderr).not.toContain('stand-in');
  }
});

test('other dependencies build everything again; a test and a text about the sources build nothing', async () => {
  build();
  for (const path of ['tab/ui/main.test.ts', 'tab/ui/README.md']) await writeFile(join(root, path), 'about it');
  expect(build().stderr).toBe('');
  await writeFile(join(root, 'package-lock.json'), '{"lockfileVersion": 3}');
  expect(build().stderr).toMatch(/the tab[^]*stand-in/);
});

test('a page that does not compile fails what comes after, and is built at the next start', async () => {
  const { status, stderr } = build({ BREAKS: '1' });
  expect(status).toBe(1);
  expect(stderr).toContain('does not compile');
  expect(build().status).toBe(0);
  expect(await isBuilt()).toBe(true);
});
