// Builds the pages that the service serves, the tab and the local stand-in for Teams, where what they are made of has changed since. Comes after
// the installation; on stderr, because what it runs before may answer on stdout.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Each with the folders and files, below the root, that it is made of. The engine and the contract give types, which leave no trace. */
const pages = [
  { name: 'the tab', folder: 'tab/ui', sources: ['tab/ui', 'texts', 'package-lock.json'] },
  { name: 'the local stand-in for Teams', folder: 'infra/teams-frame', sources: ['infra/teams-frame', 'package-lock.json'] },
];

/** Neither what is built nor what is only about the sources changes what is built. */
function filesOf(path) {
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== 'dist' && name !== 'node_modules' && !name.startsWith('.') && !/\.test\.tsx?$|\.md$/.test(name))
    .flatMap((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]))
    .sort();
}

function hashOf(sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(root, source);
    const files = source.endsWith('.json') ? [path] : filesOf(path);
    for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

for (const { name, folder, sources } of pages) {
  const stamp = join(root, folder, 'dist', '.sources-hash');
  const hash = hashOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) continue;
  process.stderr.write(`Building ${name} …\n`);
  try {
    const { build } = await import('vite');
    // The builder empties the folder, the stamp with it: what is broken off is built again.
    await build({ configFile: join(root, folder, 'vite.config.ts'), logLevel: 'silent' });
    writeFileSync(stamp, hash);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
