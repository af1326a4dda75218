import { createHash } from 'node:crypto';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { NotJson, parseJson } from '../graph/json.ts';
import { auditEntrySchema, type AuditEntry } from '../model/auditEntry.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { Page, Paged } from '../model/page.ts';
import { syncFolder } from './durableFile.ts';

const lineFeed = 0x0a;

/** Stands before the first line, where there is no line to take a hash from. */
const noHash = '0'.repeat(64);

/** The hash is written behind the entry, so that what it is taken over can be cut out of the line byte by byte. */
const linePattern = /^(?<entry>\{.*),"hash":"(?<hash>[0-9a-f]{64})"\}$/;

/**
 * The audit log of one tenant: a file that only grows, an entry a line. Each line ends with a SHA-256 over the hash of the line before and
 * the entry, so that an entry that was changed, put in or taken out shows. It does not show to somebody who writes the file anew from there
 * to its end: against that, copy it to where the service cannot write.
 */
export class AuditLog {
  readonly #path: string;
  readonly #file: FileHandle;
  /** Where each line begins, and as the last one where the next line will. */
  readonly #starts: number[];
  #lastHash: string;
  #lastSequence: number;

  private constructor(path: string, file: FileHandle, starts: number[], last: { readonly hash: string; readonly sequence: number }) {
    this.#path = path;
    this.#file = file;
    this.#starts = starts;
    this.#lastHash = last.hash;
    this.#lastSequence = last.sequence;
  }

  /** `outbox`: entries that may be in the log, wholly, in part or not at all; those that are not whole are left out, and must be appended. */
  static async open(path: string, outbox: readonly AuditEntry[]): Promise<AuditLog> {
    const file = await open(path, 'a+', 0o600);
    try {
      await syncFolder(dirname(path));
      const bytes = await file.readFile();
      const starts = startsOf(bytes);
      const lines = linesOf(bytes, starts);
      lines.length = wholeLines(lines, outbox);
      starts.length = lines.length + 1;
      const last = lines.at(-1);
      const sequence = (last === undefined ? undefined : entryOf(last)?.sequence) ?? lines.length;
      return new AuditLog(path, file, starts, { hash: hashOf(last), sequence });
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The sequence of the newest entry; 0 where there is none. */
  get lastSequence(): number {
    return this.#lastSequence;
  }

  /** Appends, in one write that is on the disk when this resolves, the entries that are not in the log yet. A failed call can be repeated. */
  async append(entries: readonly AuditEntry[]): Promise<void> {
    const missing = entries.filter(({ sequence }) => sequence > this.#lastSequence);
    if (missing.length === 0) return;
    let hash = this.#lastHash;
    const lines = missing.map((entry) => {
      const text = JSON.stringify(entry);
      hash = chainedHash(hash, text);
      return `${text.slice(0, -1)},"hash":"${hash}"}\n`;
    });
    // What a crash or a full disk has left of an earlier append goes first.
    await this.#file.truncate(this.#end);
    await this.#file.appendFile(lines.join(''));
    await this.#file.datasync();
    for (const line of lines) this.#starts.push(this.#end + Buffer.byteLength(line));
    this.#lastHash = hash;
    this.#lastSequence = missing.at(-1)?.sequence ?? this.#lastSequence;
  }

  /** The newest entries first. @throws EngagementFailure `stateUnusable` where a line is no entry. */
  async read({ offset, limit }: Page): Promise<Paged<AuditEntry>> {
    const total = this.#starts.length - 1;
    const to = Math.max(total - offset, 0);
    const from = Math.max(to - limit, 0);
    const starts = this.#starts.slice(from, to + 1);
    const position = starts[0] ?? 0;
    const buffer = Buffer.alloc((starts.at(-1) ?? 0) - position);
    await this.#file.read({ buffer, position });
    const items = linesOf(buffer, starts.map((start) => start - position)).map((line, index) => {
      const entry = entryOf(line);
      if (entry === undefined) throw this.#changedAt(from + index + 1);
      return entry;
    });
    return { total, items: items.reverse() };
  }

  /**
   * Reads the whole file. The number of the first line (1 is the oldest) that does not follow from the ones before it, or that is missing
   * though the state knows of entries up to `lastSequence`; undefined where the log is whole.
   */
  async verify(lastSequence: number): Promise<number | undefined> {
    const known = (await readFile(this.#path)).subarray(0, this.#end);
    const lines = linesOf(known, startsOf(known));
    const misfit = firstMisfit(lines, 0);
    return misfit < lines.length || misfit < Math.max(lastSequence, this.#starts.length - 1) ? misfit + 1 : undefined;
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  get #end(): number {
    return this.#starts.at(-1) ?? 0;
  }

  #changedAt(line: number): EngagementFailure {
    const message = `Line ${line} of the audit log ${this.#path} is no entry any more: somebody has changed the file. Keep it, and find out who could write there.`;
    return new EngagementFailure('stateUnusable', message);
  }
}

function startsOf(bytes: Buffer): number[] {
  const starts = [0];
  for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, end + 1)) starts.push(end + 1);
  return starts;
}

/** Whole lines only: what comes after the last line feed is torn. */
function linesOf(bytes: Buffer, starts: readonly number[]): string[] {
  return starts.slice(1).map((end, index) => bytes.toString('utf8', starts[index], end - 1));
}

/**
 * How many of the lines hold. A power cut may leave any part of the last append unwritten, also in its middle; what was appended last is
 * still in the outbox, so only a misfit among those lines is dropped. A misfit elsewhere is somebody's doing, and stays for all to see.
 */
function wholeLines(lines: readonly string[], outbox: readonly AuditEntry[]): number {
  const first = outbox[0]?.sequence;
  const last = outbox.at(-1)?.sequence;
  const isTail = first !== undefined && last !== undefined && first <= lines.length && lines.length <= last;
  return isTail ? firstMisfit(lines, first - 1) : lines.length;
}

/** The index, at `from` or after it, of the first line whose hash or sequence does not follow from the line before; the length where all do. */
function firstMisfit(lines: readonly string[], from: number): number {
  let previousHash = hashOf(lines[from - 1]);
  for (let index = from; index < lines.length; index += 1) {
    const { entry, hash } = partsOf(lines[index]);
    if (entry === undefined || hash !== chainedHash(previousHash, entry) || entryOf(lines[index])?.sequence !== index + 1) return index;
    previousHash = hash;
  }
  return lines.length;
}

function chainedHash(previousHash: string, entryText: string): string {
  return createHash('sha256').update(previousHash).update(entryText).digest('hex');
}

function partsOf(line = ''): { readonly entry?: string; readonly hash?: string } {
  const { entry, hash } = linePattern.exec(line)?.groups ?? {};
  return entry === undefined || hash === undefined ? {} : { entry: `${entry}}`, hash };
}

function hashOf(line: string | undefined): string {
  return partsOf(line).hash ?? noHash;
}

function entryOf(line = ''): AuditEntry | undefined {
  const { entry } = partsOf(line);
  if (entry === undefined) return undefined;
  try {
    return auditEntrySchema.safeParse(parseJson(entry)).data;
  } catch (error) {
    if (error instanceof NotJson) return undefined;
    throw error;
  }
}
