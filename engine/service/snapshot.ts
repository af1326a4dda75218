import { open, readdir, type FileHandle } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { parseJson } from '../graph/json.ts';
import { contactFileNames } from '../model/contactDataSet.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { State } from '../model/state.ts';
import { isFileError, readState, unreadable } from '../store/readState.ts';
import type { TenantFolder } from '../store/tenantFolder.ts';

/** A file as it was when it was opened, whatever becomes of its name since. */
export interface SnapshotFile {
  /** Below the folder of the tenant, with `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
  /** Exactly `bytes` of them. */
  readonly content: () => AsyncIterable<Uint8Array>;
}

/** What is worth a backup of one tenant, at one moment. */
export interface Snapshot {
  /** Of the product that wrote the state. */
  readonly stateVersion: number;
  readonly files: readonly SnapshotFile[];
  readonly close: () => Promise<void>;
}

/** The service replaces what it takes away, so that a second look finds what belongs together; more looks than a busy service could spoil. */
const looksMax = 20;

/**
 * Opens what is worth a backup: state and audit log, uploaded contacts with their key, the key of the objections, the results that are shown,
 * the marks of digests, and the files `besides` where they are there. Not what is kept of single emails and meetings, nor the key of its pseudonyms: a run reads it again.
 *
 * Another process may be writing: no lock is taken, and no file is opened that one rests on. Files are replaced, not changed, by all that
 * writes here, and the state before what it no longer names is removed: so it is opened first, and where something that it names has gone,
 * all is begun again with the state of then. Once open, nothing can change any more but the log, of which only its length of that time is read.
 * @throws EngagementFailure `stateUnusable` where there is no usable state, or something that it names is missing for good or
 * cannot be read, then or in `content`
 */
export async function openSnapshot(folder: TenantFolder, besides: readonly string[] = []): Promise<Snapshot> {
  let missing: unknown;
  for (let looks = 0; looks < looksMax; looks += 1) {
    const opened: OpenFile[] = [];
    try {
      const stateVersion = await openAll(folder, besides, opened);
      return { stateVersion, files: opened, close: () => closeAll(opened) };
    } catch (error) {
      await closeAll(opened);
      if (!isGone(error)) throw isFileError(error) ? unreadable(error.path ?? folder.path, error) : error;
      missing = error;
    }
  }
  const path = (isGone(missing) ? missing.path : undefined) ?? folder.path;
  throw new EngagementFailure('stateUnusable', `${path} is missing, though the state of the service names it. ${remedyOf(path)}`, { cause: missing });
}

function remedyOf(path: string): string {
  if (path.endsWith('state.json')) return 'Put it back, or restore a backup.';
  if (path.endsWith('audit.ndjson')) return 'Put the log back from a copy: it is the evidence of who consented, withdrew and erased. Without one, a start of the service begins another.';
  if (path.endsWith('objections.secret')) return 'Put it back from a backup: until then no run begins, because nobody would be known to object.';
  if (path.endsWith('contacts.secret')) return 'Put it back from a backup; or upload the contacts again as new data sets, and delete those that are there.';
  if (path.endsWith('.sealed')) return 'Upload these contacts again as a new data set, and delete the one that has lost them.';
  return 'These results come back with the next run.';
}

interface OpenFile extends SnapshotFile {
  readonly handle: FileHandle;
}

/** Opens into `opened`, so that nothing stays open where it fails half way. Gives the version of the state. */
async function openAll(folder: TenantFolder, besides: readonly string[], opened: OpenFile[]): Promise<number> {
  const openOne = async (path: string): Promise<OpenFile> => {
    const handle = await open(path, 'r');
    const { size, mtime } = await handle.stat();
    const file = openFile(relative(folder.path, path), handle, size, mtime);
    opened.push(file);
    return file;
  };
  const openIfThere = (path: string) => openOne(path).catch(undefinedIfGone);

  const statePath = join(folder.state, 'state.json');
  const { handle } = await openOne(statePath);
  const { state, version } = await readState(statePath, async () => parseJson(await handle.readFile('utf8')));
  const log = await openOne(join(folder.state, 'audit.ndjson'));
  opened[opened.indexOf(log)] = openFile(log.path, log.handle, lengthOfLines(await log.handle.readFile(), state.auditSequence), log.modifiedAt);
  for (const path of await namedBy(state, folder)) await openOne(path);
  for (const { id } of state.enrichments) await openIfThere(join(folder.enrichment(id), 'digest.json'));
  for (const path of besides) await openIfThere(join(folder.path, path));
  return version;
}

/** What has to be there. */
async function namedBy({ enrichments, contactDataSets, objections }: State, folder: TenantFolder): Promise<readonly string[]> {
  const uploads = contactDataSets.flatMap(({ id, files }) => contactFileNames.filter((name) => files[name] !== undefined).map((name) => folder.contactFile(id, name)));
  const shown = enrichments.flatMap(({ id, publicationId }) => (publicationId === undefined ? [] : [folder.publication(id, publicationId)]));
  // What begins with a point is being written.
  const results = await Promise.all(shown.map(async (path) => (await readdir(path)).filter((name) => !name.startsWith('.')).map((name) => join(path, name))));
  const keys = [...(uploads.length > 0 ? [folder.contactKey] : []), ...(objections.length > 0 ? [folder.objectionSecret] : [])];
  return [...keys, ...uploads, ...results.flat()];
}

function openFile(path: string, handle: FileHandle, bytes: number, modifiedAt: Date): OpenFile {
  return { path: path.split(sep).join('/'), bytes, modifiedAt, handle, content: () => contentOf(path, handle, bytes) };
}

async function* contentOf(path: string, handle: FileHandle, bytes: number): AsyncGenerator<Uint8Array> {
  if (bytes === 0) return;
  let read = 0;
  try {
    for await (const chunk of handle.createReadStream({ start: 0, end: bytes - 1, autoClose: false }) as AsyncIterable<Uint8Array>) {
      read += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw isFileError(error) ? unreadable(path, error) : error;
  }
  if (read < bytes) throw new EngagementFailure('stateUnusable', `${path} was cut short while it was read, though the service never changes it. See who else writes there, then back up anew.`);
}

/** Of the entries that the state knows, as far as they are whole: one that is being appended is in the outbox of the state, too. */
function lengthOfLines(bytes: Buffer, count: number): number {
  let end = 0;
  for (let lines = 0; lines < count; lines += 1) {
    const lineFeed = bytes.indexOf('\n', end);
    if (lineFeed < 0) break;
    end = lineFeed + 1;
  }
  return end;
}

async function closeAll(files: readonly OpenFile[]): Promise<void> {
  for (const { handle } of files) await handle.close();
}

function isGone(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function undefinedIfGone(error: unknown): undefined {
  if (!isGone(error)) throw error;
}
