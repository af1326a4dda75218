import { createHash } from 'node:crypto';
import { Header } from 'tar';
import { EngagementFailure, type Snapshot, type SnapshotFile } from '../../../engine/index.ts';
import { tenantsFolderName } from '../../server/tenantFolders.ts';
import { backupFormat, isBackupPath, manifestName, type Manifest } from './manifest.ts';

/** Of which an archive consists (POSIX.1-1988, ustar). */
const blockBytes = 512;

export interface TenantSnapshot {
  readonly tenantId: string;
  readonly snapshot: Snapshot;
}

/**
 * The bytes of an archive in the format of tar, file by file as they are read, and the manifest at the end, which it also returns.
 * Nothing is held in memory but a part of a file.
 * @throws EngagementFailure `stateUnusable` before the first byte, where a file is none that a restore would take
 */
export async function* archiveOf(tenants: readonly TenantSnapshot[], about: Pick<Manifest, 'product' | 'madeAt'>): AsyncGenerator<Uint8Array, Manifest> {
  for (const { tenantId, snapshot } of tenants) for (const file of snapshot.files) assertWanted(pathOf(tenantId, file));
  const files: Manifest['files'] = [];
  for (const { tenantId, snapshot } of tenants) {
    for (const file of snapshot.files) {
      const path = pathOf(tenantId, file);
      const hash = createHash('sha256');
      for await (const chunk of entryOf(path, file)) {
        if (chunk.isContent) hash.update(chunk.bytes);
        yield chunk.bytes;
      }
      files.push({ path, bytes: file.bytes, sha256: hash.digest('hex') });
    }
  }
  const manifest: Manifest = { format: backupFormat, ...about, tenants: tenants.map(({ tenantId, snapshot }) => ({ id: tenantId, stateVersion: snapshot.stateVersion })), files };
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  const content = () => [text];
  for await (const { bytes } of entryOf(manifestName, { bytes: text.length, modifiedAt: new Date(about.madeAt), content })) yield bytes;
  // The mark of the end.
  yield Buffer.alloc(2 * blockBytes);
  return manifest;
}

function pathOf(tenantId: string, { path }: SnapshotFile): string {
  return `${tenantsFolderName}/${tenantId}/${path}`;
}

function assertWanted(path: string): void {
  if (!isBackupPath(path)) throw new EngagementFailure('stateUnusable', `${path} is no file of the service, and no restore would take it. Move it out of the data folder, then back up anew.`);
}

async function* entryOf(path: string, { bytes, modifiedAt, content }: Pick<SnapshotFile, 'bytes' | 'modifiedAt'> & { readonly content: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array> }) {
  const header = new Header({ path, type: 'File', mode: 0o600, size: bytes, mtime: modifiedAt });
  const block = Buffer.alloc(blockBytes);
  if (header.encode(block)) throw new RangeError('A path or a file of a backup is too long for the format of the archive.');
  yield { bytes: block, isContent: false };
  for await (const chunk of content()) yield { bytes: chunk, isContent: true };
  yield { bytes: Buffer.alloc((blockBytes - (bytes % blockBytes)) % blockBytes), isContent: false };
}
