import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { overviewSchema } from '../../engine/model/overview.ts';
import { startLocalTenant } from '../../infra/local-tenant/index.ts';
import { defaultGrantedRoles } from '../../infra/local-tenant/permissions.ts';
import { writeSampleTenant } from '../../infra/sample-tenant/index.ts';
import { writeAwkwardTenant } from '../awkward/awkwardTenant.ts';
import { expectedOf } from '../oracle/expected.ts';
import { differences } from '../oracle/outputTable.ts';
import { credentialsOf, enrichHere, reportArguments, runEnrich, type Enriched } from './enrich.ts';
import { firstReport, nordwind } from './nordwind.ts';
import { expectAsTheOracle, readParquet, readResults, type Report } from './results.ts';
import { scratchFolder } from './scratchFolder.ts';
import { deliver, writeSmallTenant } from './smallTenant.ts';

const scratch = await scratchFolder();
const at = (...names: string[]): string => join(scratch, ...names);

const resultNames = ['AccountEngagement.csv', 'AccountEngagement.parquet', 'Office_User.csv', 'overview.json'];

test('--help prints the usage on stdout, and nothing else', async () => {
  const { status, stdout, stderr } = await runEnrich(['--help']);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Usage: npm run -s enrich -- --tenant DIR --members ADDRESS\[,ADDRESS…\] --out DIR \[options\]\n/);
  for (const option of ['accounts', 'contacts', 'account-column', 'email-column', 'contact-column', 'as-of', 'time-zone', 'data', 'graph']) expect(stdout).toContain(`--${option} `);
});

describe('over an awkward tenant in a folder, with the members in a file there', () => {
  const folder = at('awkward');
  let report: Report;
  let args: string[];
  let run: Enriched;

  beforeAll(async () => {
    report = await writeAwkwardTenant(folder, 2026);
    await writeFile(join(folder, 'members.txt'), `${report.members.join('\n')}\n`);
    args = ['--tenant', folder, ...reportArguments({ ...report, members: ['@members.txt'] }), '--data', at('awkward data'), '--out', at('awkward out')];
    run = await runEnrich(args);
  });

  test('the run leaves the four results, with the oracle’s table as CSV and Parquet, and its overview', async () => {
    expect(run.status, run.stderr).toBe(0);
    expect((await readdir(at('awkward out'))).sort()).toEqual(resultNames);
    const results = await readResults(at('awkward out'));
    await expectAsTheOracle(results, folder, report);
    expect(await readParquet(at('awkward out'))).toEqual(results.rows);
  });

  test('stdout is the overview as one JSON document', async () => {
    expect(run.stdout).toBe(await readFile(at('awkward out', 'overview.json'), 'utf8'));
    expect(overviewSchema.parse(JSON.parse(run.stdout)).addressesSelected).toBeGreaterThan(1);
  });

  test('progress goes to stderr, which is no terminal here, as plain lines with the stages in their order', () => {
    expect(run.stderr).toMatch(/^(?:[ -~]+\n)+$/);
    const stages = run.stderr.split('\n').map((line) => /^(\w[\w ]*): (\d+) of (\d+) mailboxes, /.exec(line)?.[1]).filter((stage) => stage !== undefined);
    expect([...new Set(stages)]).toEqual(['Reading', 'Aggregating', 'Scoring', 'Publishing']);
    expect(run.stderr.split('\n').at(-2)).toBe('Guests left out, because their mail lies in other organisations: 1.');
  });

  test('the same call again, with what it has kept, gives the same bytes', async () => {
    const before = await Promise.all(resultNames.map((name) => readFile(at('awkward out', name), 'base64')));
    const again = await enrichHere(args);
    expect([again.status, again.stdout]).toEqual([0, run.stdout]);
    expect(await Promise.all(resultNames.map((name) => readFile(at('awkward out', name), 'base64')))).toEqual(before);
  });
});

test('the sample tenant gives the oracle’s table and overview', async () => {
  const report = { members: ['sales-dach@halvorne.example'], asOf: Date.parse('2026-10-05T08:00:00Z'), timeZone: 'Europe/Warsaw' };
  await writeSampleTenant(at('sample'), { seed: 5, asOf: report.asOf, mailScale: 0.02 });
  const { status, stderr } = await enrichHere(['--tenant', at('sample'), ...reportArguments(report), '--out', at('sample out')]);
  expect(status, stderr).toBe(0);
  await expectAsTheOracle(await readResults(at('sample out')), at('sample'), report);
});

test('guests, and people whose mailbox is none, are left out and told by reason and number; the run goes on without them', async () => {
  const tenant = nordwind();
  tenant.users.push(
    { name: 'gast', more: { userType: 'Guest', mail: 'gast@customer.example' } },
    { name: 'idle', more: { accountEnabled: false } },
    { name: 'room', more: { userPurpose: 'room' } },
    { name: 'beamer', more: { userPurpose: 'equipment' } },
  );
  tenant.groups[0]?.members.push('gast', 'idle', 'room', 'beamer');
  for (const name of ['idle', 'room', 'beamer']) deliver(tenant, [name], { id: `from${name}`, sentAt: firstReport.asOf - 100_000_000, to: ['nora@northwind.example'] });
  await writeSmallTenant(at('skipped'), tenant);
  const server = await startLocalTenant(at('skipped'), { grantedRoles: [...defaultGrantedRoles, 'MailboxSettings.Read'] });
  try {
    const { status, stderr } = await enrichHere(['--graph', server.graphUrl, ...reportArguments(firstReport), '--out', at('skipped out')], { environment: credentialsOf(server) });
    expect(status, stderr).toBe(0);
    expect(stderr).toContain('Guests left out, because their mail lies in other organisations: 1.\n');
  } finally {
    await server.close();
  }

  // The oracle knows only one reason why a mailbox is none; whatever the reason, nothing of it is read.
  tenant.users = tenant.users.map((user) => (['room', 'beamer'].includes(user.name) ? { ...user, more: { mailbox: false } } : user));
  await writeSmallTenant(at('skipped'), tenant);
  const [results, expected] = [await readResults(at('skipped out')), await expectedOf(at('skipped'), firstReport)];
  expect(differences(results.rows, expected.rows)).toEqual([]);
  expect(results.overview).toEqual({ ...expected.overview, addressesSkipped: [{ reason: 'noMailbox', count: 1 }, { reason: 'room', count: 2 }] });
  expect(await readFile(at('skipped out', 'Office_User.csv'), 'utf8')).not.toContain('gast');
});

test('accounts and contacts may come from files with columns of their own names, in place of Dataverse', async () => {
  await writeSmallTenant(at('columns'), nordwind());
  const renamed = async (name: string, columns: readonly [string, string][]): Promise<string> => {
    const [header = '', ...rows] = (await readFile(at('columns', name), 'utf8')).split('\r\n');
    const path = at(`own ${name}`);
    await writeFile(path, [columns.reduce((text, [from, to]) => text.replace(from, to), header), ...rows].join('\n'));
    // What the tenant's own Dataverse would say.
    await writeFile(at('columns', name), `${header}\r\n`);
    return path;
  };
  const files = ['--accounts', await renamed('accounts.csv', [['AccountId', 'Kunde']]), '--contacts', await renamed('contacts.csv', [['AccountId', 'Kunde'], ['ContactId', 'Nr.'], ['Email', 'E-Mail']])];
  const columns = ['--account-column', 'Kunde', '--contact-column', 'Nr.', '--email-column', 'E-Mail'];
  const { status, stderr } = await enrichHere(['--tenant', at('columns'), ...reportArguments(firstReport), ...files, ...columns, '--out', at('columns out')]);
  expect(status, stderr).toBe(0);
  await writeSmallTenant(at('columns'), nordwind());
  await expectAsTheOracle(await readResults(at('columns out')), at('columns'), firstReport);
});
