import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { z } from 'zod';
import { EngagementFailure } from '../model/failure.ts';
import { insightsFormat } from './insightsFile.ts';

/** Answers need few rows in memory at once. What needs more spills beside the file. */
const memoryMegabytes = 256;

export type Values = readonly DuckDBValue[];

/** A file that `writeInsights` has written, opened for reading. Queries may run side by side. */
export class InsightsDatabase {
  readonly #instance: DuckDBInstance;

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  /** Throws `stateUnusable` where there is no such file, or it is broken or of another version. */
  static async open(path: string): Promise<InsightsDatabase> {
    let instance: DuckDBInstance | undefined;
    try {
      // A query runs in the thread that waits for it; one thread means that none are started beside.
      instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY', memory_limit: `${memoryMegabytes}MB`, threads: '1' });
      const database = new InsightsDatabase(instance);
      await database.one('SELECT format FROM meta', [], z.object({ format: z.literal(insightsFormat) }));
      return database;
    } catch (error) {
      instance?.closeSync();
      throw new EngagementFailure('stateUnusable', 'The published results cannot be read; run the enrichment again to publish new ones.', { cause: error });
    }
  }

  /** The rows of a query; whole numbers of up to 32 bits as numbers, dates as ISO text. */
  async rows<Row>(sql: string, values: Values, row: z.ZodType<Row>): Promise<Row[]> {
    return this.use(async (connection) => {
      const reader = await connection.runAndReadAll(sql, [...values]);
      return row.array().parse(reader.getRowObjectsJson());
    });
  }

  /** The row of a query that answers one. */
  async one<Row>(sql: string, values: Values, row: z.ZodType<Row>): Promise<Row> {
    const [first] = await this.rows(sql, values, row);
    if (first === undefined) throw new Error('A query that always answers a row has answered none');
    return first;
  }

  /** Lends a connection: each query has its own, so that a long one does not hold up others. */
  async use<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    const connection = await this.#instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  }

  close(): void {
    this.#instance.closeSync();
  }
}
