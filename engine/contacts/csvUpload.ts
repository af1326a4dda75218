import { once } from 'node:events';
import { basename } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { EngagementFailure } from '../model/failure.ts';
import { csvRecords, headerProblem } from './csvRows.ts';
import { csvBroken } from './csvText.ts';
import type { CsvFile } from './csvText.ts';
import { sealTo } from './sealedFile.ts';

const megabyte = 1_048_576;

/** The most that one file may have. */
export const csvBytesMax = 200 * megabyte;

export interface CsvUpload {
  /** As it comes in: a request, a file. Where it is refused, it is left open, and partly read: who sent it may still want an answer. */
  readonly content: Readable;
  /** Where the sealed file goes, in place of an earlier one. */
  readonly path: string;
  /** The secret that it is sealed with: at least 32 random bytes. */
  readonly key: Uint8Array;
  readonly bytesMax?: number;
  /** What the file is called in failures; unless given, as `path` is. */
  readonly name?: string;
}

/** What has been received; `rows` without the header. */
export interface ReceivedCsv {
  readonly bytes: number;
  readonly rows: number;
  readonly columns: readonly string[];
}

/**
 * Takes a CSV file as it streams in: proves on the way that all of it can be read (encoding, header, shape of every row), and seals it.
 * Memory is constant. Where it fails, nothing changes on disk.
 * Fails with `csvBroken` (and the line), `fileTooLarge`, or `fileUnreadable` where the file did not come whole.
 */
export async function receiveCsv({ content, path, key, bytesMax = csvBytesMax, name = basename(path) }: CsvUpload): Promise<ReceivedCsv> {
  const copy = new PassThrough();
  let bytes = 0;
  const checking = checkCsv({ name, read: () => copy as AsyncIterable<Uint8Array> });
  // Awaited below, but only when it is needed; until then its failure must not count as unhandled.
  checking.catch(() => undefined);

  async function* checked(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of received(content, name)) {
        bytes += chunk.length;
        if (bytes > bytesMax) throw tooLarge(name, bytesMax);
        if (!copy.write(chunk)) await Promise.race([once(copy, 'drain'), checking]);
        yield chunk;
      }
      copy.end();
      // Before the sealed file takes its place.
      await checking;
    } finally {
      copy.destroy();
    }
  }

  await sealTo(path, checked(), key);
  return { bytes, ...(await checking) };
}

async function checkCsv(file: CsvFile): Promise<Omit<ReceivedCsv, 'bytes'>> {
  let columns: readonly string[] | undefined;
  let rows = 0;
  for await (const record of csvRecords(file)) {
    if (columns === undefined) columns = headerOf(file, record);
    else rows += 1;
  }
  return { rows, columns: columns ?? headerOf(file, []) };
}

function headerOf(file: CsvFile, columns: readonly string[]): readonly string[] {
  const problem = headerProblem(columns);
  if (problem !== undefined) throw csvBroken(file, 1, problem);
  return columns;
}

async function* received(content: Readable, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* content.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new EngagementFailure('fileUnreadable', `${name} did not come whole. Upload it again.`, { cause: error });
  }
}

function tooLarge(name: string, bytesMax: number): EngagementFailure {
  const megabytes = Number((bytesMax / megabyte).toPrecision(3));
  return new EngagementFailure('fileTooLarge', `${name} is larger than ${megabytes} MB, the most that one file may have. Leave out columns and rows that are not needed.`);
}
