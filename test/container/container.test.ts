import { execFile } from 'node:child_process';
import { access, chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { execForm, healthCheckCommand, textsOf } from '../../infra/container/testDockerfile.ts';
import { startLocalTenant, type LocalTenant } from '../../infra/local-tenant/index.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { rankingAnswer } from '../../tab/contract/insights.ts';
import { idOf, writeSmallTenant } from '../end-to-end/smallTenant.ts';
import { Child } from '../service/child.ts';
import { Person } from '../service/person.ts';
import { freePort, testEnvironment } from '../service/runningService.ts';
import { people, salesYear } from '../service/salesYear.ts';
import { consentTo, endOfRun, setUpEnrichment } from '../service/setUp.ts';
import { buildImage, userOf, type Image } from './image.ts';

const buildMilliseconds = 600_000;

/** Docker and Kubernetes kill what has not ended by then. */
const graceMilliseconds = 30_000;

/** Addresses that lead nowhere by definition (RFC 2606): nothing outside may be needed for the service to be up. */
const nowhere = {
  PUBLIC_URL: 'https://engagement.invalid',
  GRAPH_URL: 'https://graph.invalid/v1.0',
  AUTHORITY_URL: 'https://login.invalid',
  BOT_TOKEN_ISSUER: 'https://bot.invalid',
  BOT_OPENID_METADATA_URL: 'https://bot.invalid/.well-known/openidconfiguration',
  TENANT_IDS: '11111111-2222-4333-8444-555555555555',
  CLIENT_ID: '66666666-7777-4888-8999-aaaaaaaaaaaa',
  CLIENT_SECRET: 'not-a-secret',
};

describe('the image, made by the steps of its Dockerfile', () => {
  let folder: string;
  let image: Image;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'container-'));
    // The user of the image has to get there; what it may write to is decided further down.
    await chmod(folder, 0o755);
    image = await buildImage(folder);
    // For an account that owns what it has made; another one's is not writable anyhow.
    await promisify(execFile)('chmod', ['-R', 'a-w', image.workFolder]);
  }, buildMilliseconds);
  afterAll(async () => {
    await promisify(execFile)('chmod', ['-R', 'u+w', folder]);
    await rm(folder, { recursive: true });
  });

  const user = () => {
    const id = userOf(image);
    return id === undefined ? {} : { uid: id, gid: id };
  };

  /** The environment of its processes: nowhere is a folder for temporary files, or a home. */
  const environment = (more: Readonly<Record<string, string>>) => ({ PATH: process.env['PATH'] ?? '', HOME: join(image.root, 'home'), TMPDIR: join(image.root, 'tmp'), ...image.environment, ...more });

  function start(more: Readonly<Record<string, string>>): Child {
    const [command, script = '', ...rest] = execForm(textsOf(image.stage, 'CMD').at(-1) ?? '');
    expect(command).toBe('node');
    return new Child({ script: join(image.workFolder, script), arguments: rest, folder: image.workFolder, environment: environment(more), ...user() });
  }

  const node = (args: readonly string[], more: Readonly<Record<string, string>> = {}) => promisify(execFile)(process.execPath, args, { cwd: image.workFolder, env: environment(more), ...user() });

  async function urlOf(child: Child): Promise<string> {
    const { url } = z.object({ url: z.string() }).parse(JSON.parse(await child.said(/^\{.*"message":"started"\}$/m)));
    return url.replace('0.0.0.0', '127.0.0.1');
  }

  async function endsWell(child: Child): Promise<void> {
    const at = systemClock.now();
    child.signalGroup('SIGTERM');
    const { status, output } = await child.ended;
    expect(status, output).toBe(0);
    expect(systemClock.now() - at).toBeLessThan(graceMilliseconds);
    expect(output).not.toMatch(/"level":"(error|fatal)"|error in the program/i);
  }

  test('nothing but the data folder can be written to by its user', async () => {
    const write = (path: string) => node(['-e', `require('node:fs').writeFileSync(${JSON.stringify(path)}, 'x')`]);
    for (const place of ['.', 'infra/cli', 'node_modules', 'tab/ui/dist']) await expect(write(join(image.workFolder, place, 'written')), place).rejects.toThrow(/EACCES/);
    await expect(write(join(image.root, 'written'))).rejects.toThrow(/EACCES/);
    await expect(write(join(image.environment['DATA_FOLDER'] ?? '', 'written'))).resolves.toBeDefined();
  });

  test('neither sources nor tests are in it, nor what is for development only, nor icons outside of the tab', async () => {
    const files = await readdir(image.workFolder, { recursive: true });
    expect(files.filter((path) => ['.ts', '.tsx', '.mts', '.cts', '.map'].includes(extname(path)))).toEqual([]);
    const ours = files.filter((path) => !path.startsWith('node_modules'));
    expect(ours.filter((path) => /\.test\.|\/test[A-Z]\w*\.js$|local-tenant|sample-tenant|playground|teams-frame/.test(path))).toEqual([]);
    expect(ours.filter((path) => /\.(png|svg|ico|jpe?g|woff2?)$/.test(path) && !path.startsWith('tab/ui/dist'))).toEqual([]);
    const { devDependencies } = z.object({ devDependencies: z.record(z.string(), z.string()) }).parse(JSON.parse(await readFile('package.json', 'utf8')));
    // Types that a package of the service names as its own dependency lie there as empty shells: their declarations are gone.
    const installed = new Set(files.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(path)?.[1] ?? []));
    expect(Object.keys(devDependencies).filter((name) => !name.startsWith('@types/') && installed.has(name))).toEqual([]);
    expect(installed).toContain('@duckdb/node-api');
  });

  test('what its code reads beside itself is there', async () => {
    const scripts = (await readdir(image.workFolder, { recursive: true })).filter((path) => !path.startsWith('node_modules') && !path.startsWith('tab/ui') && path.endsWith('.js'));
    const read: string[] = [];
    for (const script of scripts) {
      const path = join(image.workFolder, script);
      for (const [, target = ''] of (await readFile(path, 'utf8')).matchAll(/new URL\('([^']+)', import\.meta\.url\)/g)) read.push(fileURLToPath(new URL(target, pathToFileURL(path))));
    }
    expect(read).toContain(join(image.workFolder, 'engine/model/failures.md'));
    for (const path of read) await expect(access(path), path).resolves.toBeUndefined();
    await access(join(dirname(join(image.workFolder, 'infra/worker/runInWorker.js')), 'thread.js'));
  });

  test('it starts with the configuration of a real tenant, is healthy and ready, serves the tab, and ends at SIGTERM', async () => {
    const port = { PORT: String(await freePort()), METRICS_PORT: '0' };
    const child = start({ ...nowhere, ...port });
    try {
      const url = await urlOf(child);
      const get = async (path: string, accept = '*/*') => {
        const response = await fetch(`${url}${path}`, { headers: { accept } });
        return { status: response.status, text: await response.text() };
      };
      expect(await get('/healthz')).toEqual({ status: 200, text: '{"status":"alive"}' });
      expect(await get('/readyz')).toEqual({ status: 200, text: '{"status":"ready"}' });
      const page = await get('/tab/', 'text/html');
      const scripts = [...page.text.matchAll(/src="([^"]+\.js)"/g)].map(([, path = '']) => new URL(path, `${url}/tab/`).pathname);
      expect(scripts).not.toEqual([]);
      for (const path of scripts) expect(await get(path)).toMatchObject({ status: 200 });
      expect(await get('/api/v1/enrichments')).toMatchObject({ status: 401 });

      const [command, ...args] = healthCheckCommand(textsOf(image.stage, 'HEALTHCHECK').at(-1) ?? '');
      expect(command).toBe('node');
      await node(args, port);
      await endsWell(child);
      await expect(node(args, port)).rejects.toMatchObject({ code: 1 });
    } finally {
      child.signalGroup('SIGKILL');
    }
  });

  test.each(['doctor', 'backup', 'restore'])('the command %s is in it', async (name) => {
    const { stdout } = await node([`infra/cli/${name}.js`, '--help']);
    expect(stdout).toMatch(new RegExp(`^npm run -s ${name} `));
  });

  test('a run goes through its worker thread, from consent to results', async () => {
    const tenantFolder = await mkdtemp(join(tmpdir(), 'container-tenant-'));
    let tenant: LocalTenant | undefined;
    let child: Child | undefined;
    try {
      await writeSmallTenant(tenantFolder, salesYear(systemClock.now()));
      tenant = await startLocalTenant(tenantFolder);
      const local = await testEnvironment(tenant, image.environment['DATA_FOLDER'] ?? '');
      child = start(local);
      const url = await urlOf(child);
      const [admin, director] = [new Person(url, await tenant.userToken(idOf(people.admin))), new Person(url, await tenant.userToken(idOf(people.globalAdministrator)))];
      const view = await setUpEnrichment(admin, 'Compiled');
      await consentTo(director, view);
      const run = await endOfRun(admin, view.enrichment.id);
      expect(run.failure).toBeUndefined();
      expect(run.outcome).toMatch(/^succeeded/);
      const ranking = await admin.get(`/enrichments/${view.enrichment.id}/ranking`, rankingAnswer);
      expect(ranking.items.length).toBeGreaterThan(0);
      const { stdout } = await node(['infra/cli/doctor.js'], local);
      expect(stdout).toMatch(/^\+ ok +publicAddress /m);
      expect(stdout).toMatch(/, 0 problems, /);
      await endsWell(child);
    } finally {
      child?.signalGroup('SIGKILL');
      await tenant?.close();
      await rm(tenantFolder, { recursive: true });
    }
  });
});
