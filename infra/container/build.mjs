// `npm run build`: the service as plain JavaScript in build/service, with everything that it reads beside its code. Only node_modules is
// missing there: `npm ci --omit=dev` in that folder brings it. tsconfig.json, beside this file, names the programs; what they import follows.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const target = join(root, 'build', 'service');

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

rmSync(target, { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', '-p', 'infra/container/tsconfig.json');
run('infra/setup/buildTab.mjs');
for (const path of ['package.json', 'package-lock.json', 'LICENSE', 'engine/model/failures.md', 'tab/ui/dist']) {
  // The stamp of the tab's builder says what the pages were built from, and is of no use where they cannot be built.
  cpSync(join(root, path), join(target, path), { recursive: true, filter: (source) => basename(source) !== '.sources-hash' });
}
process.stderr.write('The service is built in build/service.\n');
