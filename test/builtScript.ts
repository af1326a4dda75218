import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { atEndOfFile } from '../engine/model/testEnding.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));

const built = new Map<string, Promise<string>>();

/**
 * The path of a script of ours (given from the root of the repository) as plain JavaScript, with the thread of a run beside it: Node loads that
 * in less than half of the time that it takes to read the sources through tsx. For a process that is killed or stopped, again and again; that
 * the commands run as they are typed is shown elsewhere. Gone with the present file of tests. It cannot start a local tenant's process.
 */
export function builtScript(script: string): Promise<string> {
  const path = built.get(script) ?? buildScript(script);
  built.set(script, path);
  return path;
}

async function buildScript(script: string): Promise<string> {
  // Within the repository, so that packages are found.
  await mkdir(join(repository, '.data'), { recursive: true });
  const outDir = await mkdtemp(join(repository, '.data', 'script-'));
  atEndOfFile(async () => {
    built.delete(script);
    await rm(outDir, { recursive: true });
  });
  await build({
    configFile: false,
    root: repository,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20',
      minify: false,
      outDir,
      rolldownOptions: { input: [script, 'infra/worker/thread.ts'], output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' } },
    },
  });
  return join(outDir, `${basename(script, '.ts')}.js`);
}
