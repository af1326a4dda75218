import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** What of the machine's environment the commands may see: nothing of the npm that runs this test. */
const inherited = ['PATH', 'HOME', 'TMPDIR', 'HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS'];

/** Installing, building and a year of mail, on a slow machine. */
const minutes = 60_000;

/** Made up, and of the form that real ones have. */
const production = { TEAMS_APP_ID: '7e2b7c5a-6f5b-4a39-9f2d-3c1d5b8a9e01', CLIENT_ID: '9d3f1e64-1c0a-4b7e-8c55-0f6a2b7d4c02', PUBLIC_URL: 'https://engagement.contoso.com' };

interface Running {
  readonly ended: Promise<{ readonly status: number | null; readonly signal: NodeJS.Signals | null; readonly stdout: string; readonly output: string }>;
  /** Resolves with what the pattern finds in what was said; rejects where the command ends without. */
  readonly said: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly interrupt: (signal: NodeJS.Signals) => void;
}

/** A command as somebody types it into a terminal, in a process group of its own. */
function type(command: string, folder: string, environment: Readonly<Record<string, string>> = {}): Running {
  const env = { ...Object.fromEntries(inherited.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))), ...environment };
  const child = spawn(command, { cwd: folder, env, shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, output] = ['', ''];
  let onOutput: () => void = () => undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    output += text;
    onOutput();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended: Running['ended'] = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve({ status, signal, stdout, output }));
  });
  return {
    ended,
    said: (pattern) => {
      const heard = new Promise<RegExpExecArray>((resolve) => {
        onOutput = () => {
          const found = pattern.exec(stdout);
          if (found !== null) resolve(found);
        };
        onOutput();
      });
      return Promise.race([heard, ended.then(({ output: all }) => Promise.reject(new Error(`It ended without saying ${String(pattern)}:\n${all}`)))]);
    },
    interrupt: (signal) => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, signal);
    },
  };
}

/**
 * The repository as it was last committed, cloned to where nothing of it is installed, and the commands of its pages, each as it stands there.
 * Takes some minutes, and the package registry. `npm test` itself runs with `FRESH_CLONE=test` only: it takes as long again.
 */
describe('in a fresh clone', () => {
  let clone: string;
  let pages: string;
  let running: Running | undefined;

  beforeAll(async () => {
    clone = join(await mkdtemp(join(tmpdir(), 'fresh-clone-')), 'account-engagement');
    const repository = fileURLToPath(new URL('..', import.meta.url));
    const { status, output } = await type(`git clone --quiet --no-hardlinks "${repository}" "${clone}"`, tmpdir()).ended;
    expect(status, output).toBe(0);
    const names = ['README.md', 'infra/cli/README.md', 'infra/operations/README.md'];
    pages = (await Promise.all(names.map((name) => readFile(join(clone, name), 'utf8')))).join('\n').replaceAll(/ \\\n\s*/g, ' ');
  }, 2 * minutes);
  afterAll(async () => {
    running?.interrupt('SIGKILL');
    await running?.ended;
    await rm(join(clone, '..'), { recursive: true, force: true, maxRetries: 5 });
  });

  /** The line of a page that begins so. */
  function documented(beginning: string): string {
    const line = pages.split('\n').find((text) => text.startsWith(beginning));
    if (line === undefined) throw new Error(`No page has a line that begins with: ${beginning}`);
    return line.replace(/\s+#.*$/, '');
  }

  async function succeeds(command: string, environment?: Readonly<Record<string, string>>): Promise<string> {
    running = type(command, clone, environment);
    const { status, stdout, output } = await running.ended;
    expect(status, `${command}\n${output}`).toBe(0);
    return stdout;
  }

  /** The folder of the sample company, which has the day's date in its name. */
  async function sample(): Promise<string> {
    const [day = ''] = await readdir(join(clone, '.data', 'sample'));
    return join('.data', 'sample', day);
  }

  test('npm start installs, builds, runs the sample company and serves it, until Ctrl-C', async () => {
    running = type(documented('npm start'), clone, { PORT: '0' });
    const [, url = ''] = await running.said(/The service runs at (\S+) until Ctrl-C/);
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'alive' });
    const local = await fetch(`${url}/local/`);
    expect([local.status, local.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    const tab = await fetch(`${url}/tab/`);
    expect([tab.status, tab.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    running.interrupt('SIGINT');
    const { status, signal, output } = await running.ended;
    // What npm makes of the 0 of the program differs from version to version.
    expect(signal ?? status, output).toSatisfy((end) => [0, 130, 'SIGINT'].includes(end as number | string));
    expect(output).toContain('Highest engagement');
    expect(output).not.toMatch(/"level":"(error|fatal)"|error in the program/i);
  }, 20 * minutes);

  test('the example of the command line reads the same company', async () => {
    const command = documented('npm run -s enrich -- --tenant .data/sample/').replace(/\.data\/sample\/\d{4}-\d\d-\d\d/, await sample());
    expect(JSON.parse(await succeeds(command))).toMatchObject({ customersTotal: 150, daysOfData: 365 });
    expect(await readdir(join(clone, '.data', 'results'))).toContain('AccountEngagement.parquet');
  }, 10 * minutes);

  test('the data folder that npm start has left is backed up, and restored elsewhere', async () => {
    const backup = documented('npm run -s backup -- FILE.tar.gz').replace('FILE', '.data/backup').replace(/ \[.*/, '');
    expect(await succeeds(`${backup} --data ${join(await sample(), 'service')}`)).toContain('results of 1 enrichment');
    const restore = documented('npm run -s restore -- FILE.tar.gz').replace('FILE', '.data/backup').replace(/ \[.*/, '');
    expect(await succeeds(`${restore} --data .data/restored`)).toContain('asked for anew');
  }, 5 * minutes);

  test('the app package is made for the address of the environment', async () => {
    expect(Object.keys(production).filter((name) => !pages.includes(name))).toEqual([]);
    const [zip = ''] = (await succeeds('npm run -s package', production)).split('\n');
    expect((await stat(join(clone, zip))).size).toBeGreaterThan(1000);
  }, 5 * minutes);

  test('the service is built', async () => {
    await succeeds('npm run build');
    expect(await readdir(join(clone, 'build', 'service', 'infra', 'cli'))).toEqual(expect.arrayContaining(['backup.js', 'doctor.js', 'restore.js', 'serve.js']));
  }, 10 * minutes);

  test('the doctor says what it can do, and what is wrong where nothing is configured', async () => {
    expect(await succeeds('npm run -s doctor -- --help')).toContain('Exit status');
    running = type('npm run -s doctor', clone);
    expect((await running.ended).status).toBe(2);
  }, 5 * minutes);

  if (process.env['FRESH_CLONE'] === 'test') test('npm test passes', () => succeeds('npm test'), 60 * minutes);
});
