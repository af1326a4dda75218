import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLocalTenant, type LocalTenant } from '../../infra/local-tenant/index.ts';
import { credentialsOf, enrichHere, runEnrich, type EnrichOptions } from './enrich.ts';
import { firstReport, nordwind } from './nordwind.ts';
import { scratchFolder } from './scratchFolder.ts';
import { addressOf, idOf, writeSmallTenant, type SmallTenant } from './smallTenant.ts';

const scratch = await scratchFolder();
const at = (...names: string[]): string => join(scratch, ...names);

/** A tenant without mail and meetings, changed as the test wants it. */
async function writeQuietTenant(name: string, changed: Partial<SmallTenant> = {}): Promise<string> {
  await writeSmallTenant(at(name), { ...nordwind(), mails: {}, meetings: {}, ...changed });
  return at(name);
}

let runsCount = 0;

/** Fails unless the command line refuses the call with this one line and status 2, and writes nothing. */
async function expectRefusal(args: readonly string[], line: string, options: EnrichOptions = {}, command = enrichHere): Promise<void> {
  const place = at(`run${(runsCount += 1)}`);
  const folders = ['--data', join(place, 'data'), ...(args.includes('--out') ? [] : ['--out', join(place, 'out')])];
  const { status, stdout, stderr } = await command([...args, ...folders], options);
  expect(stderr).toBe(`${line}\n`);
  expect([status, stdout]).toEqual([2, '']);
  expect(await readdir(scratch)).not.toContain(`run${runsCount}`);
}

describe('a call that cannot be understood is refused before anything is asked for', () => {
  const source = ['--tenant', 'nowhere', '--members', addressOf('sales')];

  test.each<[string, string[], string]>([
    ['an unknown option', [...source, '--colour', 'blue'], "Unknown option '--colour'; see npm run -s enrich -- --help."],
    ['neither a tenant folder nor an address of Graph', ['--members', addressOf('sales')], 'Give either --tenant DIR or --graph URL; see npm run -s enrich -- --help.'],
    ['an as-of that is no instant', [...source, '--as-of', '2026-02-30T00:00:00Z'], '--as-of "2026-02-30T00:00:00Z" is no instant; give one with its offset, such as 2026-11-23T09:30:00Z.'],
    ['a file of members that is not there', ['--tenant', 'nowhere', '--members', '@nobody.txt'], '--members @nobody.txt: there is no such file.'],
    [
      'an address of Graph without credentials',
      ['--graph', 'https://graph.microsoft.com/v1.0', '--members', addressOf('sales')],
      'In the environment GRAPH_TENANT_ID, GRAPH_CLIENT_ID, GRAPH_CLIENT_SECRET are missing or wrong; --graph needs them.',
    ],
  ])('%s', async (_, args, line) => {
    await expectRefusal(args, line);
  });
});

describe('a tenant folder that cannot be used is refused with file, line and reason', () => {
  const mend = 'Mend the tenant folder and start again.';
  const brokenFolder = async (file: string, content: string | Buffer): Promise<string> => {
    const folder = await writeQuietTenant(`broken ${file.replace('/', ' ')}`);
    await writeFile(join(folder, file), content);
    return folder;
  };

  test('a folder that is not there', async () => {
    await expectRefusal(['--tenant', at('nowhere'), '--members', addressOf('sales')], `${at('nowhere')}: there is no such folder. Name the folder of a tenant.`);
  });

  test.each<[string, string, string | Buffer, number, string]>([
    ['broken JSON', 'users.json', '[\n {"id": "1", "userPrincipalName": "a@b.example"},\n {"id": 2,,}\n]', 3, 'broken JSON'],
    ['a member who is nobody', 'groups.json', `[{"id": "g", "mail": "g@${addressOf('')}",\n "members": ["${idOf('anna')}",\n "${idOf('zoe')}"]}]`, 3, `the member ${idOf('zoe')} is nobody's id`],
    ['a broken line of mail', `messages/${idOf('anna')}.ndjson`, '{"id": "1", "receivedDateTime": "2026-01-01T00:00:00Z"}\n{"id": "2"\n', 2, 'the line is not JSON'],
    ['a broken CSV', 'contacts.csv', 'ContactId,AccountId,FullName,Email\nC1,A1,Ada,ada@fabrikam.example\nC2,A1,Finn,"finn@fabrikam.example\n', 3, 'broken CSV (CSV_QUOTE_NOT_CLOSED)'],
    ['letters that are not UTF-8', 'accounts.csv', Buffer.from('AccountId,Name\nA1,Fabrikam\nA2,M\xfcller\n', 'latin1'), 3, 'the line is not UTF-8'],
  ])('%s', async (_, file, content, line, reason) => {
    const folder = await brokenFolder(file, content);
    await expectRefusal(['--tenant', folder, '--members', addressOf('sales')], `${join(folder, file)}:${line}: ${reason}. ${mend}`);
  });

  test('broken JSON, found in the tenant’s own process', async () => {
    const folder = await brokenFolder('organization.json', '{');
    await expectRefusal(['--tenant', folder, '--members', addressOf('sales')], `${join(folder, 'organization.json')}:1: broken JSON. ${mend}`, {}, runEnrich);
  });
});

describe('what only the tenant can tell is refused before anything is written', () => {
  let tenant: LocalTenant;

  beforeAll(async () => {
    const everybody = Array.from({ length: 2501 }, (_, number) => ({ name: String(number).padStart(4, '0') }));
    const { users, groups } = nordwind();
    const folder = await writeQuietTenant('quiet', {
      users: [...users, ...everybody],
      groups: [...groups, { name: 'everybody', members: everybody.map(({ name }) => name) }, { name: 'empty', members: [] }],
    });
    tenant = await startLocalTenant(folder);
  });
  afterAll(() => tenant.close());

  const expectTenantRefusal = (args: readonly string[], line: string, members = addressOf('sales')): Promise<void> =>
    expectRefusal(['--graph', tenant.graphUrl, '--members', members, ...args], line, { environment: credentialsOf(tenant) });

  test.each([
    ['an unknown address', `${addressOf('sales')},Nobody@Nordwind.example`, 'Nobody@Nordwind.example is neither a user nor a group of the organisation. Check the spelling; a dynamic distribution group cannot be used, choose its members or another group.'],
    ['a text that is no address', 'sales', '"sales" is no e-mail address. Give addresses of people or groups, such as sales@contoso.com.'],
    ['a group without members', addressOf('empty'), `The group ${addressOf('empty')} has no members that can be seen. Choose another group, or people.`],
    ['one person alone', addressOf('anna'), "The chosen addresses come to 1 of the organisation's people; at least 2 are needed. Choose more people or a larger group."],
    ['more than 2,500 people', addressOf('everybody'), 'The chosen addresses come to 2501 people; at most 2500 can be read. Choose fewer people or smaller groups.'],
  ])('%s', async (_, members, line) => {
    await expectTenantRefusal([], line, members);
  });

  test.each([
    ['a time zone that is none', ['--time-zone', 'Europe/Wroclaw'], '"Europe/Wroclaw" is no time zone; give an IANA name such as Europe/Warsaw or UTC.'],
    ['an as-of in the future', ['--as-of', '2999-01-01T00:00:00Z'], '2999-01-01T00:00:00.000Z lies in the future; a report can go up to now at the latest.'],
    ['a column that Dataverse has not', ['--account-column', 'Kunde'], 'The table contacts of Dataverse has no column "kunde"; give the logical name of one that it has.'],
  ])('%s', async (_, args, line) => {
    await expectTenantRefusal(args, line);
  });

  describe('in the files of accounts and contacts:', () => {
    const files = ['--accounts', at('accounts.csv'), '--contacts', at('contacts.csv')];
    const accountsCsv = 'AccountId,Name\nA1,Fabrikam\n';
    const contactsCsv = 'ContactId,AccountId,FullName,Email\nC1,A1,Ada,ada@fabrikam.example\n';

    test.each<[string, string[], string | Buffer, string | Buffer, string]>([
      ['no such column', ['--email-column', 'E-Mail'], accountsCsv, contactsCsv, 'contacts.csv has no column "E-Mail"; its columns are: ContactId, AccountId, FullName, Email.'],
      ['a row with too few fields', [], 'AccountId,Name\nA1,Fabrikam\nA2\n', contactsCsv, 'accounts.csv, line 3: the row has more or fewer fields than the header.'],
      ['a quote that is not closed', [], accountsCsv, `${contactsCsv}C2,A1,"Finn,finn@fabrikam.example\nC3,A1,Eve,eve@fabrikam.example\n`, 'contacts.csv, line 3: a field that is quoted here is not closed before the end of the file.'],
      ['letters that are not UTF-8', [], accountsCsv, Buffer.from(`${contactsCsv}C2,A1,J\xf6rg,joerg@fabrikam.example\n`, 'latin1'), 'contacts.csv, line 3: it is not UTF-8; save the file as "CSV UTF-8".'],
    ])('%s', async (_, args, accounts, contacts, line) => {
      await writeFile(at('accounts.csv'), accounts);
      await writeFile(at('contacts.csv'), contacts);
      await expectTenantRefusal([...files, ...args], line);
    });

    test('a file that is not there', async () => {
      await expectTenantRefusal(['--contacts', at('no contacts.csv')], 'no contacts.csv cannot be read: it does not exist.');
    });
  });

  describe('an output folder that cannot be written, which stays as it is:', () => {
    test('a file in its place', async () => {
      await writeFile(at('a file'), 'mine');
      const line = `Results cannot be written to ${at('a file')}: EEXIST: file already exists, mkdir '${at('a file')}'. Choose another folder, or make room and let this account write there.`;
      await expectTenantRefusal(['--out', at('a file')], line);
      expect(await readFile(at('a file'), 'utf8')).toBe('mine');
    });

    test('a folder where a result belongs', async () => {
      await mkdir(at('taken', 'AccountEngagement.csv'), { recursive: true });
      await expectTenantRefusal(['--out', at('taken')], `${at('taken', 'AccountEngagement.csv')} is a folder, where a result is to be written; move it, or choose another folder.`);
      expect(await readdir(at('taken'), { recursive: true })).toEqual(['AccountEngagement.csv']);
    });
  });

  test('and the same by the worker thread of a process of its own', async () => {
    const line = `The group ${addressOf('empty')} has no members that can be seen. Choose another group, or people.`;
    await expectRefusal(['--graph', tenant.graphUrl, '--members', addressOf('empty')], line, { environment: credentialsOf(tenant) }, runEnrich);
  });

  test('nothing of a mailbox was asked for until then', () => {
    expect(tenant.requests.all().filter(({ mailbox }) => mailbox !== undefined)).toEqual([]);
    expect(tenant.requests.all().length).toBeGreaterThan(20);
  });
});

test.each([
  ['outside the United Kingdom, Europe and North America', 'AU', 'is in AU'],
  ['without a country', undefined, 'has no country'],
])('an organisation %s is refused', async (_, countryLetterCode, where) => {
  const folder = await writeQuietTenant(`country ${countryLetterCode ?? 'none'}`, { countryLetterCode });
  const line = `The organisation ${where}; account engagement is for organisations in the United Kingdom, Europe and North America.`;
  await expectRefusal(['--tenant', folder, '--members', firstReport.members.join(',')], line);
});
