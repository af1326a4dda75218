import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { extract, list } from 'tar';
import { z } from 'zod';
import { settleRestoredBot } from '../../../bot/index.ts';
import { EngagementFailure, isFileError, lockFolder, namesIn, settleRestored, stateVersion, syncFolder, type Clock } from '../../../engine/index.ts';
import { botFolderOf, tenantFolderOf, tenantsFolderName } from '../../server/tenantFolders.ts';
import { backupFormat, isBackupPath, manifestName, manifestSchema, type Manifest } from './manifest.ts';
import { isUnfinished, removeUnfinished, removeUnfinishedRestores, unfinishedFolderIn } from './unfinishedRestore.ts';

export interface RestoreOptions {
  readonly archive: string;
  /** Empty, or made. */
  readonly dataFolder: string;
  /** As `RestoredOptions`. */
  readonly areConsentsUnchanged: boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface Restored {
  readonly manifest: Manifest;
  /** How many enrichments have to be consented to anew. */
  readonly asked: number;
}

/** A new volume may have it. */
const foreignNames = ['lost+found'];

/**
 * Unpacks a backup into the data folder of a service that has not begun yet: whole and proven, or not at all. It is put into place by one
 * rename within the data folder, which may be a mount point.
 * @throws EngagementFailure `callUnusable` where the folder is not empty, `dataFolderInUse` where a service runs over it, `fileUnreadable` where
 * the archive is no whole backup, `outputNotWritable`, `stateUnusable`, `interrupted`
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { archive, dataFolder, signal } = options;
  await assertReadable(archive);
  try {
    await assertEmpty(dataFolder);
    const paths = await look(archive);
    return await withUnfinished(dataFolder, async (temporary) => {
      assertWanted(signal);
      await unpack(archive, temporary, paths);
      assertWanted(signal);
      const manifest = await prove(archive, temporary, paths);
      const asked = await settle(archive, temporary, manifest, options);
      assertWanted(signal);
      await putIntoPlace(temporary, dataFolder);
      return { manifest, asked };
    });
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new EngagementFailure('outputNotWritable', `The backup cannot be unpacked into ${dataFolder} (${error.message}). Choose another folder, or make room and let this account write there.`, { cause: error });
  }
}

/** Nothing of the folder is left, however `use` ends; where it cannot be removed, the failure says so beside its first reason. */
async function withUnfinished<Result>(dataFolder: string, use: (temporary: string) => Promise<Result>): Promise<Result> {
  const temporary = unfinishedFolderIn(dataFolder);
  await mkdir(temporary, { recursive: true, mode: 0o700 });
  let result: Result;
  try {
    result = await use(temporary);
  } catch (error) {
    if (!(await namesIn(dataFolder)).includes(basename(temporary))) throw serviceHasBegun(dataFolder, error);
    if (await isRemoved(temporary)) throw error;
    const reason = error instanceof EngagementFailure || isFileError(error) ? error.message : 'a fault of the program';
    throw new EngagementFailure('outputNotWritable', `The backup was not restored (${reason}), and what was unpacked cannot be removed. Remove ${temporary}: it holds addresses in clear. A start of the service tries it, too.`, { cause: error });
  }
  await removeUnfinished(temporary);
  return result;
}

function isRemoved(folder: string): Promise<boolean> {
  return removeUnfinished(folder).then(
    () => true,
    () => false,
  );
}

async function assertReadable(archive: string): Promise<void> {
  try {
    await (await open(archive, 'r')).close();
  } catch (error) {
    throw new EngagementFailure('fileUnreadable', `${archive} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`, { cause: error });
  }
}

/** Leaves nothing of what a restore that was killed has left. */
async function assertEmpty(dataFolder: string): Promise<void> {
  const names = await namesIn(dataFolder);
  if (names.every((name) => foreignNames.includes(name) || isUnfinished(name))) return removeUnfinishedRestores(dataFolder);
  for (const tenantId of await namesIn(join(dataFolder, tenantsFolderName))) {
    const { state } = tenantFolderOf(dataFolder, tenantId);
    // Fails where a service runs.
    if ((await namesIn(state)).includes('state.lock')) (await lockFolder(state)).release();
  }
  throw new EngagementFailure('callUnusable', `${dataFolder} is not empty, and is left as it is. Stop the service, move what is there to another place (keep it until all is well), and restore again; or give another folder with --data DIR.`);
}

/** Reads the archive to its end, and gives the paths of its files. @throws EngagementFailure where it is broken, or holds what may not be in a backup */
async function look(archive: string): Promise<ReadonlySet<string>> {
  const paths = new Set<string>();
  const foreign = new Set<string>();
  try {
    await list({
      file: archive,
      strict: true,
      onReadEntry: ({ path, type }) => {
        const isOurs = type === 'File' && (path === manifestName || isBackupPath(path)) && !paths.has(path);
        (isOurs ? paths : foreign).add(path);
      },
    });
  } catch (error) {
    throw noBackup(archive, 'it is damaged or cut off', error);
  }
  if (foreign.size > 0) throw noBackup(archive, 'it holds something that no backup holds');
  if (!paths.has(manifestName)) throw noBackup(archive, `it has no ${manifestName}`);
  return paths;
}

/** Of what was looked at, and nothing else. */
async function unpack(archive: string, folder: string, paths: ReadonlySet<string>): Promise<void> {
  await extract({
    file: archive,
    cwd: folder,
    strict: true,
    dmode: 0o700,
    onReadEntry: (entry) => (entry.mode = 0o600),
    filter: (path, entry) => paths.has(path) && 'type' in entry && entry.type === 'File',
  });
}

/** Every file is as the manifest says, and on the disk. */
async function prove(archive: string, folder: string, paths: ReadonlySet<string>): Promise<Manifest> {
  const manifest = manifestOf(archive, await readFile(join(folder, manifestName), 'utf8'));
  const newer = manifest.tenants.find((tenant) => tenant.stateVersion > stateVersion);
  if (newer !== undefined) throw madeByNewer(archive, manifest.product, `its state is of version ${newer.stateVersion}, and this one knows ${stateVersion}`);
  const listed = new Set(manifest.files.map(({ path }) => path));
  const lacksState = manifest.tenants.some(({ id }) => !listed.has(`${tenantsFolderName}/${id}/state/state.json`));
  if (lacksState || listed.size !== manifest.files.length || listed.size !== paths.size - 1) throw noBackup(archive, 'a file is missing in it, or is there that does not belong to it');
  for (const { path, bytes, sha256 } of manifest.files) {
    if (!paths.has(path)) throw noBackup(archive, `${path} is missing in it`);
    const file = await open(join(folder, path), 'r');
    try {
      const hash = createHash('sha256');
      for await (const chunk of file.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>) hash.update(chunk);
      if ((await file.stat()).size !== bytes || hash.digest('hex') !== sha256) throw noBackup(archive, `${path} is not as it was written`);
      await file.sync();
    } finally {
      await file.close();
    }
  }
  for (const path of new Set(manifest.files.flatMap((file) => ancestors(file.path)))) await syncFolder(join(folder, path));
  return manifest;
}

function manifestOf(archive: string, text: string): Manifest {
  try {
    const content: unknown = JSON.parse(text);
    const { data: newer } = z.looseObject({ format: z.int().min(backupFormat + 1), product: z.string().max(100) }).safeParse(content);
    if (newer !== undefined) throw madeByNewer(archive, newer.product, `it has a newer format (${newer.format})`);
    return manifestSchema.parse(content);
  } catch (error) {
    if (error instanceof EngagementFailure) throw error;
    throw noBackup(archive, `its ${manifestName} is not as this program writes it`, error);
  }
}

async function settle(archive: string, dataFolder: string, { tenants, files, madeAt }: Manifest, { areConsentsUnchanged, clock }: Pick<RestoreOptions, 'areConsentsUnchanged' | 'clock'>): Promise<number> {
  let asked = 0;
  try {
    for (const { id } of tenants) {
      const folder = tenantFolderOf(dataFolder, id);
      asked += (await settleRestored(folder, { madeAt: Date.parse(madeAt), areConsentsUnchanged, clock })).length;
      const botFolder = botFolderOf(dataFolder, id);
      if (files.some(({ path }) => path.startsWith(`${tenantsFolderName}/${id}/bot/`))) await settleRestoredBot({ folder: botFolder, tenantId: id, clock });
    }
    return asked;
  } catch (error) {
    if (!(error instanceof EngagementFailure) || error.code !== 'stateUnusable') throw error;
    // Its words are for a folder in use: here either the disk is at fault, or what was unpacked.
    throw isFileError(error.cause) ? error.cause : noBackup(archive, 'this version of the program cannot use what is in it', error);
  }
}

async function putIntoPlace(temporary: string, dataFolder: string): Promise<void> {
  try {
    await rename(join(temporary, tenantsFolderName), join(dataFolder, tenantsFolderName));
    await syncFolder(dataFolder);
  } catch (error) {
    if (!isFileError(error) || !['ENOTEMPTY', 'EEXIST'].includes(error.code ?? '')) throw error;
    throw serviceHasBegun(dataFolder, error);
  }
}

function serviceHasBegun(dataFolder: string, cause: unknown): EngagementFailure {
  return new EngagementFailure('dataFolderInUse', `A service has begun to use ${dataFolder} meanwhile. Stop it, empty the folder, and restore again.`, { cause });
}

function ancestors(path: string): string[] {
  const folder = dirname(path);
  return folder === '.' ? ['.'] : [folder, ...ancestors(folder)];
}

function noBackup(archive: string, why: string, cause?: unknown): EngagementFailure {
  return new EngagementFailure('fileUnreadable', `${archive} is no whole backup of this program: ${why}. Nothing was restored; take another one.`, { cause });
}

function madeByNewer(archive: string, product: string, why: string): EngagementFailure {
  return new EngagementFailure('fileUnreadable', `${archive} was made by version ${product} of this program, which is newer: ${why}. Nothing was restored; restore it with that version, or a later one.`);
}

function assertWanted(signal: AbortSignal): void {
  if (signal.aborted) throw new EngagementFailure('interrupted', 'The restore was stopped; nothing of it was left.');
}
