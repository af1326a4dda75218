// `npm test`: every check of the project; all of them run, also behind one that fails. The tests leave half of two cores idle, so the other
// checks run beside them, one after the other; what they print comes in one piece when each is done.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const lanes = [
  [
    ['Types', 'typescript/bin/tsc', ['-p', 'tsconfig.json']],
    ['Types of the tab', 'typescript/bin/tsc', ['-p', 'tab/ui']],
    ['Types of the local stand-in for Teams', 'typescript/bin/tsc', ['-p', 'infra/teams-frame/page']],
    ['Lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']],
    ['Dead code', 'knip/bin/knip.js', ['--no-progress']],
  ],
  [['Tests', 'vitest/vitest.mjs', ['run']]],
];

function run([name, script, args]) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(new URL(`../../node_modules/${script}`, import.meta.url)), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  // Minutes of silence would look like a hang: of the tests each line is shown as it comes.
  const isLive = name === 'Tests';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (isLive ? process.stdout.write(chunk) : output.push(chunk)));
  return new Promise((resolve) => {
    child.on('error', (error) => output.push(`${error.message}\n`));
    child.on('close', (status) => {
      if (!isLive) process.stdout.write(`\n== ${name}\n${Buffer.concat(output.map((part) => Buffer.from(part))).toString()}`);
      resolve({ name, passed: status === 0, seconds: (performance.now() - startedAt) / 1000 });
    });
  });
}

const results = (
  await Promise.all(
    lanes.map(async (lane) => {
      const done = [];
      for (const check of lane) done.push(await run(check));
      return done;
    }),
  )
).flat();

process.stdout.write('\n');
for (const { name, passed, seconds } of results) process.stdout.write(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds.toFixed(0)} s)\n`);
const failed = results.filter(({ passed }) => !passed).length;
process.stdout.write(`Checks: ${results.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
