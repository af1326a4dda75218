import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { stateVersion, type Clock } from '../../engine/index.ts';
import { startLocalTenant } from '../../infra/local-tenant/index.ts';
import { defaultGrantedRoles } from '../../infra/local-tenant/permissions.ts';
import type { Fault } from '../../infra/local-tenant/faults.ts';
import { makeFolder } from '../../infra/local-tenant/testTenant.ts';
import { tenantId as testTenantId, writeDataFolder } from '../../infra/operations/backup/testDataFolder.ts';
import { doctor } from '../../infra/operations/doctor/doctorCommand.ts';
import { checkNames, states, type CheckName, type State } from '../../infra/operations/doctor/finding.ts';
import { localEnvironment } from '../../infra/server/localEnvironment.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { contactDataSetAnswer } from '../../tab/contract/contactDataSets.ts';
import { Child } from '../service/child.ts';
import { freePort, startRunningService, type RunningService } from '../service/runningService.ts';

const teamsAppId = '77777777-8888-4999-8aaa-bbbbbbbbbbbb';

const reportSchema = z.object({
  isHealthy: z.boolean(),
  findings: z.array(z.object({ name: z.enum(checkNames), tenantId: z.string().optional(), state: z.enum(states), found: z.string(), advice: z.string().optional() })),
});

interface Visit {
  readonly environment?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  readonly freeBytes?: number;
  readonly timeoutMilliseconds?: number;
}

/** A clock that is wrong. */
const clockAhead = (milliseconds: number): Clock => ({ ...systemClock, now: () => systemClock.now() + milliseconds });

describe('the doctor beside a running service', () => {
  let service: RunningService;
  let environment: Readonly<Record<string, string>>;
  const folders: string[] = [];

  beforeAll(async () => {
    service = await startRunningService({ tenant: { catalogueAppIds: [teamsAppId], grantedRoles: [...defaultGrantedRoles, ...optional] }, environment: { TEAMS_APP_ID: teamsAppId } });
    // Before the first change there is no state to be read.
    await (await service.signIn('admin')).post('/contact-data-sets', contactDataSetAnswer, { kind: 'dataverse', name: 'Customers' });
    environment = { ...localEnvironment(service.tenant, service.dataFolder), PUBLIC_URL: service.url, TEAMS_APP_ID: teamsAppId };
  });
  afterAll(() => service.close());
  afterEach(async () => {
    service.tenant.faults.clear();
    service.tenant.grant(...defaultGrantedRoles, ...optional);
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });

  async function scratch(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
    folders.push(folder);
    return folder;
  }

  async function call(args: readonly string[], { environment: changes = {}, clock = systemClock, freeBytes = 50_000_000_000, timeoutMilliseconds = 5_000 }: Visit = {}) {
    const written = { stdout: '', stderr: '' };
    const streamOf = (name: keyof typeof written) => ({ write: (text: string | Uint8Array) => ((written[name] += String(text)), true) });
    const status = await doctor(args, { environment: { ...environment, ...changes }, clock, freeBytes: () => Promise.resolve(freeBytes), timeoutMilliseconds, stdout: streamOf('stdout'), stderr: streamOf('stderr') });
    const secret = changes['CLIENT_SECRET'] ?? service.tenant.clientSecret;
    for (const never of [secret, 'eyJ', '@']) expect(written.stdout + written.stderr, never).not.toContain(never);
    return { status, ...written };
  }

  /** What is not ok, by the name of the check; and the exit status. */
  async function visit(given: Visit = {}) {
    const { status, stdout } = await call(['--json'], given);
    const { findings, isHealthy } = reportSchema.parse(JSON.parse(stdout));
    expect(isHealthy).toBe(status === 0);
    expect(findings.filter(({ state, advice }) => (state === 'problem' || state === 'warning') !== (advice !== undefined))).toEqual([]);
    const besideOk = Object.fromEntries(findings.filter(({ state }) => state !== 'ok').map(({ name, state }) => [name, state])) as Partial<Record<CheckName, State>>;
    return { status, besideOk, found: (name: CheckName) => findings.find((one) => one.name === name)?.found, findings };
  }

  const optional = ['MailboxSettings.Read', 'AppCatalog.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All'];
  const afterToken = { permissions: 'notChecked', optionalPermissions: 'notChecked', region: 'notChecked', exchangeLicence: 'notChecked', contactData: 'notChecked', teamsApp: 'notChecked' } as const;

  test('finds a healthy installation healthy, in every check, and leaves its data folder as it was', async () => {
    const before = await readdir(service.dataFolder, { recursive: true });
    const { status, besideOk, findings } = await visit();
    expect([status, besideOk]).toEqual([0, {}]);
    expect(findings.find(({ name }) => name === 'state')?.found).toBe(`The stored state can be read, and is of this version (${stateVersion}).`);
    expect(findings.map(({ name }) => name)).toEqual(checkNames);
    expect((await readdir(service.dataFolder, { recursive: true })).sort()).toEqual(before.sort());
  });

  test('tells people in aligned lines, with what to do, and how many there are of each', async () => {
    service.tenant.revoke('Calendars.ReadBasic.All', 'User.Read.All');
    const { status, stdout } = await call([]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^\+ ok {11}configuration {8}All variables can be used \(local, one organisation\)\.$/m);
    expect(stdout).toMatch(new RegExp(`^Organisation ${service.tenant.tenantId.toLowerCase()}$`, 'm'));
    expect(stdout).toMatch(/^x PROBLEM {6}permissions {10}Not granted: Calendars\.ReadBasic\.All, User\.Read\.All\.\n +To do: A Global Administrator grants/m);
    expect(stdout).toMatch(/^16 ok, 0 warnings, 1 problem, 0 not checked$/m);
  });

  test('names the permission that is missing, and what cannot be seen without it', async () => {
    service.tenant.revoke('Organization.Read.All');
    const { status, besideOk, found } = await visit();
    expect([status, besideOk]).toEqual([1, { permissions: 'problem', region: 'notChecked', exchangeLicence: 'notChecked' }]);
    expect(found('permissions')).toBe('Not granted: Organization.Read.All.');
  });

  test('warns of optional permissions by what is lost without them', async () => {
    service.tenant.revoke('MailboxSettings.Read', 'AppCatalog.Read.All');
    const { status, besideOk, found } = await visit();
    expect([status, besideOk]).toEqual([0, { optionalPermissions: 'warning', teamsApp: 'notChecked' }]);
    expect(found('optionalPermissions')).toMatch(/^Not granted: MailboxSettings\.Read \(without it rooms.*; AppCatalog\.Read\.All \(without it/);
  });

  test('does not miss what Exchange grants, where mailboxes are granted there', async () => {
    service.tenant.revoke('Mail.ReadBasic.All', 'Calendars.ReadBasic.All');
    expect((await visit()).besideOk).toEqual({ permissions: 'problem' });
    expect((await visit({ environment: { MAILBOX_PERMISSIONS: 'exchange' } })).besideOk).toEqual({});
  });

  test('a wrong secret: neither the app nor the bot gets a token, and nothing else is asked', async () => {
    const { status, besideOk, found } = await visit({ environment: { CLIENT_SECRET: 'wrong-secret' } });
    expect([status, besideOk]).toEqual([1, { credentials: 'problem', bot: 'problem', ...afterToken }]);
    expect(found('credentials')).toMatch(/AADSTS7000215.*client secret/);
  });

  test('Microsoft Graph out of reach: the credentials are right all the same', async () => {
    service.tenant.faults.fail({ route: /^\/v1\.0/, resetSocket: 'atOnce' });
    const { status, besideOk, found } = await visit();
    expect([status, besideOk]).toEqual([1, { graph: 'problem', ...afterToken }]);
    expect(found('graph')).toMatch(/^Microsoft Graph \(127\.0\.0\.1:\d+\) cannot be reached: the connection was broken off/);
  });

  test.each<[string, Omit<Fault, 'route'>, RegExp]>([
    ['refuses what it is asked', { status: 400 }, /Microsoft Graph/],
    ['never answers', { slowMilliseconds: 3_600_000 }, /^There was no usable answer within 0\.5 seconds\.$/],
  ])('Microsoft Graph that %s', async (_, fault, words) => {
    service.tenant.faults.fail({ route: /^\/v1\.0\/organization/, ...fault });
    const { status, besideOk, found } = await visit({ timeoutMilliseconds: 500 });
    expect([status, besideOk]).toEqual([1, { permissions: 'problem', region: 'problem', exchangeLicence: 'problem' }]);
    expect(found('region')).toMatch(words);
  });

  test('Microsoft Entra ID out of reach', async () => {
    const closed = `http://127.0.0.1:${await freePort()}`;
    const { status, besideOk, found } = await visit({ environment: { AUTHORITY_URL: closed }, clock: { ...systemClock, sleep: () => Promise.resolve() } });
    expect([status, besideOk]).toEqual([1, { entra: 'problem', bot: 'problem', credentials: 'notChecked', ...afterToken }]);
    expect(found('entra')).toMatch(/cannot be reached: nobody listens there/);
  });

  test.each<[number, State, number, string]>([
    [120_000, 'warning', 0, '120 s ahead of'],
    [-120_000, 'warning', 0, '120 s behind'],
    [600_000, 'problem', 1, '600 s ahead of'],
  ])('a clock that is wrong by %d ms: %s', async (milliseconds, state, exit, words) => {
    const { status, besideOk, found } = await visit({ clock: clockAhead(milliseconds) });
    expect([status, besideOk]).toEqual([exit, { clock: state }]);
    expect(Number(/(\d+) s/.exec(found('clock') ?? '')?.[1])).toBeCloseTo(Math.abs(milliseconds) / 1000, -1);
    expect(found('clock')).toContain(words.replace(/^\d+ s /, ''));
  });

  test.each([
    ['of a newer version', '{"version":99}', /newer version of this program has written it \(99/],
    ['cut off', '{"version":', /not JSON, or is cut off/],
  ])('a stored state that is %s', async (_, content, words) => {
    const folder = await scratch();
    const state = join(folder, 'tenants', service.tenant.tenantId.toLowerCase(), 'state');
    await mkdir(state, { recursive: true });
    await writeFile(join(state, 'state.json'), content);
    const { status, besideOk, found } = await visit({ environment: { DATA_FOLDER: folder } });
    expect([status, besideOk]).toEqual([1, { state: 'problem' }]);
    expect(found('state')).toMatch(words);
  });

  test('a stored state that was lost, though its audit log is there, is none that is still to come', async () => {
    const folder = await scratch();
    const state = join(folder, 'tenants', service.tenant.tenantId.toLowerCase(), 'state');
    expect((await visit({ environment: { DATA_FOLDER: folder } })).found('state')).toBe('Nothing is stored for this organisation yet.');
    await cp('engine/store/testVersion1', state, { recursive: true });
    await rm(join(state, 'state.json'));
    const { status, besideOk, found } = await visit({ environment: { DATA_FOLDER: folder } });
    expect([status, besideOk]).toEqual([1, { state: 'problem' }]);
    expect(found('state')).toContain('state.json is missing, though the audit log beside it has entries');
  });

  /** The data folder of a service at work, as version 1 of its state has it. */
  async function scratchOfVersionOne() {
    const folder = await scratch();
    const [own, tenant] = [testTenantId, service.tenant.tenantId.toLowerCase()];
    await writeDataFolder(folder);
    await rename(join(folder, 'tenants', own), join(folder, 'tenants', tenant));
    const bot = join(folder, 'tenants', tenant, 'bot', 'bot.json');
    await writeFile(bot, (await readFile(bot, 'utf8')).replaceAll(own, tenant));
    return { environment: { DATA_FOLDER: folder }, tenant: join(folder, 'tenants', tenant) };
  }

  test('a stored state of an earlier version can be read, and is left as it is', async () => {
    const { environment, tenant } = await scratchOfVersionOne();
    const before = await readdir(tenant, { recursive: true });
    const { status, besideOk, found } = await visit({ environment });
    expect([status, besideOk, found('state')]).toEqual([0, {}, expect.stringContaining('is of version 1; the next start of the service makes version')]);
    expect((await readdir(tenant, { recursive: true })).sort()).toEqual(before.sort());
    expect(await readFile(join(tenant, 'state', 'state.json'), 'utf8')).toBe(await readFile('engine/store/testVersion1/state.json', 'utf8'));
  });

  test.each<[string, (tenant: string) => Promise<void>, RegExp]>([
    ['a bot.json that ends the service when it starts', (tenant) => writeFile(join(tenant, 'bot', 'bot.json'), '{"version":1'), /bot\.json holds nothing that the bot can use/],
    ['no key of the uploaded contacts', (tenant) => rm(join(tenant, 'contacts.secret')), /contacts\.secret is missing, though the state/],
    ['an upload less', (tenant) => rm(join(tenant, 'contact-data-sets'), { recursive: true }), /accounts\.sealed is missing, though the state/],
    ['no audit log', (tenant) => rm(join(tenant, 'state', 'audit.ndjson')), /audit\.ndjson is missing, though the state/],
    ['objections whose secret is lost, so that no run begins', async (tenant) => {
      const path = join(tenant, 'state', 'state.json');
      const objection = { id: '00000000-0000-4000-8000-000000000009', at: 1, by: 'somebody', reason: 'asked', keys: ['e'.repeat(64)], erased: { addresses: 1, enrichments: 0, mailboxes: 0, emailCopies: 0, meetingCopies: 0, chosenAddresses: 0 }, toErase: [] };
      await writeFile(path, JSON.stringify({ ...(JSON.parse(await readFile(path, 'utf8')) as object), version: 2, objections: [objection] }));
    }, /objections\.secret is missing, though the state.*no run begins/],
  ])('a stored state that can be read, with %s', async (_, befall, words) => {
    const { environment, tenant } = await scratchOfVersionOne();
    await befall(tenant);
    const { status, besideOk, found } = await visit({ environment });
    expect([status, besideOk]).toEqual([1, { state: 'problem' }]);
    expect(found('state')).toMatch(words);
  });

  test('a disk that never answers: the check of it ends all the same, and the others with it', async () => {
    const { environment: there, tenant } = await scratchOfVersionOne();
    const path = join(tenant, 'state', 'state.json');
    await rm(path);
    // Whoever reads a pipe that nobody writes waits for ever.
    await promisify(execFile)('mkfifo', [path]);
    try {
      const { status, besideOk, found } = await visit({ environment: there, timeoutMilliseconds: 500 });
      expect([status, besideOk]).toEqual([1, { state: 'problem' }]);
      expect(found('state')).toBe('There was no usable answer within 0.5 seconds.');
      const child = new Child({ script: 'infra/cli/doctor.ts', arguments: ['--json'], environment: { ...environment, ...there } });
      const { status: ended, output } = await child.ended;
      expect([ended, output]).toEqual([1, expect.stringContaining('no usable answer within 10 seconds') as string]);
    } finally {
      await (await open(path, 'r+')).close();
    }
  });

  test('a data folder that is no folder, and a disk that is full', async () => {
    const file = join(await scratch(), 'file');
    await writeFile(file, '');
    const { status, besideOk } = await visit({ environment: { DATA_FOLDER: file }, freeBytes: 100_000_000 });
    expect([status, besideOk]).toEqual([1, { dataFolder: 'problem', disk: 'problem', state: 'problem' }]);
  });

  test('a data folder that other accounts may look into', async () => {
    const folder = join(await scratch(), 'open');
    await mkdir(folder, { mode: 0o755 });
    expect(await visit({ environment: { DATA_FOLDER: folder }, freeBytes: 900_000_000 })).toMatchObject({ status: 0, besideOk: { dataFolder: 'warning', disk: 'warning' } });
  });

  test('an organisation of another region, without Exchange Online', async () => {
    const folder = await makeFolder({ 'organization.json': { id: 'aaaaaaaa-0000-4000-8000-000000000000', displayName: 'Contoso', countryLetterCode: 'BR', verifiedDomains: [{ name: 'contoso.example', isDefault: true }], assignedPlans: [] } });
    folders.push(folder);
    const tenant = await startLocalTenant(folder, { catalogueAppIds: [teamsAppId], grantedRoles: [...defaultGrantedRoles, ...optional] });
    try {
      const { status, besideOk } = await visit({ environment: localEnvironment(tenant, service.dataFolder) });
      expect([status, besideOk]).toEqual([1, { region: 'problem', exchangeLicence: 'problem' }]);
    } finally {
      await tenant.close();
    }
  });

  test('a Dataverse that is not there, an app that nobody has uploaded, and a public address that leads elsewhere', async () => {
    const { status, besideOk, found } = await visit({ environment: { DATAVERSE_URL: `${service.tenant.dataverseUrl}/elsewhere`, TEAMS_APP_ID: teamsAppId.replace('7', '6') } });
    expect([status, besideOk]).toEqual([1, { contactData: 'problem', teamsApp: 'warning', publicAddress: 'problem' }]);
    expect(found('publicAddress')).toMatch(/another installation of this product answers/);
    expect((await visit({ environment: { PUBLIC_URL: service.tenant.authorityUrl } })).besideOk).toEqual({ publicAddress: 'problem' });
  });

  test('a configuration that cannot be used is the only finding, and an exit status of its own', async () => {
    const { status, stdout } = await call(['--json'], { environment: { PORT: 'many', TENANT_IDS: '' } });
    const { findings } = reportSchema.parse(JSON.parse(stdout));
    expect([status, findings.map(({ name, state }) => [name, state])]).toEqual([2, [['configuration', 'problem']]]);
    expect(findings[0]?.found).toMatch(/PORT must be.*\n- TENANT_IDS must be set/s);
    expect(await call(['--quick'])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('--json and --help') as string });
  });
});
