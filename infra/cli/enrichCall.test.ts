import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enrichUsage, parseEnrichCall, type EnrichCall } from './enrichCall.ts';

const required = ['--tenant', 'a tenant', '--members', 'sales@contoso.com', '--out', 'results'];

async function callOf(...args: string[]): Promise<EnrichCall> {
  const call = await parseEnrichCall(args);
  if (call === 'help') throw new Error('The call was taken for one for help');
  return call;
}

const refused = (code: string, ...parts: string[]) => ({ code, isInput: true, message: expect.stringMatching(new RegExp(parts.join('.*'), 's')) as string });

test('the shortest call reads the tenant’s own contacts, in UTC, up to now, and keeps nothing', async () => {
  expect(await callOf(...required)).toEqual({
    source: { tenantFolder: 'a tenant' },
    members: ['sales@contoso.com'],
    accountsPath: undefined,
    contactsPath: undefined,
    columns: {},
    asOf: undefined,
    timeZone: 'UTC',
    dataFolder: undefined,
    outputFolder: 'results',
  });
});

test.each<[string[], Partial<EnrichCall>]>([
  [['--accounts', 'accounts.csv'], { accountsPath: 'accounts.csv' }],
  [['--contacts', 'contacts.csv'], { contactsPath: 'contacts.csv' }],
  [['--account-column', 'Company'], { columns: { account: 'Company' } }],
  [['--email-column', 'Mail'], { columns: { email: 'Mail' } }],
  [['--contact-column', 'Person'], { columns: { contact: 'Person' } }],
  [['--as-of', '2026-11-23T09:30:00Z'], { asOf: Date.UTC(2026, 10, 23, 9, 30) }],
  [['--as-of=2026-11-23T09:30:00+01:00'], { asOf: Date.UTC(2026, 10, 23, 8, 30) }],
  [['--time-zone', 'Europe/Warsaw'], { timeZone: 'Europe/Warsaw' }],
  [['--data', 'state'], { dataFolder: 'state' }],
  [['--members', 'a@contoso.com,b@contoso.com', '--members', 'c@contoso.com'], { members: ['sales@contoso.com', 'a@contoso.com', 'b@contoso.com', 'c@contoso.com'] }],
])('%j says %o', async (args, said) => {
  expect(await callOf(...required, ...args)).toEqual({ ...(await callOf(...required)), ...said });
});

test('--graph takes the place of --tenant', async () => {
  const { source } = await callOf('--graph', 'https://graph.microsoft.com/v1.0', '--members', 'a@contoso.com', '--out', 'results');
  expect(source).toEqual({ graphUrl: 'https://graph.microsoft.com/v1.0' });
});

test.each(['--help', '-h'])('%s asks for help, whatever else is said or missing', async (option) => {
  expect(await parseEnrichCall([option])).toBe('help');
  expect(await parseEnrichCall([...required, option])).toBe('help');
});

test('the help names every option', () => {
  const options = ['tenant', 'graph', 'members', 'accounts', 'contacts', 'account-column', 'email-column', 'contact-column', 'as-of', 'time-zone', 'data', 'out', 'help'];
  expect(options.filter((option) => !enrichUsage.includes(`--${option}`))).toEqual([]);
});

describe('a call is refused in one line that says why and where help is', () => {
  test.each<[string, string[], string[]]>([
    ['without a tenant', ['--members', 'a@contoso.com', '--out', 'results'], ['--tenant DIR or --graph URL']],
    ['with two of them', [...required, '--graph', 'https://graph.microsoft.com/v1.0'], ['either --tenant DIR or --graph URL']],
    ['without members', ['--tenant', 'a tenant', '--out', 'results'], ['--members is missing']],
    ['without a folder for the results', ['--tenant', 'a tenant', '--members', 'a@contoso.com'], ['--out DIR is missing']],
    ['with an option that there is not', [...required, '--colour', 'red'], ['--colour']],
    ['with an option that lacks its value', [...required, '--data'], ['--data']],
    ['with a word too many', [...required, 'please'], ['please']],
    ['with a Graph that is no URL', ['--graph', 'graph', '--members', 'a@contoso.com', '--out', 'results'], ['--graph "graph" is no URL']],
  ])('%s', async (_, args, parts) => {
    const failure = refused('callUnusable', ...parts, '--help\\.$');
    await expect(parseEnrichCall(args)).rejects.toMatchObject(failure);
    await expect(parseEnrichCall(args)).rejects.toMatchObject({ message: expect.not.stringContaining('\n') as string });
  });

  test.each(['yesterday', '2026-11-23', '2026-11-23T09:30:00', '2026-02-30T00:00:00Z', '2026-11-23 09:30:00Z', '1795426200000', ''])('with %j as its instant', async (asOf) => {
    await expect(parseEnrichCall([...required, `--as-of=${asOf}`])).rejects.toMatchObject(refused('asOfUnusable', `"${asOf}" is no instant`));
  });
});

describe('members in a file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'enrich-call-'));
    await mkdir(join(folder, 'tenant'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function membersOf(...given: string[]): Promise<string[]> {
    const { members } = await callOf('--tenant', join(folder, 'tenant'), ...given.flatMap((text) => ['--members', text]), '--out', 'results');
    return members.map((text) => text.trim()).filter((text) => text !== '');
  }

  test('stand one or more on a line, with any line ends, beside others of the call', async () => {
    const path = join(folder, 'people.txt');
    await writeFile(path, 'a@contoso.com\r\nb@contoso.com, c@contoso.com\n\nd@contoso.com');
    expect(await membersOf(`@${path}`, 'e@contoso.com')).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => `${name}@contoso.com`));
  });

  test('are looked for in the tenant’s folder where there is no such file here', async () => {
    await writeFile(join(folder, 'tenant', 'members.txt'), 'a@contoso.com\n');
    expect(await membersOf('@members.txt')).toEqual(['a@contoso.com']);
  });

  test('are taken from the file here where both are', async () => {
    const here = join(folder, 'members.txt');
    await writeFile(here, 'here@contoso.com');
    await mkdir(join(folder, 'tenant', folder), { recursive: true });
    await writeFile(join(folder, 'tenant', here), 'there@contoso.com');
    expect(await membersOf(`@${here}`)).toEqual(['here@contoso.com']);
  });

  test.each([
    ['in neither place', 'nowhere.txt', 'nowhere.txt'],
    ['that is a folder', '.', 'EISDIR'],
  ])('are refused in a file %s, by its name', async (_, name, part) => {
    await expect(membersOf(`@${name}`)).rejects.toMatchObject(refused('fileUnreadable', part));
  });
});
