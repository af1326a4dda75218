import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { neededPermissions } from '../../engine/consent/neededPermissions.ts';
import { appRoleIds } from '../local-tenant/permissions.ts';

const script = fileURLToPath(new URL('register-app.sh', import.meta.url));
const publicUrl = 'https://engagement.example.com';
const clientId = 'cccccccc-0000-4000-8000-000000000002';
const secret = 'S3~cret.of-the_app';
const teamsClientIds = ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346'];

const applicationSchema = z.strictObject({
  displayName: z.string(),
  signInAudience: z.literal('AzureADMyOrg'),
  identifierUris: z.array(z.string()),
  web: z.object({ redirectUris: z.array(z.string()) }),
  api: z.strictObject({
    requestedAccessTokenVersion: z.literal(2),
    oauth2PermissionScopes: z.array(z.looseObject({ id: z.guid(), value: z.string(), isEnabled: z.literal(true) })),
    preAuthorizedApplications: z.array(z.strictObject({ appId: z.guid(), delegatedPermissionIds: z.array(z.guid()) })),
  }),
  appRoles: z.array(z.looseObject({ id: z.guid(), value: z.string(), allowedMemberTypes: z.array(z.string()), isEnabled: z.literal(true) })),
  requiredResourceAccess: z.tuple([z.strictObject({ resourceAppId: z.literal('00000003-0000-0000-c000-000000000000'), resourceAccess: z.array(z.strictObject({ id: z.guid(), type: z.literal('Role') })) })]),
});

/** Folder of the stand-in for the Azure CLI: what is in the directory and in the vault, and what was written there. */
let state: string;

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'register-app-'));
  await copyFile(fileURLToPath(new URL('testAz.sh', import.meta.url)), join(state, 'az'));
  await chmod(join(state, 'az'), 0o755);
  await writeFile(join(state, 'graph-roles'), Object.entries(appRoleIds).map(([name, id]) => `${name}\t${id}\n`).join(''));
});

afterEach(() => rm(state, { recursive: true }));

interface Ending {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function register(...args: readonly string[]): Promise<Ending> {
  const env = { PATH: `${state}:${process.env['PATH'] ?? ''}`, AZ_STATE: state, RETRY_SECONDS: '0', TMPDIR: state };
  return new Promise((resolve) => {
    execFile('bash', [script, ...args], { env }, (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

interface Write {
  readonly call: string;
  readonly body: unknown;
}

async function writes(): Promise<Write[]> {
  const names = (await readdir(state)).filter((name) => name.startsWith('write-')).sort();
  return Promise.all(
    names.map(async (name) => {
      const [call = '', ...lines] = (await readFile(join(state, name), 'utf8')).split('\n');
      return { call, body: JSON.parse(lines.join('\n')) as unknown };
    }),
  );
}

/** The registration as it was written last. */
async function registration(): Promise<z.infer<typeof applicationSchema>> {
  const last = (await writes()).filter(({ call }) => call.startsWith('patch applications/')).at(-1);
  return applicationSchema.parse(last?.body);
}

function permissionNames({ requiredResourceAccess: [graph] }: z.infer<typeof applicationSchema>): string[] {
  const nameOf = new Map(Object.entries(appRoleIds).map(([name, id]) => [id, name]));
  return graph.resourceAccess.map(({ id }) => nameOf.get(id) ?? id);
}

describe('a new registration', () => {
  test('is what the service, Teams and the consent page expect; made in the order that Entra asks for', async () => {
    const { status, stdout } = await register('--public-url', publicUrl);
    expect(status).toBe(0);
    const { identifierUris, web, api, appRoles } = await registration();
    expect(identifierUris).toEqual([`api://engagement.example.com/botid-${clientId}`]);
    expect(web.redirectUris).toEqual([`${publicUrl}/consent/callback`]);
    const [scope, ...otherScopes] = api.oauth2PermissionScopes;
    expect([scope?.value, otherScopes]).toEqual(['access_as_user', []]);
    expect(api.preAuthorizedApplications).toEqual(teamsClientIds.map((appId) => ({ appId, delegatedPermissionIds: [scope?.id] })));
    // The same names as infra/server/identity.ts takes from tokens.
    expect(appRoles.map(({ value, allowedMemberTypes }) => [value, allowedMemberTypes])).toEqual([['Engagement.Admin', ['User']], ['Engagement.Viewer', ['User']]]);
    expect(new Set(appRoles.map(({ id }) => id)).size).toBe(2);
    expect(stdout).toBe(
      ['TENANT_IDS=11111111-2222-4333-8444-555555555555', `PUBLIC_URL=${publicUrl}`, `CLIENT_ID=${clientId}`, 'PRINCIPAL_ID=bbbbbbbb-0000-4000-8000-000000000003', 'MAILBOX_PERMISSIONS=exchange', ''].join('\n'),
    );

    const made = await writes();
    expect(made.map(({ call }) => call.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'ID'))).toEqual(['post applications', 'patch applications/ID', 'patch applications/ID', 'post servicePrincipals', 'patch servicePrincipals/ID']);
    // Version 2 tokens from the start: Entra restricts identifier URIs of the others.
    expect(made[0]?.body).toEqual({ displayName: 'Account Engagement', signInAudience: 'AzureADMyOrg', tags: ['account-engagement-for-teams'], api: { requestedAccessTokenVersion: 2 } });
    // A client can be authorised only for a scope that is there already.
    expect(applicationSchema.parse(made[1]?.body).api).toMatchObject({ oauth2PermissionScopes: [{ value: 'access_as_user' }], preAuthorizedApplications: [] });
    expect(made[4]?.body).toEqual({ appRoleAssignmentRequired: false });
  });

  test('waits until Entra knows what was made a moment before', async () => {
    await writeFile(join(state, 'slow'), '');
    const { status, stderr } = await register('--public-url', publicUrl);
    expect(status).toBe(0);
    expect(stderr).toContain('not known everywhere yet');
  });
});

describe('the permissions', () => {
  const inGraph = (place: 'entra' | 'exchange') => neededPermissions(place).map(({ name }) => name).filter((name) => !name.startsWith('Application '));

  test('are those that the product needs, and no others; those of mailboxes only where Entra is to grant them, those of options with their option', async () => {
    await register('--public-url', publicUrl);
    expect(permissionNames(await registration())).toEqual(inGraph('exchange'));
    await register('--public-url', publicUrl, '--mailbox-permissions', 'entra');
    expect(permissionNames(await registration())).toEqual(inGraph('entra'));
    await register('--public-url', publicUrl, '--with-installation', '--with-rooms');
    expect(permissionNames(await registration())).toEqual([...inGraph('exchange'), 'AppCatalog.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All', 'MailboxSettings.Read']);
  });

  test('have the reasons that the administrator sees on the consent card', async () => {
    const lines = (await readFile(new URL('registration/permissions.txt', import.meta.url), 'utf8')).split('\n');
    for (const { name, reason } of neededPermissions('entra')) expect(lines.find((line) => line.startsWith(`${name} | `))?.split(' | ')[2]).toBe(reason);
  });

  test('that Entra grants for all mailboxes are warned of where Exchange is to limit them', async () => {
    await writeFile(join(state, 'principals'), 'bbbbbbbb-0000-4000-8000-000000000003\n');
    await writeFile(join(state, 'grants'), `grant-1\t${String(appRoleIds['Mail.ReadBasic.All'])}\ngrant-2\t${String(appRoleIds['User.Read.All'])}\n`);
    const { stderr } = await register('--public-url', publicUrl);
    expect(stderr).toContain('WARNING: Mail.ReadBasic.All is granted in Entra');
    expect(stderr).toContain('appRoleAssignments/grant-1');
    expect(stderr).not.toContain('grant-2');
  });

  test('that Graph does not have end the run before anything is written', async () => {
    await writeFile(join(state, 'graph-roles'), 'User.Read.All\tdf021288-bdef-4463-88db-98f22de89214\n');
    const { status, stderr } = await register('--public-url', publicUrl);
    expect([status, await writes()]).toEqual([1, []]);
    expect(stderr).toContain('Microsoft Graph has no application permission GroupMember.Read.All');
  });
});

test('a second run makes nothing again, and leaves the registration and the secret as they are', async () => {
  const first = await register('--public-url', publicUrl, '--key-vault', 'engagement-vault');
  const before = await registration();
  const count = (await writes()).length;
  const second = await register('--public-url', publicUrl, '--key-vault', 'engagement-vault');
  expect(second.stdout).toBe(first.stdout);
  expect(await registration()).toEqual(before);
  expect((await writes()).slice(count).map(({ call }) => call.split(' ')[0])).toEqual(['patch', 'patch']);
});

test('another host replaces the one before', async () => {
  await writeFile(join(state, 'applications'), `aaaaaaaa-0000-4000-8000-000000000001\t${clientId}\t7d4b9a52-3f1e-4c86-9a0d-5be2c1f7a380\n`);
  await register('--public-url', 'https://engagement.contoso.com/');
  expect(await registration()).toMatchObject({ identifierUris: [`api://engagement.contoso.com/botid-${clientId}`], web: { redirectUris: ['https://engagement.contoso.com/consent/callback'] } });
});

describe('a registration of the same name that somebody else has made', () => {
  const foreign = `aaaaaaaa-0000-4000-8000-000000000001\t${clientId}\tNone\tNone\n`;

  test('is left alone, with the two ways on', async () => {
    await writeFile(join(state, 'applications'), foreign);
    const { status, stdout, stderr } = await register('--public-url', publicUrl, '--key-vault', 'engagement-vault');
    expect([status, stdout, await writes()]).toEqual([1, '', []]);
    expect(stderr).toContain(`was not made by this script. Choose another --name; or, to have it replaced by this app, give --client-id ${clientId}.`);
  });

  test('is taken over when its id says so', async () => {
    await writeFile(join(state, 'applications'), foreign);
    const { status } = await register('--public-url', publicUrl, '--client-id', clientId);
    expect(status).toBe(0);
    expect((await registration()).identifierUris).toEqual([`api://engagement.example.com/botid-${clientId}`]);
  });
});

test('what was begun and broken off is gone on with', async () => {
  await writeFile(join(state, 'applications'), `aaaaaaaa-0000-4000-8000-000000000001\t${clientId}\tNone\taccount-engagement-for-teams\n`);
  const { status } = await register('--public-url', publicUrl);
  expect(status).toBe(0);
  expect((await writes()).map(({ call }) => call)).not.toContain('post applications');
});

test.each([
  ['a role that was added by hand', 'ERROR: Bad Request({"error":{"code":"CannotDeleteOrUpdateEnabledEntitlement"}})', 'disable'],
  ['a right that is lacking', 'ERROR: Forbidden({"error":{"code":"Authorization_RequestDenied"}})', 'Authorization_RequestDenied'],
])('%s is told at once, and not asked for again', async (_what, refusal, told) => {
  await writeFile(join(state, 'applications'), `aaaaaaaa-0000-4000-8000-000000000001\t${clientId}\t7d4b9a52-3f1e-4c86-9a0d-5be2c1f7a380\tNone\n`);
  await writeFile(join(state, 'refusal'), refusal);
  const { status, stderr } = await register('--public-url', publicUrl);
  expect(status).toBe(1);
  expect(stderr).toContain(refusal);
  expect(stderr).toContain(told);
  expect((await writes()).filter(({ call }) => call.startsWith('patch'))).toHaveLength(1);
});

describe('the secret', () => {
  test('goes into the vault, is told by its address with the version, and is never shown or passed as an argument', async () => {
    const { stdout, stderr } = await register('--public-url', publicUrl, '--key-vault', 'engagement-vault');
    expect(await readFile(join(state, 'vault'), 'utf8')).toBe(secret);
    expect(stdout).toContain('CLIENT_SECRET_URI=https://engagement-vault.vault.azure.net/secrets/client-secret/version1\n');
    expect(stdout + stderr + (await readFile(join(state, 'calls'), 'utf8'))).not.toContain(secret);
    // The folder of its temporary files is gone.
    expect((await readdir(state)).filter((name) => name.startsWith('tmp'))).toEqual([]);
  });

  test('goes into a file that only its owner can read', async () => {
    const path = join(state, 'client-secret');
    await register('--public-url', publicUrl, '--secret-file', path);
    expect([await readFile(path, 'utf8'), (await stat(path)).mode & 0o777]).toEqual([secret, 0o600]);
  });

  test('is made anew when asked for, and the one before is removed by a call of its own', async () => {
    await register('--public-url', publicUrl, '--key-vault', 'engagement-vault');
    const registered = await registration();
    const { stdout } = await register('--key-vault', 'engagement-vault', '--rotate-secret', '--secret-days', '30');
    expect(stdout).toBe('CLIENT_SECRET_URI=https://engagement-vault.vault.azure.net/secrets/client-secret/version2\n');
    const passwords = (await writes()).filter(({ call }) => call.endsWith('Password'));
    expect(passwords).toMatchObject([{ body: { passwordCredential: { displayName: 'account-engagement' } } }, { body: { passwordCredential: { displayName: 'account-engagement' } } }]);
    await writeFile(join(state, 'old-secrets'), 'dddddddd-0000-4000-8000-000000000004\n');
    await register('--remove-old-secrets');
    expect((await writes()).at(-1)).toEqual({ call: 'post applications/aaaaaaaa-0000-4000-8000-000000000001/removePassword', body: { keyId: 'dddddddd-0000-4000-8000-000000000004' } });
    expect(await registration()).toEqual(registered);
  });

  test('is removed again where the vault does not take it', async () => {
    await writeFile(join(state, 'vault-refuses'), '');
    const { status, stderr } = await register('--public-url', publicUrl, '--key-vault', 'engagement-vault');
    expect(status).toBe(1);
    expect(stderr).toContain('could not be stored, and was removed again');
    expect((await writes()).at(-1)?.body).toEqual({ keyId: 'dddddddd-0000-4000-8000-000000000004' });
  });
});

test('a dry run says what it would write, and writes nothing', async () => {
  const { status, stderr } = await register('--public-url', publicUrl, '--key-vault', 'engagement-vault', '--dry-run');
  expect([status, await writes(), existsSync(join(state, 'vault'))]).toEqual([0, [], false]);
  expect(stderr).toContain('"Engagement.Admin"');
  expect(stderr).toContain('Would post https://graph.microsoft.com/v1.0/servicePrincipals');
});

test.each([
  ['no address', []],
  ['an address without https', ['--public-url', 'http://engagement.example.com']],
  ['an address with a path', ['--public-url', `${publicUrl}/tab`]],
  ['an address that would break out of the JSON', ['--public-url', 'https://a"b.example.com']],
  ['an option without its value', ['--public-url']],
  ['an unknown option', ['--public-url', publicUrl, '--grant']],
  ['an unknown place of mailbox permissions', ['--public-url', publicUrl, '--mailbox-permissions', 'both']],
  ['a client id that is none', ['--public-url', publicUrl, '--client-id', 'engagement']],
  ['two places for the secret', ['--public-url', publicUrl, '--key-vault', 'engagement-vault', '--secret-file', 'x']],
  ['a secret that lives for ever', ['--public-url', publicUrl, '--secret-days', '9999']],
  ['a rotation without a place for the secret', ['--rotate-secret']],
])('%s is refused with the usage and status 2, before anything is asked', async (_what, args) => {
  const { status, stderr } = await register(...args);
  expect([status, existsSync(join(state, 'calls'))]).toEqual([2, false]);
  expect(stderr).toContain('Usage: register-app.sh');
});

test('another directory than the one that was meant is refused', async () => {
  const { status, stderr } = await register('--public-url', publicUrl, '--tenant', '99999999-2222-4333-8444-555555555555');
  expect([status, await writes()]).toEqual([1, []]);
  expect(stderr).toContain('az login --tenant 99999999-2222-4333-8444-555555555555');
});
