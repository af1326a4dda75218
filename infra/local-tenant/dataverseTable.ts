import { stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { folderRefusal, utf8Text } from './folderRefusal.ts';
import { readIfPresent } from './tenantFolder.ts';

/** Far above any row; without a bound, one quote that is never closed takes the whole file for a field. */
const rowBytesMax = 1_048_576;

/** A table of the CRM: what its CSV file's columns are called in Dataverse. Other columns keep their names, in lower case. */
export interface TableDefinition {
  readonly name: 'accounts' | 'contacts';
  readonly key: string;
  readonly columnNames: Readonly<Record<string, string>>;
}

export const tableDefinitions: readonly TableDefinition[] = [
  { name: 'accounts', key: 'accountid', columnNames: {} },
  { name: 'contacts', key: 'contactid', columnNames: { accountid: '_parentcustomerid_value', email: 'emailaddress1' } },
];

export type DataverseValue = string | number | null;

/** A table as it is at a moment: each row has as many fields as there are columns. */
export interface DataverseTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly DataverseValue[])[];
}

/** A table that can be read. */
export interface DataverseTableSource {
  /** Its entity set name, and the column of its primary key. */
  readonly definition: { readonly name: string; readonly key: string };
  table(): Promise<DataverseTable>;
}

/** Reads the CSV file of a table when it is asked for, and again when the file has changed. */
export class DataverseTableFile implements DataverseTableSource {
  readonly definition: TableDefinition;
  readonly #file: string;
  #read: { readonly stamp: string; readonly table: DataverseTable } | undefined;

  constructor(definition: TableDefinition, file: string) {
    this.definition = definition;
    this.#file = file;
  }

  /** A missing file is an empty table without columns. Fails with `tenantFolderUnusable`, naming file and line. */
  async table(): Promise<DataverseTable> {
    const found = await stat(this.#file).catch(() => undefined);
    const stamp = `${found?.mtimeMs ?? 'missing'} ${found?.size ?? ''}`;
    if (this.#read?.stamp !== stamp) {
      const table = found === undefined ? { columns: [], rows: [] } : await readTable(this.#file, this.definition);
      this.#read = { stamp, table };
    }
    return this.#read.table;
  }
}

async function readTable(file: string, definition: TableDefinition): Promise<DataverseTable> {
  const text = utf8Text((await readIfPresent(file)) ?? Buffer.alloc(0), file);
  const parser = parse({ record_delimiter: ['\r\n', '\n'], skip_empty_lines: true, max_record_size: rowBytesMax });
  // Whatever ends the pipeline destroys the parser with the same error, and so reaches the loop below.
  pipeline(Readable.from([text]), parser, () => undefined);
  let columns: readonly string[] | undefined;
  const rows: (readonly string[])[] = [];
  try {
    for await (const row of parser as AsyncIterable<readonly string[]>) {
      if (columns === undefined) columns = columnsOf(row, definition, file);
      else rows.push(row);
    }
  } catch (error) {
    // Not passed on as the cause: a CsvError carries the broken row, and with it somebody's name and address.
    if (error instanceof CsvError) throw folderRefusal(file, Number(error['lines']), `broken CSV (${error.code})`);
    throw error;
  }
  if (columns === undefined) throw folderRefusal(file, 1, 'the CSV file has no header row');
  return { columns, rows };
}

function columnsOf(header: readonly string[], { columnNames }: TableDefinition, file: string): readonly string[] {
  const names = header.map((name) => name.trim().toLowerCase()).map((name) => columnNames[name] ?? name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw folderRefusal(file, 1, `two columns are called ${twice}`);
  return names;
}
