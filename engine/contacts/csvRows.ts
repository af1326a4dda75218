import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { EngagementFailure } from '../model/failure.ts';
import { csvBroken, rowBytesMax, utf8Lines } from './csvText.ts';
import type { CsvFile } from './csvText.ts';

/** Of equally many the first. Spreadsheets write semicolons where the comma is the decimal sign, and tabs in their "Unicode text". */
const delimiters = [',', ';', '\t'] as const;

/** The header name of a column; or how to tell it from the header. */
type Column = string | ((header: readonly string[]) => string);

/**
 * The rows of a CSV file as objects: `columns` gives, for each key, the column (found exactly, else whatever the case).
 * Fails as `csvRecords`, and with `columnMissing`.
 */
export async function* csvRows<Key extends string>(file: CsvFile, columns: Readonly<Record<Key, Column>>): AsyncGenerator<Record<Key, string>> {
  let places: [Key, number][] | undefined;
  for await (const record of csvRecords(file)) {
    if (places === undefined) {
      places = placesOf(columns, record, file);
      continue;
    }
    const values = {} as Record<Key, string>;
    for (const [key, place] of places) values[key] = record[place] ?? '';
    yield values;
  }
  if (places === undefined) placesOf(columns, [], file);
}

/**
 * The records of a CSV file, the header first. RFC 4180 with LF or CRLF, separated by what the header is separated by: comma, semicolon or
 * tab; blank lines are ignored. Memory is bounded whatever the size of the file.
 * Fails with `fileUnreadable` or `csvBroken`. No failure holds the content of a row: there are people in it.
 */
export async function* csvRecords(file: CsvFile): AsyncGenerator<string[]> {
  // csv-parse counts a CRLF within a quoted field as two lines.
  let linesTooMany = 0;
  let lastGoodLine = 0;
  try {
    const lines = utf8Lines(file);
    const head = await readHead(lines);
    const parser = parse({
      bom: true,
      delimiter: delimiterOf(head.toString()),
      // Given, because its own search would also take a lone CR for a line end.
      record_delimiter: ['\r\n', '\n'],
      skip_empty_lines: true,
      max_record_size: rowBytesMax,
      on_record: (row: string[], { lines: read }) => {
        for (const field of row) if (field.includes('\r\n')) linesTooMany += field.split('\r\n').length - 1;
        lastGoodLine = read - linesTooMany;
        return row;
      },
    });
    // Whatever ends the pipeline destroys the parser with the same error, and so reaches the loop below.
    pipeline(Readable.from(joined(head, lines)), parser, () => undefined);
    yield* parser as AsyncIterable<string[]>;
  } catch (error) {
    // Not passed on as the cause: a CsvError carries the broken row, and with it somebody's name and address.
    if (error instanceof CsvError) {
      // A quote that is not closed is noticed only at the end of the file: the row that it stands in is where to look.
      const isOpenEnded = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
      throw csvBroken(file, isOpenEnded ? lastGoodLine + 1 : Number(error['lines']) - linesTooMany, reasonOf(error));
    }
    throw isFileError(error) ? fileUnreadable(file, error) : error;
  }
}

/** What is wrong with a header as such, in a sentence; it never holds what may be a person's. */
export function headerProblem(header: readonly string[]): string | undefined {
  if (header.length === 0) return 'it is empty, without even a header row';
  if (header.some((column) => column.includes('@'))) return 'its first row holds addresses, so the header row seems to be missing';
  return undefined;
}

/** The lines up to the first one with text in it, and whatever came with them. */
async function readHead(lines: AsyncGenerator<Buffer>): Promise<Buffer> {
  const head: Buffer[] = [];
  let length = 0;
  while (length < rowBytesMax) {
    const next = await lines.next();
    if (next.done === true) break;
    head.push(next.value);
    length += next.value.length;
    // White space is what JavaScript takes for it: the byte order mark too.
    if (/\S/.test(next.value.toString())) break;
  }
  return Buffer.concat(head);
}

async function* joined(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  yield* rest;
}

function delimiterOf(head: string): string {
  const header = head.split('\n').find((line) => /\S/.test(line)) ?? '';
  const unquoted = header.replaceAll(/"[^"]*"?/g, '');
  const counts = delimiters.map((delimiter) => unquoted.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

function placesOf<Key extends string>(columns: Readonly<Record<Key, Column>>, header: readonly string[], file: CsvFile): [Key, number][] {
  return (Object.entries(columns) as [Key, Column][]).map(([key, column]) => [key, placeOf(typeof column === 'string' ? column : column(header), header, file)]);
}

function placeOf(name: string, header: readonly string[], file: CsvFile): number {
  const exact = header.flatMap((column, place) => (column === name ? [place] : []));
  const alike = header.flatMap((column, place) => (column.toLowerCase() === name.toLowerCase() ? [place] : []));
  const [place, another] = exact.length > 0 ? exact : alike;
  if (place === undefined) {
    const there = headerProblem(header) ?? `its columns are: ${header.join(', ')}`;
    throw new EngagementFailure('columnMissing', `${file.name} has no column "${name}"; ${there}.`);
  }
  if (another !== undefined) throw csvBroken(file, 1, `the column "${name}" is there more than once`);
  return place;
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

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function fileUnreadable(file: CsvFile, error: NodeJS.ErrnoException): EngagementFailure {
  const reason = { ENOENT: 'it does not exist', EISDIR: 'it is a folder', EACCES: 'it may not be read' }[error.code ?? ''] ?? `the system says ${error.code ?? 'nothing more'}`;
  return new EngagementFailure('fileUnreadable', `${file.name} cannot be read: ${reason}.`, { cause: error });
}
