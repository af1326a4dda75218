import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chromium-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** What a process with this environment, and no other, makes of the module. */
function evaluate(expression: string, env: Record<string, string>) {
  const script = `import { findChromium, provideChromium } from ${JSON.stringify(new URL('chromium.mjs', import.meta.url).href)}; process.getuid = () => 1000; console.log(${expression});`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8', env });
}

test('a Chromium is found in the path, and one that is named goes before it', async () => {
  const found = join(folder, 'chromium');
  await writeFile(found, '');
  await chmod(found, 0o755);
  expect(evaluate('findChromium()', { PATH: folder }).stdout.trim()).toBe(found);
  expect(evaluate('findChromium()', { PATH: folder, CHROMIUM_PATH: '/own/chrome' }).stdout.trim()).toBe('/own/chrome');
});

test('a file that cannot be executed is no Chromium', async () => {
  await writeFile(join(folder, 'chromium'), '', { mode: 0o644 });
  expect(evaluate('findChromium()', { PATH: folder }).stdout.trim()).toBe('undefined');
});

test('where there is none and it cannot be installed, what to do is said', () => {
  const { stdout, stderr } = evaluate('provideChromium()', { PATH: folder });
  expect(stdout.trim()).toBe('false');
  expect(stderr).toContain('CHROMIUM_PATH');
});
