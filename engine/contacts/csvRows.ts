import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { EngagementFailure } from '../model/failure.ts';

/** Far above any row of contacts; without a bound, one quote that is never closed takes the whole file into memory. */
const rowBytesMax = 1_048_576;

const lineFeed = 0x0a;

/**
 * The rows of a CSV file as objects: `columns` gives, for each key, the header name of its column (found exactly, else whatever the case).
 * RFC 4180 with LF or CRLF; blank lines are ignored. Memory is bounded whatever the size of the file.
 * Fails with `fileUnreadable`, `columnMissing` or `csvBroken`. No failure holds the content of a row: there are people in it.
 */
export async function* csvRows<Key extends string>(path: string, columns: Readonly<Record<Key, string>>): AsyncGenerator<Record<Key, string>> {
  const file = basename(path);
  // csv-parse counts a CRLF within a quoted field as two lines.
  let linesTooMany = 0;
  let lastGoodLine = 0;
  const parser = parse({
    bom: true,
    // Given, because its own search would also take a lone CR for a line end.
    record_delimiter: ['\r\n', '\n'],
    skip_empty_lines: true,
    max_record_size: rowBytesMax,
    on_record: (row: string[], { lines }) => {
      for (const field of row) if (field.includes('\r\n')) linesTooMany += field.split('\r\n').length - 1;
      lastGoodLine = lines - linesTooMany;
      return row;
    },
  });
  // Whatever ends the pipeline destroys the parser with the same error, and so reaches the loop below.
  pipeline(Readable.from(utf8Lines(path)), parser, () => undefined);
  let places: [Key, number][] | undefined;
  try {
    for await (const row of parser as AsyncIterable<string[]>) {
      if (places === undefined) {
        places = placesOf(columns, row, file);
        continue;
      }
      const values = {} as Record<Key, string>;
      for (const [key, place] of places) values[key] = row[place] ?? '';
      yield values;
    }
  } catch (error) {
    // Not passed on as the cause: a CsvError carries the broken row, and with it somebody's name and address.
    if (error instanceof CsvError) {
      // A quote that is not closed is noticed only at the end of the file: the row that it stands in is where to look.
      const isOpenEnded = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
      throw csvBroken(file, isOpenEnded ? lastGoodLine + 1 : Number(error['lines']) - linesTooMany, reasonOf(error));
    }
    throw isFileError(error) ? fileUnreadable(file, error) : error;
  }
  if (places === undefined) placesOf(columns, [], file);
}

/** The file in pieces of whole lines, proven to be UTF-8. */
async function* utf8Lines(path: string): AsyncGenerator<Buffer> {
  const file = basename(path);
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(lineFeed) + 1;
    rest = bytes.subarray(end);
    if (rest.length > rowBytesMax) throw csvBroken(file, line + linesIn(bytes), 'the line is longer than 1 MiB');
    const lines = bytes.subarray(0, end);
    if (!isUtf8(lines)) throw notUtf8(file, line, lines);
    line += linesIn(lines);
    if (lines.length > 0) yield lines;
  }
  if (!isUtf8(rest)) throw notUtf8(file, line, rest);
  if (rest.length > 0) yield rest;
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) lines += 1;
  return lines;
}

function notUtf8(file: string, firstLine: number, bytes: Buffer): EngagementFailure {
  let line = firstLine;
  let start = 0;
  for (let end = bytes.indexOf(lineFeed) + 1; end !== 0; end = bytes.indexOf(lineFeed, start) + 1) {
    if (!isUtf8(bytes.subarray(start, end))) break;
    line += 1;
    start = end;
  }
  return csvBroken(file, line, 'it is not UTF-8; save the file as "CSV UTF-8"');
}

function placesOf<Key extends string>(columns: Readonly<Record<Key, string>>, header: readonly string[], file: string): [Key, number][] {
  return (Object.entries(columns) as [Key, string][]).map(([key, name]) => [key, placeOf(name, header, file)]);
}

function placeOf(name: string, header: readonly string[], file: string): number {
  const exact = header.flatMap((column, place) => (column === name ? [place] : []));
  const alike = header.flatMap((column, place) => (column.toLowerCase() === name.toLowerCase() ? [place] : []));
  const [place, another] = exact.length > 0 ? exact : alike;
  if (place === undefined) throw new EngagementFailure('columnMissing', `${file} has no column "${name}"; ${columnsThere(header)}.`);
  if (another !== undefined) throw csvBroken(file, 1, `the column "${name}" is there more than once`);
  return place;
}

function columnsThere(header: readonly string[]): string {
  if (header.length === 0) return 'it is empty, without even a header row';
  if (header.some((column) => column.includes('@'))) return 'its first row holds addresses, so the header row seems to be missing';
  return `its columns are: ${header.join(', ')}`;
}

/** csv-parse's own messages quote the content of the row. */
function reasonOf(error: CsvError): string {
  switch (error.code) {
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
      return 'the row has more or fewer fields than the header';
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a field that is quoted here is not closed before the end of the file';
    case 'CSV_MAX_RECORD_SIZE':
      return 'the row is longer than 1 MiB; perhaps a quoted field is not closed';
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'a field with a quote in it must be quoted, and its quotes doubled';
    default:
      return error.code;
  }
}

function csvBroken(file: string, line: number, reason: string): EngagementFailure {
  return new EngagementFailure('csvBroken', `${file}, line ${line}: ${reason}.`);
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function fileUnreadable(file: string, error: NodeJS.ErrnoException): EngagementFailure {
  const reason = { ENOENT: 'it does not exist', EISDIR: 'it is a folder', EACCES: 'it may not be read' }[error.code ?? ''] ?? `the system says ${error.code ?? 'nothing more'}`;
  return new EngagementFailure('fileUnreadable', `${file} cannot be read: ${reason}.`, { cause: error });
}
