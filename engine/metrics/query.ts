import type { DuckDBConnection } from '@duckdb/node-api';
import type { z } from 'zod';

/**
 * One step of the metrics: SQL with a name. Steps build on each other through the temporary tables that they leave, beginning with those of
 * `dimensions.ts`, in the order of `aggregate.ts`; what varies from run to run (window, people, contacts) is in those tables, so no step
 * takes a value.
 */
export interface Step {
  readonly name: string;
  readonly sql: string;
}

/** A step that answers rows. */
export interface Query<Row> extends Step {
  readonly row: z.ZodType<Row>;
}

export async function execute(connection: DuckDBConnection, step: Step): Promise<void> {
  await connection.run(step.sql);
}

export async function select<Row>(connection: DuckDBConnection, query: Query<Row>): Promise<Row[]> {
  const reader = await connection.runAndReadAll(query.sql);
  return query.row.array().parse(reader.getRowObjects());
}
