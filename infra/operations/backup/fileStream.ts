import { fsync, writeFile } from 'node:fs';
import { Writable } from 'node:stream';

/**
 * Writes to a file that is open, from where it stands; once it has ended, all is on the disk. Closes nothing. Node's own streams take a write
 * that a full disk has cut short for a whole one, so that the last bytes of a backup could be missing.
 */
export function fileStream(file: number): Writable {
  return new Writable({
    write: (chunk: Uint8Array, _, done) => writeFile(file, chunk, done),
    final: (done) => fsync(file, done),
  });
}
