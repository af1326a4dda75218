// `npm test`: every check of the project, one after the other; all of them run, also behind one that fails.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const checks = [
  ['Types', 'typescript/bin/tsc', ['-p', 'tsconfig.json']],
  ['Lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']],
  ['Dead code', 'knip/bin/knip.js', ['--no-progress']],
  ['Tests', 'vitest/vitest.mjs', ['run']],
];

const results = checks.map(([name, script, args]) => {
  process.stdout.write(`\n== ${name}\n`);
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL(`../../node_modules/${script}`, import.meta.url)), ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  return { name, passed: status === 0, seconds: (performance.now() - startedAt) / 1000 };
});

process.stdout.write('\n');
for (const { name, passed, seconds } of results) process.stdout.write(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds.toFixed(0)} s)\n`);
const failed = results.filter(({ passed }) => !passed).length;
process.stdout.write(`Checks: ${results.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
