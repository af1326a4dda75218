import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { appendFile, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Header, list, type HeaderData } from 'tar';
import { beforeAll, describe, expect, test } from 'vitest';
import { namesIn, TenantFolder } from '../../../engine/index.ts';
import { openSnapshot } from '../../../engine/service/snapshot.ts';
import { openStateStore } from '../../../engine/store/stateStore.ts';
import { openBotStore } from '../../../bot/conversations/openBotStore.ts';
import { filesIn } from '../../../test/privacy/leaks.ts';
import { backedUpPaths, enrichmentId, give, now, publicationId, scratchFolder, tenantId, writeDataFolder } from './testDataFolder.ts';

/** A data folder, a backup where one is given, else only a name for it, and a place to restore it to. */
async function places(backup?: Buffer) {
  const folder = await scratchFolder();
  const dataFolder = join(folder, 'service');
  await writeDataFolder(dataFolder);
  const archive = join(folder, 'backup.tar.gz');
  if (backup !== undefined) await writeFile(archive, backup);
  return { folder, dataFolder, tenant: join(dataFolder, 'tenants', tenantId), archive, elsewhere: join(folder, 'elsewhere') };
}

async function entriesOf(archive: string): Promise<string[]> {
  const paths: string[] = [];
  await list({ file: archive, onReadEntry: ({ path, mode }) => paths.push(mode === 0o600 ? path : `${path} of mode ${mode}`) });
  return paths;
}

async function stateOf(tenant: string) {
  const store = await openStateStore({ folder: join(tenant, 'state') });
  await store.close();
  return store.read();
}

describe('backup', () => {
  test('holds what is worth it, the manifest last, and nothing of single emails and meetings; the file is for its owner alone', async () => {
    const { dataFolder, archive } = await places();
    const { status, told } = await give('backup', [archive, '--data', dataFolder]);
    expect([status, told]).toEqual([0, expect.stringContaining('9 files')]);
    const entries = await entriesOf(archive);
    expect(entries.at(-1)).toBe('backup.json');
    expect(entries.slice(0, -1).toSorted()).toEqual(backedUpPaths);
    expect((await stat(archive)).mode & 0o777).toBe(0o600);
  });

  test('goes to stdout, and to the folder that DATA_FOLDER names, with the words on stderr', async () => {
    const { folder, dataFolder, archive } = await places();
    const { status, stdout, told } = await give('backup', ['-'], { environment: { DATA_FOLDER: dataFolder } });
    expect([status, told]).toEqual([0, expect.stringContaining('to stdout')]);
    await writeFile(archive, stdout);
    expect(await entriesOf(archive)).toHaveLength(backedUpPaths.length + 1);
    expect((await readdir(folder)).toSorted()).toEqual(['backup.tar.gz', 'service']);
  });

  test('replaces no file but with --force, and leaves none that is not whole', async () => {
    const { folder, dataFolder, archive } = await places();
    await writeFile(archive, 'the one of yesterday');
    expect(await give('backup', [archive, '--data', dataFolder])).toMatchObject({ status: 2, told: expect.stringContaining('--force') as string });
    expect(await readFile(archive, 'utf8')).toBe('the one of yesterday');
    expect(await give('backup', [archive, '--data', dataFolder], { signal: AbortSignal.abort() })).toMatchObject({ status: 2 });
    expect(await give('backup', [archive, '--force', '--data', dataFolder], { signal: AbortSignal.abort() })).toMatchObject({ status: 130 });
    expect(await readFile(archive, 'utf8')).toBe('the one of yesterday');
    expect(await give('backup', [archive, '--force', '--data', dataFolder])).toMatchObject({ status: 0 });
    expect((await readdir(folder)).toSorted()).toEqual(['backup.tar.gz', 'service']);
  });

  test('replaces files only, whatever it is told: neither a pipe, nor what a link leads to, nor a folder', async () => {
    const { folder, dataFolder } = await places();
    const [pipe, toPipe, inner] = [join(folder, 'pipe'), join(folder, 'to-pipe'), join(folder, 'inner')];
    await promisify(execFile)('mkfifo', [pipe]);
    await symlink(pipe, toPipe);
    await mkdir(inner);
    const before = (await readdir(folder)).toSorted();
    for (const path of [pipe, toPipe, inner]) expect(await give('backup', [path, '--force', '--data', dataFolder])).toMatchObject({ status: 2, told: expect.stringContaining(`${path} is no file`) as string });
    expect((await readdir(folder)).toSorted()).toEqual(before);
    expect([(await lstat(pipe)).isFIFO(), (await lstat(toPipe)).isSymbolicLink()]).toEqual([true, true]);
  });

  test.each([
    ['no file', []],
    ['two files', ['a', 'b']],
    ['an unknown option', ['a', '--all']],
  ])('refuses a call with %s', async (_, args) => {
    expect(await give('backup', args)).toMatchObject({ status: 2, told: expect.stringContaining('--help') as string });
    expect(await give('restore', args)).toMatchObject({ status: 2, told: expect.stringContaining('--help') as string });
  });

  test('says where there is nothing to back up, and where it cannot write', async () => {
    const { folder, dataFolder, archive } = await places();
    expect(await give('backup', [archive, '--data', folder])).toMatchObject({ status: 2, told: expect.stringContaining('--data DIR') as string });
    expect(await give('backup', [join(folder, 'nowhere', 'backup.tar.gz'), '--data', dataFolder])).toMatchObject({ status: 2, told: expect.stringContaining('ENOENT') as string });
  });

  test('takes folders of organisations only, names what else is there, and can be restored', async () => {
    const { dataFolder, tenant, archive, elsewhere } = await places();
    await cp(tenant, `${tenant}.before`, { recursive: true });
    await mkdir(tenant.replace(/1$/, '2'));
    expect(await give('backup', [archive, '--data', dataFolder])).toMatchObject({ status: 0, told: expect.stringMatching(new RegExp(`1 organisation .*Left out, because no organisation has such a name: tenants/${tenantId}.before\\.`, 's')) as string });
    expect(await give('restore', [archive, '--data', elsewhere])).toMatchObject({ status: 0 });
  });

  /** What befalls the second of two organisations, and what is told of it. */
  const losses: readonly (readonly [string, (other: string) => Promise<void>, RegExp])[] = [
    ['has lost its state', (other) => rm(join(other, 'state', 'state.json')), /state\.json is missing, though the audit log/],
    ['cannot be looked into', async (other) => {
      await rm(join(other, 'state'), { recursive: true });
      await symlink('state', join(other, 'state'));
    }, /cannot be read \(ELOOP\)/],
    ['has a broken bot.json, which no restore would take', (other) => writeFile(join(other, 'bot', 'bot.json'), '{"version":1'), /bot\.json holds nothing that the bot can use/],
    ['has a file among its results that no restore would take', (other) => writeFile(join(other, 'enrichments', enrichmentId, 'publications', publicationId, 'a copy.csv'), ''), /a copy\.csv is no file of the service/],
  ];

  test.each(losses)('leaves no organisation out without a word: one that %s ends it, and no file is left', async (_, befall, told) => {
    const { folder, dataFolder, tenant, archive } = await places();
    const other = tenant.replace(/1$/, '2');
    await cp(tenant, other, { recursive: true });
    const bot = join(other, 'bot', 'bot.json');
    await writeFile(bot, (await readFile(bot, 'utf8')).replaceAll(tenantId, tenantId.replace(/1$/, '2')));
    expect(await give('backup', [archive, '--data', dataFolder])).toMatchObject({ status: 0, told: expect.stringContaining('2 organisations') as string });
    await befall(other);
    expect(await give('backup', [archive, '--force', '--data', dataFolder])).toMatchObject({ status: 1, told: expect.stringMatching(told) as string });
    await rm(archive);
    expect(await readdir(folder)).toEqual(['service']);
  });

  test('what is replaced, deleted or appended once it has begun does not reach it', async () => {
    const { tenant } = await places();
    const snapshot = await openSnapshot(new TenantFolder(tenant));
    const publications = join(tenant, 'enrichments', enrichmentId, 'publications');
    await rm(join(publications, publicationId), { recursive: true });
    await appendFile(join(tenant, 'state', 'audit.ndjson'), '{"sequence":3');
    await writeFile(join(tenant, 'state', 'new'), '{}');
    await rename(join(tenant, 'state', 'new'), join(tenant, 'state', 'state.json'));
    const contents = new Map<string, string>();
    for (const { path, content } of snapshot.files) contents.set(path.split('/').at(-1) ?? '', await text(content()));
    await snapshot.close();
    expect(contents.get('AccountEngagement.csv')).toBe('PrimaryKey\r\n');
    expect(contents.get('audit.ndjson')?.split('\n').map(({ length }) => length > 0)).toEqual([true, true, false]);
    expect(JSON.parse(contents.get('state.json') ?? '')).toMatchObject({ version: 1, auditSequence: 3 });
  });

  test('a line of the audit log that is torn, or that the state does not know yet, stays out', async () => {
    const { dataFolder, tenant, archive, elsewhere } = await places();
    const log = join(tenant, 'state', 'audit.ndjson');
    const whole = await readFile(log, 'utf8');
    await writeFile(log, `${whole}{"sequence":3,"at":17`);
    await give('backup', [archive, '--data', dataFolder]);
    expect(await give('restore', [archive, '--data', elsewhere])).toMatchObject({ status: 0 });
    const store = await openStateStore({ folder: join(elsewhere, 'tenants', tenantId, 'state') });
    expect(await store.verifyAudit()).toBeUndefined();
    await store.close();
    expect((await readFile(join(elsewhere, 'tenants', tenantId, 'state', 'audit.ndjson'), 'utf8')).startsWith(whole)).toBe(true);
  });

  test('begins again with the state of then where other results take the place of those that it was about to open', async () => {
    const { tenant } = await places();
    const [statePath, publications] = [join(tenant, 'state', 'state.json'), join(tenant, 'enrichments', enrichmentId, 'publications')];
    const nextId = publicationId.replace('302', '303');
    /** A service publishes as soon as the old results are looked for. */
    class BusyFolder extends TenantFolder {
      looks = 0;
      override publication(ofEnrichment: string, id: string): string {
        if ((this.looks += 1) === 1) {
          writeFileSync(statePath, readFileSync(statePath, 'utf8').replaceAll(publicationId, nextId));
          renameSync(join(publications, publicationId), join(publications, nextId));
        }
        return super.publication(ofEnrichment, id);
      }
    }
    const folder = new BusyFolder(tenant);
    const { files, close } = await openSnapshot(folder);
    const state = files.find(({ path }) => path === 'state/state.json');
    expect(state && (await text(state.content()))).toContain(nextId);
    expect(files.filter(({ path }) => path.includes(`publications/${nextId}/`))).toHaveLength(2);
    expect(folder.looks).toBe(2);
    await close();
  });

  test('holds the secret behind the objections where somebody objects, and is not made without it: nobody would be known to object', async () => {
    const { tenant, dataFolder, archive, elsewhere } = await places();
    const statePath = join(tenant, 'state', 'state.json');
    const erased = { addresses: 1, enrichments: 0, mailboxes: 0, emailCopies: 0, meetingCopies: 0, chosenAddresses: 0 };
    const objection = { id: enrichmentId, at: now, by: 'somebody', reason: 'asked', keys: ['e'.repeat(64)], erased, toErase: [] };
    await writeFile(statePath, JSON.stringify({ ...(JSON.parse(await readFile(statePath, 'utf8')) as object), version: 2, objections: [objection] }));
    expect(await give('backup', [archive, '--data', dataFolder])).toMatchObject({ status: 1, told: expect.stringContaining('objections.secret is missing') as string });
    await writeFile(join(tenant, 'objections.secret'), 'ef'.repeat(32));
    expect(await give('backup', [archive, '--data', dataFolder])).toMatchObject({ status: 0 });
    expect(await give('restore', [archive, '--data', elsewhere])).toMatchObject({ status: 0 });
    expect(await readFile(join(elsewhere, 'tenants', tenantId, 'objections.secret'), 'utf8')).toBe('ef'.repeat(32));
    expect((await stateOf(join(elsewhere, 'tenants', tenantId))).objections).toHaveLength(1);
  });

  test.each([
    [`enrichments/${enrichmentId}/publications/${publicationId}`, 'come back with the next run'],
    ['state/audit.ndjson', 'Put the log back'],
    ['contacts.secret', 'upload the contacts again'],
    ['contact-data-sets/00000000-0000-4000-8000-000000000012/contacts.sealed', 'Upload these contacts again'],
  ])('says what is missing where %s is missing for good, and what brings it back, and nothing else', async (path, remedy) => {
    const { tenant, dataFolder, archive } = await places();
    await rm(join(tenant, path), { recursive: true });
    const { status, told } = await give('backup', [archive, '--data', dataFolder]);
    expect([status, told]).toEqual([1, expect.stringMatching(new RegExp(`/${path} is missing, though the state of the service names it\\. [^.]*${remedy}`)) as string]);
    if (!path.includes('publications')) expect(told).not.toContain('next run');
  });
});

describe('restore', () => {
  let whole: Buffer;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'backup-'));
    await writeDataFolder(folder);
    whole = (await give('backup', ['-', '--data', folder])).stdout;
    await rm(folder, { recursive: true });
  });

  test('brings everything back, in folders and files for this account alone, and says so in the audit log', async () => {
    const { dataFolder, archive, elsewhere } = await places(whole);
    const { status, told } = await give('restore', [archive, '--consents-unchanged', '--data', elsewhere]);
    expect([status, told]).toEqual([0, expect.stringContaining('Consents are in force')]);
    // Somebody has just vouched for it that nothing has.
    expect(told).not.toContain('has ended since');
    const tenant = join(elsewhere, 'tenants', tenantId);
    for (const path of backedUpPaths.filter((one) => !/state|bot/.test(one))) expect(await readFile(join(elsewhere, path))).toEqual(await readFile(join(dataFolder, path)));
    for (const path of [...backedUpPaths, '.', `tenants/${tenantId}/enrichments`]) expect((await stat(join(elsewhere, path))).mode & 0o077, path).toBe(0);
    expect(await readdir(elsewhere)).toEqual(['tenants']);

    const state = await stateOf(tenant);
    expect(state.consents.filter(({ status }) => status === 'granted')).toHaveLength(1);
    expect(state.enrichments[0]?.publicationId).toBe(publicationId);
    expect(state.auditOutbox).toMatchObject([{ action: 'restored', details: { backupAt: new Date(now).toISOString(), areConsentsUnchanged: true } }]);
    // Of an earlier version no copy: it would know nothing of the restore.
    expect((await readdir(join(tenant, 'state'))).toSorted()).toEqual(['audit.ndjson', 'state.json', 'state.lock']);
  });

  test('without a word for the consents asks for each anew, and brings nothing back that rests on one', async () => {
    const { archive, elsewhere } = await places(whole);
    expect(await give('restore', [archive, '--data', elsewhere])).toMatchObject({ status: 0, told: expect.stringMatching(/1 consent is asked for anew.*Do again what has ended since then/s) as string });
    const tenant = join(elsewhere, 'tenants', tenantId);
    const { consents, enrichments, publications, segments, auditOutbox } = await stateOf(tenant);
    expect(consents.filter(({ enrichmentId: id }) => id === enrichmentId).map(({ status }) => status)).toEqual(['withdrawn', 'superseded', 'superseded', 'superseded', 'requested']);
    expect(consents.at(-1)).toMatchObject({ requestedAt: now, addresses: ['sales@contoso.com', 'adele.vance@contoso.com'] });
    expect([enrichments[0]?.publicationId, publications, segments.map(({ history }) => history)]).toEqual([undefined, [], [[], []]]);
    expect(auditOutbox.map(({ action }) => action)).toEqual(['restored', 'consentRequested']);
    await expect(stat(join(tenant, 'enrichments', enrichmentId))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('lets the bot send nothing again that it may have sent since', async () => {
    const { archive, elsewhere } = await places(whole);
    await give('restore', [archive, '--consents-unchanged', '--data', elsewhere]);
    const bot = await openBotStore({ folder: join(elsewhere, 'tenants', tenantId, 'bot'), tenantId });
    expect(bot.read().subscriptions).toMatchObject([{ toldSince: now }]);
    expect(bot.read().deliveries).toHaveLength(2);
    await bot.close();
  });

  test('refuses a folder in which something is, and one that a service holds', async () => {
    const { dataFolder, archive, elsewhere } = await places(whole);
    const before = (await filesIn(dataFolder)).length;
    await rm(join(dataFolder, 'tenants', tenantId, 'state', 'state.lock'));
    expect(await give('restore', [archive, '--data', dataFolder])).toMatchObject({ status: 2, told: expect.stringContaining('is not empty') as string });
    expect(await filesIn(dataFolder)).toHaveLength(before - 1);
    await mkdir(join(elsewhere, 'lost+found'), { recursive: true });
    await mkdir(join(elsewhere, '.restoring-left-by-a-kill'));
    expect(await give('restore', [archive, '--data', elsewhere])).toMatchObject({ status: 0 });
    expect((await readdir(elsewhere)).toSorted()).toEqual(['lost+found', 'tenants']);
    const store = await openStateStore({ folder: join(elsewhere, 'tenants', tenantId, 'state') });
    expect(await give('restore', [archive, '--data', elsewhere])).toMatchObject({ status: 1, told: expect.stringContaining('Another process') as string });
    await store.close();
  });

  test('refuses what is no file, or cannot be unpacked there', async () => {
    const { folder, archive, elsewhere } = await places(whole);
    expect(await give('restore', [join(folder, 'none.tar.gz'), '--data', elsewhere])).toMatchObject({ status: 2, told: expect.stringContaining('ENOENT') as string });
    expect(await give('restore', [archive, '--data', join(archive, 'below')])).toMatchObject({ status: 2, told: expect.stringContaining('ENOTDIR') as string });
    expect(await give('restore', [archive, '--data', elsewhere], { signal: AbortSignal.abort() })).toMatchObject({ status: 130 });
    expect(await readdir(elsewhere)).toEqual([]);
  });

  /** The archive as somebody has changed it. */
  const tampered: readonly (readonly [string, (tar: Buffer) => Buffer, RegExp])[] = [
    ['is cut off', (tar) => tar.subarray(0, tar.length / 2), /damaged or cut off|has no backup.json/],
    ['has lost its manifest', (tar) => Buffer.concat([tar.subarray(0, tar.lastIndexOf('backup.json')), Buffer.alloc(1024)]), /has no backup.json/],
    ['has another byte in a file', (tar) => changed(tar, 'sealed accounts', 'sealed accountz'), /accounts.sealed is not as it was written/],
    ['was made by a newer version', (tar) => changed(tar, '"format": 1', '"format": 2'), /was made by version \S+ of this program, which is newer: it has a newer format \(2\).* restore it with that version/],
    ['has a state of a newer version', (tar) => changed(tar, '"stateVersion": 1', '"stateVersion": 9'), /was made by version \S+ of this program, which is newer: its state is of version 9, .* restore it with that version/],
    ['has a bot.json of a newer version', ofNewerBot, /tampered\.tar\.gz is no whole backup .*cannot use what is in it/],
    ['lists what it does not hold', (tar) => changed(tar, '/digest.json"', '/digext.json"'), /not as this program writes it/],
    ['holds a path that leads out', (tar) => before(tar, { path: '../outside' }), /no backup holds/],
    ['holds an absolute path', (tar) => before(tar, { path: '/tmp/outside' }), /no backup holds/],
    ['holds a link', (tar) => before(tar, { path: `tenants/${tenantId}/contacts.secret`, type: 'SymbolicLink', linkpath: '/etc/passwd' }), /no backup holds/],
    ['holds one more file', (tar) => before(tar, { path: `tenants/${tenantId}/other.secret` }), /does not belong to it/],
    ['holds a file twice', (tar) => before(tar, { path: `tenants/${tenantId}/contacts.secret` }), /no backup holds/],
  ];

  test.each(tampered)('refuses an archive that %s, and leaves nothing', async (_, tamper, told) => {
    const folder = await scratchFolder();
    const [archive, elsewhere] = [join(folder, 'tampered.tar.gz'), join(folder, 'elsewhere')];
    await writeFile(archive, gzipSync(tamper(gunzipSync(whole))));
    expect(await give('restore', [archive, '--data', elsewhere])).toMatchObject({ status: 2, told: expect.stringMatching(told) as string });
    expect(await namesIn(elsewhere)).toEqual([]);
    expect(await namesIn(folder)).not.toContain('outside');
  });

  test('refuses an archive whose compression is broken off', async () => {
    const folder = await scratchFolder();
    const [archive, elsewhere] = [join(folder, 'broken.tar.gz'), join(folder, 'elsewhere')];
    await writeFile(archive, whole.subarray(0, whole.length - 20));
    expect(await give('restore', [archive, '--data', elsewhere])).toMatchObject({ status: 2, told: expect.stringContaining('damaged or cut off') as string });
    expect(await namesIn(elsewhere)).toEqual([]);
  });
});

function changed(tar: Buffer, text: string, by: string): Buffer {
  const at = tar.indexOf(text);
  expect(at).toBeGreaterThan(0);
  return Buffer.concat([tar.subarray(0, at), Buffer.from(by), tar.subarray(at + text.length)]);
}

/** As a later version would make it, whose state is of the same version. */
function ofNewerBot(tar: Buffer): Buffer {
  const bot = readFileSync('bot/conversations/testVersion1/bot.json', 'utf8');
  const newer = bot.replace('"version": 1', '"version": 9');
  const hashOf = (content: string) => createHash('sha256').update(content).digest('hex');
  return changed(changed(tar, bot, newer), hashOf(bot), hashOf(newer));
}

/** The archive with an empty entry in front. */
function before(tar: Buffer, entry: Pick<HeaderData, 'path' | 'type' | 'linkpath'>): Buffer {
  const block = Buffer.alloc(512);
  new Header({ type: 'File', mode: 0o644, size: 0, mtime: new Date(now), ...entry }).encode(block);
  return Buffer.concat([block, tar]);
}
