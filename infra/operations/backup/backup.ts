import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { EngagementFailure, hasState, isFileError, namesIn, openSnapshot, syncFolder, unreadable, type Clock } from '../../../engine/index.ts';
import { botFolderName, tenantFolderOf, tenantsFolderName } from '../../server/tenantFolders.ts';
import { assertBotUsable } from '../assertBotUsable.ts';
import { archiveOf, type TenantSnapshot } from './archive.ts';
import { fileStream } from './fileStream.ts';
import { isTenantName, type Manifest } from './manifest.ts';

interface Target {
  readonly path: string;
  /** A file that is there; never anything else. */
  readonly replaces: boolean;
}

export interface BackupOptions {
  readonly dataFolder: string;
  /** A file, or a stream, which is ended: only then has all of it arrived. */
  readonly target: Target | Writable;
  /** Version of this product. */
  readonly product: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface Backup {
  readonly manifest: Manifest;
  /** Names beside the folders of organisations, which are nobody's, and not in the backup. */
  readonly leftOut: readonly string[];
}

/**
 * Writes a backup of all tenants, also while a service runs over the same folder, which is not disturbed. A file is there whole or not at all,
 * and only for this account. What goes in and what does not: `openSnapshot`.
 * @throws EngagementFailure `callUnusable` where there is nothing to back up or the file exists already or is none, `outputNotWritable`, `interrupted`;
 * `stateUnusable` where anything of an organisation could not be restored: none is left out without a word
 */
export async function backUp({ dataFolder, target, product, clock, signal }: BackupOptions): Promise<Backup> {
  const place = 'path' in target ? target.path : 'stdout';
  if ('path' in target) await orElse(() => assertFree(target), (error) => unwritable(place, error));
  const tenants: TenantSnapshot[] = [];
  try {
    const madeAt = new Date(clock.now()).toISOString();
    const leftOut = await orElse(() => openAll(dataFolder, tenants), (error) => unreadable(error.path ?? dataFolder, error));
    const write = (stream: Writable) => writeArchive(tenants, { product, madeAt }, stream, signal);
    const manifest = await orElse(() => ('path' in target ? writeWhole(target, write) : write(target)), (error) => unwritable(place, error));
    return { manifest, leftOut };
  } finally {
    for (const { snapshot } of tenants) await snapshot.close();
  }
}

/** Opens into `tenants`, so that nothing stays open where it fails half way. Gives what was left out. */
async function openAll(dataFolder: string, tenants: TenantSnapshot[]): Promise<readonly string[]> {
  const { ids, leftOut } = await tenantsIn(dataFolder);
  for (const tenantId of ids) {
    await assertBotUsable(dataFolder, tenantId);
    tenants.push({ tenantId, snapshot: await openSnapshot(tenantFolderOf(dataFolder, tenantId), [`${botFolderName}/bot.json`]) });
  }
  return leftOut;
}

/** The ids of those whose state has been written at least once. */
async function tenantsIn(dataFolder: string): Promise<{ readonly ids: readonly string[]; readonly leftOut: readonly string[] }> {
  const names = (await namesIn(join(dataFolder, tenantsFolderName))).toSorted();
  const ids: string[] = [];
  for (const name of names.filter(isTenantName)) if (await hasState(tenantFolderOf(dataFolder, name).state)) ids.push(name);
  if (ids.length > 0) return { ids, leftOut: names.filter((name) => !isTenantName(name)) };
  throw new EngagementFailure('callUnusable', `${dataFolder} holds nothing of the service that could be backed up. Give the folder with --data DIR or in DATA_FOLDER.`);
}

async function writeArchive(tenants: readonly TenantSnapshot[], about: Pick<Manifest, 'product' | 'madeAt'>, to: Writable, signal: AbortSignal): Promise<Manifest> {
  let manifest: Manifest | undefined;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    manifest = yield* archiveOf(tenants, about);
  }
  try {
    await pipeline(Readable.from(bytes(), { objectMode: false }), createGzip(), to, { signal });
  } catch (error) {
    if (signal.aborted) throw new EngagementFailure('interrupted', 'The backup was stopped; nothing of it was left.', { cause: error });
    throw error;
  }
  if (manifest === undefined) throw new TypeError('An archive that has ended has a manifest.');
  return manifest;
}

/** Under a name of its own first: a backup that is being written, or was broken off, is not taken for one. */
async function writeWhole<Result>(target: Target, write: (stream: Writable) => Promise<Result>): Promise<Result> {
  const { path } = target;
  const unfinished = `${path}.${randomUUID()}.unfinished`;
  const file = await open(unfinished, 'wx', 0o600);
  try {
    const result = await write(fileStream(file.fd));
    await assertFree(target);
    await rename(unfinished, path);
    await syncFolder(dirname(path));
    return result;
  } finally {
    await file.close();
    await rm(unfinished, { force: true });
  }
}

async function assertFree({ path, replaces }: Target): Promise<void> {
  const there = await stat(path).catch((error: unknown) => {
    if (!isFileError(error) || error.code !== 'ENOENT') throw error;
  });
  if (there === undefined) return;
  if (!there.isFile()) throw new EngagementFailure('callUnusable', `${path} is no file, and is left as it is. Give the name of a file, or - for stdout.`);
  if (!replaces) throw new EngagementFailure('callUnusable', `${path} is there already, and is left as it is. Give another name, or --force to replace it.`);
}

/** What a stream comes to whose other end has gone. */
const brokenOff = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'];

/** Does `work`, and tells an error of the disk or of a stream by what it means here. */
async function orElse<Result>(work: () => Promise<Result>, failure: (error: NodeJS.ErrnoException) => EngagementFailure): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (isFileError(error) || brokenOff.includes(code)) throw failure(error as NodeJS.ErrnoException);
    throw error;
  }
}

function unwritable(place: string, error: NodeJS.ErrnoException): EngagementFailure {
  const advice = place === 'stdout' ? 'See why the program that takes it has ended, or make room for it; what was written is no backup.' : 'Choose another place, or make room and let this account write there.';
  return new EngagementFailure('outputNotWritable', `The backup cannot be written to ${place} (${error.message}). ${advice}`, { cause: error });
}
