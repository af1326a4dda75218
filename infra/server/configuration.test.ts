import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configurationTable, readConfiguration, type Environment } from './configuration.ts';

const tenantId = 'aaaaaaaa-0000-4000-8000-000000000000';
const clientId = 'c0000000-0000-4000-8000-000000000001';

const production: Environment = { TENANT_IDS: tenantId.toUpperCase(), CLIENT_ID: clientId.toUpperCase(), CLIENT_SECRET: 's3cret', PUBLIC_URL: 'https://engagement.example/' };
const local: Environment = { ENGAGEMENT_MODE: 'local', TENANT_IDS: tenantId, CLIENT_ID: clientId, CLIENT_SECRET: 's3cret', GRAPH_URL: 'http://127.0.0.1:5000/v1.0', AUTHORITY_URL: 'http://127.0.0.1:5000' };

/** The sentences of the refusal. */
function problemsOf(environment: Environment): string[] {
  try {
    readConfiguration(environment);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
  return [];
}

test('in production four settings are enough, and the rest is that of Microsoft Entra ID', () => {
  expect(readConfiguration(production)).toEqual({
    mode: 'production',
    host: '0.0.0.0',
    port: 3978,
    metricsPort: 9464,
    publicUrl: 'https://engagement.example',
    trustedProxies: 0,
    dataFolder: '.data/service',
    tenantIds: [tenantId],
    clientId,
    clientSecret: 's3cret',
    graphUrl: 'https://graph.microsoft.com/v1.0',
    authorityUrl: 'https://login.microsoftonline.com',
    mailboxPermissions: 'entra',
    dataverseUrl: undefined,
    tokenIssuer: 'https://login.microsoftonline.com/{tenantId}/v2.0',
    jwksUrl: `https://login.microsoftonline.com/${tenantId}/discovery/v2.0/keys`,
    tokenAudiences: [clientId, `api://engagement.example/botid-${clientId}`],
    botTenantId: tenantId,
    botTokenIssuer: 'https://api.botframework.com',
    botOpenIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    teamsAppId: undefined,
    teamsLinkAppId: undefined,
    firstRunDelayMilliseconds: 6 * 3_600_000,
    runsAtOnce: 2,
    runMemoryMegabytes: 512,
    logLevel: 'info',
    userRequestsPerMinute: 600,
    addressRequestsPerMinute: 6_000,
    requestTimeoutMilliseconds: 30_000,
  });
});

test('in local mode the service listens on loopback, runs at once, and takes the local tenant for Microsoft', () => {
  expect(readConfiguration(local)).toMatchObject({
    mode: 'local',
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3978',
    firstRunDelayMilliseconds: 0,
    tokenIssuer: 'http://127.0.0.1:5000/{tenantId}/v2.0',
    jwksUrl: `http://127.0.0.1:5000/${tenantId}/discovery/v2.0/keys`,
  });
});

test('the bot is registered in the first organisation, unless another one is named; its keys never lie on this machine in production', () => {
  const other = 'bbbbbbbb-0000-4000-8000-000000000000';
  expect(readConfiguration({ ...production, TENANT_IDS: `${tenantId}, ${other}` }).botTenantId).toBe(tenantId);
  expect(readConfiguration({ ...production, BOT_TENANT_ID: other.toUpperCase() }).botTenantId).toBe(other);
  expect(problemsOf({ ...production, BOT_OPENID_METADATA_URL: 'http://127.0.0.1:5000/keys' })).toEqual([expect.stringContaining('BOT_OPENID_METADATA_URL must not lead to this machine')]);
});

test('keys of several tenants are those that all tenants share', () => {
  const two = readConfiguration({ ...production, TENANT_IDS: `${tenantId}, bbbbbbbb-0000-4000-8000-000000000000` });
  expect(two.tenantIds).toHaveLength(2);
  expect(two.jwksUrl).toBe('https://login.microsoftonline.com/common/discovery/v2.0/keys');
});

test('nothing is needed but what has no default, and all that is missing is named at once', () => {
  expect(problemsOf({})).toEqual([
    '- PUBLIC_URL must be set: the address under which browsers reach the service.',
    '- TENANT_IDS must be set: the directory ids of the organisations that may use the service.',
    '- CLIENT_ID must be set: the application id of the app registration.',
    '- CLIENT_SECRET must be set: the secret of the app registration, or CLIENT_SECRET_FILE with the file that holds it.',
  ]);
});

test('a variable that is set to nothing counts as not set', () => {
  expect(readConfiguration({ ...production, PORT: '', LOG_LEVEL: '' })).toMatchObject({ port: 3978, logLevel: 'info' });
});

test.each([
  ['ENGAGEMENT_MODE', ['test', 'Production']],
  ['HOST', ['example.com', '300.1.1.1']],
  ['PORT', ['65536', '-1', 'http', '1.5', ' ']],
  ['METRICS_PORT', ['65536']],
  ['PUBLIC_URL', ['engagement.example', 'ftp://engagement.example', 'https://engagement.example/app', 'https://engagement.example/?a=b', 'https://engagement.example/#a', 'https://anna@engagement.example']],
  ['TRUSTED_PROXIES', ['true', '11']],
  ['TENANT_IDS', ['contoso.example', ',', `${tenantId},contoso`]],
  ['CLIENT_ID', ['app']],
  ['GRAPH_URL', ['graph']],
  ['AUTHORITY_URL', ['login']],
  ['DATAVERSE_URL', ['org']],
  ['TOKEN_ISSUER', ['https://issuer.example/', '{tenantId}']],
  ['JWKS_URL', ['keys']],
  ['TOKEN_AUDIENCES', [' ,']],
  ['FIRST_RUN_DELAY', ['6h', 'P', 'PT', 'P1M', 'PT200H', '-PT1H']],
  ['RUNS_AT_ONCE', ['0', '17', 'many']],
  ['RUN_MEMORY_MEGABYTES', ['1', '1GB']],
  ['LOG_LEVEL', ['trace', 'INFO']],
  ['USER_REQUESTS_PER_MINUTE', ['0']],
  ['ADDRESS_REQUESTS_PER_MINUTE', ['0']],
  ['REQUEST_TIMEOUT', ['30', 'PT2H']],
])('a wrong %s is named, with one sentence and without its value', (name, values) => {
  for (const value of values) {
    const problems = problemsOf({ ...production, [name]: value });
    expect(problems, value).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^- ${name} must .+\\.$`));
    if (value.trim().length > 5) expect(problems[0]).not.toContain(value);
  }
});

test('all wrong values are named at once, those that are wrong only together included', () => {
  const problems = problemsOf({ ...production, PORT: 'x', FIRST_RUN_DELAY: 'soon', GRAPH_URL: 'http://graph.example', AUTHORITY_URL: 'http://localhost:5000' });
  expect(problems.map((problem) => problem.split(' ')[1])).toEqual(['PORT', 'FIRST_RUN_DELAY', 'GRAPH_URL', 'AUTHORITY_URL']);
});

test.each(['PUBLIC_URL', 'GRAPH_URL', 'AUTHORITY_URL', 'DATAVERSE_URL', 'JWKS_URL'])('in production %s is https, and never this machine', (name) => {
  expect(problemsOf({ ...production, [name]: 'http://somewhere.example' })).toEqual([`- ${name} must begin with https:// in production.`]);
  for (const address of ['https://localhost', 'http://127.0.0.1:5000', 'https://[::1]:5000']) expect(problemsOf({ ...production, [name]: address })[0]).toContain(`${name} must not lead to this machine`);
});

test('in production the issuer of tokens is https', () => {
  expect(problemsOf({ ...production, TOKEN_ISSUER: 'http://login.example/{tenantId}/v2.0' })).toEqual(['- TOKEN_ISSUER must begin with https:// in production.']);
});

test('in local mode the service cannot be opened to other machines, nor speak http with them', () => {
  expect(problemsOf({ ...local, HOST: '0.0.0.0' })).toEqual(['- HOST must be a loopback address such as 127.0.0.1 in local mode, which is open to this machine alone.']);
  expect(problemsOf({ ...local, GRAPH_URL: 'http://graph.example' })).toEqual(['- GRAPH_URL must begin with https:// where it leads to another machine.']);
});

test('the secret may lie in a file, and is not taken from two places', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'configuration-'));
  try {
    const path = join(folder, 'secret');
    await writeFile(path, 'from-a-file\n');
    const inFile = { ...production, CLIENT_SECRET: undefined, CLIENT_SECRET_FILE: path };
    expect(readConfiguration(inFile).clientSecret).toBe('from-a-file');
    expect(problemsOf({ ...inFile, CLIENT_SECRET: 'x' })).toEqual(['- CLIENT_SECRET and CLIENT_SECRET_FILE must not both be set: take one of them away.']);
    expect(problemsOf({ ...inFile, CLIENT_SECRET_FILE: join(folder, 'none') })).toEqual(['- CLIENT_SECRET_FILE names a file that cannot be read (ENOENT).']);
    await writeFile(path, '\n');
    expect(problemsOf(inFile)).toEqual(['- CLIENT_SECRET_FILE names a file that is empty.']);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the table for the README has each variable with a meaning, and its default is what an empty environment gives', () => {
  expect(configurationTable.filter(({ meaning }) => meaning === '')).toEqual([]);
  const defaults = new Map(configurationTable.map(({ name, defaultText }) => [name, defaultText]));
  expect(defaults.get('FIRST_RUN_DELAY')).toBe('PT6H; PT0S locally');
  expect(defaults.get('PUBLIC_URL')).toBe('http://localhost:3978 locally');
  expect(readConfiguration({ ...production, PORT: defaults.get('PORT') })).toEqual(readConfiguration(production));
});
