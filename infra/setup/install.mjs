// Installs the dependencies where node_modules does not match the lock file. Plain Node, because it runs before anything is installed;
// on stderr, because what it runs before may answer on stdout.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Node ${process.versions.node} is too old: install Node 20.19 or newer.\n`);
  process.exit(1);
}

const stamp = join(root, 'node_modules', '.lock-file-hash');
const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) {
  process.stderr.write('Installing the dependencies (npm ci) …\n');
  const npm = process.env.npm_execpath;
  const [command, ...args] = npm?.endsWith('js') ? [process.execPath, npm, 'ci'] : ['npm', 'ci'];
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' && command === 'npm' });
  if (status !== 0) {
    process.stderr.write('npm ci failed: see above; is the npm registry within reach?\n');
    process.exit(1);
  }
  writeFileSync(stamp, hash);
}
