import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngagementFailure } from '../../engine/model/failure.ts';
import { startLocalTenant, type LocalTenant } from '../../infra/local-tenant/index.ts';
import { day, firstReport, nordwind } from '../end-to-end/nordwind.ts';
import type { Enriched } from '../end-to-end/enrich.ts';
import { expectAsTheOracle, readResults } from '../end-to-end/results.ts';
import { scratchFolder } from '../end-to-end/scratchFolder.ts';
import { idOf, writeSmallTenant } from '../end-to-end/smallTenant.ts';
import type { Clock } from '../../engine/model/clock.ts';
import { CommandHere } from './command.ts';
import { outputFolder, runEngine, tokensOf } from './engineRun.ts';
import { keptRows } from './keptRows.ts';
import { commandStoppedAt, expectSameFromSecondRun, foldersIn, isPage, pagesLeftMax, prepareGround, type Ground } from './killedRun.ts';
import { quietClock } from './quietClock.ts';

const mailboxRoutes = /\/users\/[^/]+\/(messages|calendarView|mailFolders)/;

const sentences = {
  consentMissing: 'The organisation has not granted this app Mail.ReadBasic.All. A Global Administrator can grant it in Microsoft Entra ID (admin consent).',
  everyMailboxDenied: 'Exchange denies this app access to every chosen mailbox. Check the role assignment of the app (or its application access policy) in Exchange Online: its scope must hold the chosen people.',
  credentialsRefused: 'Microsoft Entra ID gave the app no token (AADSTS700016). Check the client id: the tenant has no such app, or it has been removed.',
};

describe('where the whole tenant refuses, the command ends at once with status 1 and a sentence that says why', () => {
  let folder: string;
  let ground: Ground;

  beforeAll(async () => {
    folder = await scratchFolder();
    ground = await prepareGround(join(folder, 'ground'));
  });

  afterAll(() => ground.held.tenant.close());

  function expectRefused({ status, stdout, stderr }: Enriched, sentence: string): void {
    expect(status, stderr).toBe(1);
    expect(stderr.trim().split('\n').at(-1)).toBe(sentence);
    expect(stdout).toBe('');
  }

  test('consent is withdrawn in the middle of a run: what was read stays for the next', async () => {
    const { tenant, answerAgain } = ground.held;
    const folders = foldersIn(folder, 'consent');
    const { command, answered } = await commandStoppedAt(0.6, ground, folders, CommandHere);
    tenant.revoke('Mail.ReadBasic.All');
    tenant.revokeTokens();
    tenant.requests.clear();
    answerAgain();
    expectRefused(await command.ended, sentences.consentMissing);
    // Each mailbox has two requests in flight, and asks once more with a fresh token.
    expect(tenant.requests.all().length).toBeLessThan(50);

    tenant.grant('Mail.ReadBasic.All');
    const { requests } = await expectSameFromSecondRun(ground, folders, 'job');
    expect(requests.filter(isPage).length).toBeLessThanOrEqual(pagesLeftMax(ground, answered));
  });

  test('every mailbox is denied', async () => {
    const { tenant } = ground.held;
    ground.held.answerAgain();
    tenant.faults.fail({ route: mailboxRoutes, status: 403, error: { code: 'ErrorAccessDenied', message: 'Access to OData is disabled.' } });
    expectRefused(await new CommandHere({ report: ground.report, tenant, ...foldersIn(folder, 'denied') }).ended, sentences.everyMailboxDenied);
  });

  test('the app is gone', async () => {
    const { tenant } = ground.held;
    ground.held.answerAgain();
    const environment = { GRAPH_CLIENT_ID: '00000000-0000-4000-8000-000000000000' };
    expectRefused(await new CommandHere({ report: ground.report, tenant, ...foldersIn(folder, 'gone') }, environment).ended, sentences.credentialsRefused);
  });
});

/** What the tenant does when the run asks Graph for the `number`-th time. */
interface Refusal {
  readonly code: EngagementFailure['code'];
  readonly sentence: string;
  readonly start: (tenant: LocalTenant, clock: Clock) => { readonly onRequest?: (number: number) => void; readonly tokens?: ReturnType<typeof tokensOf> };
}

/** By then the organisation and the people are known, and pages are read. */
const pagesUnderWay = 12;

const refusals: readonly (readonly [string, Refusal])[] = [
  [
    'consent is withdrawn',
    {
      code: 'consentMissing',
      sentence: sentences.consentMissing,
      start: (tenant) => ({
        onRequest: (number) => {
          if (number !== pagesUnderWay) return;
          tenant.revoke('Mail.ReadBasic.All');
          tenant.revokeTokens();
        },
      }),
    },
  ],
  [
    'every mailbox is denied',
    {
      code: 'everyMailboxDenied',
      sentence: sentences.everyMailboxDenied,
      start: (tenant) => {
        tenant.faults.fail({ route: mailboxRoutes, status: 403, error: { code: 'ErrorAccessDenied', message: 'Access to OData is disabled.' } });
        return {};
      },
    },
  ],
  [
    'the app is removed',
    {
      code: 'credentialsRefused',
      sentence: sentences.credentialsRefused,
      start: (tenant, clock) => {
        const [own, removed] = [tokensOf(tenant, clock), tokensOf(tenant, clock, '00000000-0000-4000-8000-000000000000')];
        let isRemoved = false;
        return {
          onRequest: (number) => {
            if (number !== pagesUnderWay) return;
            tenant.revokeTokens();
            isRemoved = true;
          },
          tokens: { token: (options) => (isRemoved ? removed : own).token(options) },
        };
      },
    },
  ],
];

describe('in a second run, a refusal of the whole tenant erases nothing: the run after it reads only what is new', () => {
  const secondReport = { ...firstReport, asOf: firstReport.asOf + day };
  let root: string;
  let tenantFolder: string;
  /** Pages of the first run. */
  let fromNothing: number;

  beforeAll(async () => {
    root = await scratchFolder();
    tenantFolder = join(root, 'tenant');
    await mkdir(tenantFolder);
    await writeSmallTenant(tenantFolder, { ...nordwind(), users: nordwind().users.filter(({ name }) => name !== 'emil'), groups: [{ name: 'sales', members: ['anna', 'bert'] }] });
    const clock = quietClock(secondReport.asOf + day);
    const tenant = await startLocalTenant(tenantFolder, { clock });
    await runEngine({ report: firstReport, tenant, clock, folder: join(root, 'first') });
    await tenant.close();
    fromNothing = tenant.requests.all().filter(isPage).length;
  });

  test.each(refusals)('%s', async (name, { code, sentence, start }) => {
    const folder = join(root, name);
    await cp(join(root, 'first'), folder, { recursive: true });
    const clock = quietClock(secondReport.asOf + day);
    const tenant = await startLocalTenant(tenantFolder, { clock });
    const options = { tenant, clock, folder };
    const { email_copy: emails, meeting_copy: meetings } = await keptRows(folder, idOf('bert'));

    const { onRequest = () => undefined, tokens } = start(tenant, clock);
    const refused = runEngine({ ...options, report: secondReport, onRequest: (_, number) => onRequest(number), ...(tokens && { tokens }) });
    await expect(refused).rejects.toMatchObject({ code, message: sentence, isInput: false });
    const after = await keptRows(folder, idOf('bert'));
    // A mail or two of the last days may be under way to be read again; nothing older is touched.
    expect(after.email_copy).toBeGreaterThan(emails * 0.9);
    expect(after.meeting_copy).toBeGreaterThan(meetings * 0.8);

    tenant.faults.clear();
    tenant.grant('Mail.ReadBasic.All');
    tenant.requests.clear();
    await runEngine({ ...options, report: secondReport });
    await expectAsTheOracle(await readResults(outputFolder(folder)), tenantFolder, secondReport);
    expect(tenant.requests.all().filter(isPage).length).toBeLessThan(fromNothing / 2);
    await tenant.close();
  });
});

test('a token that is revoked in the middle of a run is renewed, and the run goes on', async () => {
  const root = await scratchFolder();
  const tenantFolder = join(root, 'tenant');
  await mkdir(tenantFolder);
  await writeSmallTenant(tenantFolder, nordwind());
  const clock = quietClock(firstReport.asOf + day);
  const tenant = await startLocalTenant(tenantFolder, { clock });
  await runEngine({ report: firstReport, tenant, clock, folder: root, onRequest: (_, number) => number % pagesUnderWay === 0 && tenant.revokeTokens() });
  await tenant.close();
  expect(tenant.requests.all().some(({ status }) => status === 401)).toBe(true);
  await expectAsTheOracle(await readResults(outputFolder(root)), tenantFolder, firstReport);
});
