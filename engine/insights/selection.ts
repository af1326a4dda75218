import type { AggregationLevel } from '../model/outputColumns.ts';

/** A condition on a row of the output table, in SQL. It is true or false, never null. */
export interface RowPredicate {
  /** With `?` for each value. */
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** Customers that have at least one row of the level for which the predicate is true. */
export interface Selection {
  readonly level: AggregationLevel;
  readonly predicate: RowPredicate;
}
