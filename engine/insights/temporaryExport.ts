import { randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { DuckDBConnection } from '@duckdb/node-api';
import { copyToCsv, copyToParquet, type Rows } from '../output/copy.ts';
import { resultNames } from '../output/outputFolder.ts';

export type ExportFormat = 'csv' | 'parquet';

export const exportMediaTypes: Readonly<Record<ExportFormat, string>> = { csv: 'text/csv; charset=utf-8', parquet: 'application/vnd.apache.parquet' };

/** The whole output table of a publication, from the file that the run has written into its folder. */
export async function exportTable(publicationFolder: string, format: ExportFormat): Promise<Readable> {
  const [csv, parquet] = resultNames;
  const file = await open(join(publicationFolder, { csv, parquet }[format]));
  return file.createReadStream();
}

/**
 * Rows of a connection as a file, to be read once. It is written into `folder` and unlinked as soon as it is open: its bytes go with the
 * stream, however that ends, and with the process.
 */
export async function temporaryExport(connection: DuckDBConnection, rows: Rows, format: ExportFormat, folder: string): Promise<Readable> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${randomUUID()}.${format}`);
  try {
    await (format === 'csv' ? copyToCsv : copyToParquet)(connection, rows, path);
    const file = await open(path);
    return file.createReadStream();
  } finally {
    await rm(path, { force: true });
  }
}
