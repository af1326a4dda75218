import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { TextDecoder } from 'node:util';
import { EngagementFailure } from '../model/failure.ts';

/** Far above any row of contacts; without a bound, one quote that is never closed takes the whole file into memory. */
export const rowBytesMax = 1_048_576;

const lineFeed = 0x0a;

/** A CSV file wherever it lies, in whatever pieces it comes. */
export interface CsvFile {
  /** What it is called in failures. */
  readonly name: string;
  /** From its beginning, each time. */
  read(): AsyncIterable<Uint8Array>;
}

export function csvFileAt(path: string): CsvFile {
  return { name: basename(path), read: () => createReadStream(path) as AsyncIterable<Uint8Array> };
}

/** The file in pieces of whole lines of UTF-8. Fails with `csvBroken` where it is neither UTF-8 nor UTF-16 with a byte order mark. */
export async function* utf8Lines(file: CsvFile): AsyncGenerator<Buffer> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of utf8Of(file)) {
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(lineFeed) + 1;
    rest = bytes.subarray(end);
    if (rest.length > rowBytesMax) throw csvBroken(file, line + linesIn(bytes), 'the line is longer than 1 MiB');
    const lines = bytes.subarray(0, end);
    if (!isText(lines)) throw notUtf8(file, line, lines);
    line += linesIn(lines);
    if (lines.length > 0) yield lines;
  }
  if (!isText(rest)) throw notUtf8(file, line, rest);
  if (rest.length > 0) yield rest;
}

/** No failure holds the content of a row: there are people in it. */
export function csvBroken(file: CsvFile, line: number, reason: string): EngagementFailure {
  return new EngagementFailure('csvBroken', `${file.name}, line ${line}: ${reason}.`);
}

/** The bytes as they come; where they begin with the mark of UTF-16, which spreadsheets write as "Unicode text", as UTF-8. */
async function* utf8Of(file: CsvFile): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | undefined = new Uint8Array();
  let decoder: TextDecoder | undefined;
  let line = 1;
  const decoded = (bytes?: Uint8Array): Buffer => {
    try {
      const text = Buffer.from(decoder?.decode(bytes, { stream: bytes !== undefined }) ?? '');
      line += linesIn(text);
      return text;
    } catch {
      // The decoder does not tell where.
      throw csvBroken(file, line, 'here or further on it is not UTF-16; save the file as "CSV UTF-8"');
    }
  };
  for await (const chunk of file.read()) {
    let bytes = chunk;
    if (start !== undefined) {
      bytes = Buffer.concat([start, chunk]);
      start = bytes.length < 2 ? bytes : undefined;
      if (start !== undefined) continue;
      decoder = utf16DecoderOf(bytes);
    }
    yield decoder === undefined ? bytes : decoded(bytes);
  }
  if (start !== undefined) yield start;
  if (decoder !== undefined) yield decoded();
}

function utf16DecoderOf([first, second]: Uint8Array): TextDecoder | undefined {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le', { fatal: true });
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be', { fatal: true });
  return undefined;
}

/** UTF-16 without its mark would pass for UTF-8 with a zero beside each letter. */
function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) lines += 1;
  return lines;
}

function notUtf8(file: CsvFile, firstLine: number, bytes: Buffer): EngagementFailure {
  let line = firstLine;
  let start = 0;
  for (let end = bytes.indexOf(lineFeed) + 1; end !== 0; end = bytes.indexOf(lineFeed, start) + 1) {
    if (!isText(bytes.subarray(start, end))) break;
    line += 1;
    start = end;
  }
  return csvBroken(file, line, 'it is not UTF-8; save the file as "CSV UTF-8"');
}
