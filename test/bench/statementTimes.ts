import type { DuckDBConnection } from '@duckdb/node-api';
import { startStopwatch } from './stopwatch.ts';

/** The CPU time of one statement that made a table. */
export interface StatementTime {
  readonly table: string;
  readonly cpuSeconds: number;
}

/** The same connection, whose `run` writes down what each statement that makes a table takes. */
export function timeStatements(connection: DuckDBConnection): { readonly connection: DuckDBConnection; readonly times: StatementTime[] } {
  const times: StatementTime[] = [];
  const run: DuckDBConnection['run'] = async (sql, ...rest) => {
    const stopwatch = startStopwatch();
    const result = await connection.run(sql, ...rest);
    const table = /CREATE OR REPLACE TEMP TABLE (\w+)/.exec(sql)?.[1];
    if (table !== undefined) times.push({ table, cpuSeconds: stopwatch().cpuSeconds });
    return result;
  };
  const timed = new Proxy(connection, {
    get: (target, name) => {
      if (name === 'run') return run;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return { connection: timed, times };
}
