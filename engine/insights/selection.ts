import type { AggregationLevel } from '../model/outputColumns.ts';
import type { Page } from '../model/page.ts';
import type { CustomerSorting, Sorting } from './customers.ts';

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

/** What a list is narrowed to, and its page. */
interface ListQuery {
  readonly level: AggregationLevel;
  /** On a row of the level. */
  readonly predicate?: RowPredicate | undefined;
  /** Of the customer (`NameIndex.places`). */
  readonly text?: string | undefined;
  readonly page: Page;
}

/** Rows for which the predicate is true. */
export interface RowsQuery extends ListQuery {
  readonly sorting: Sorting;
}

/** Customers that have at least one row for which the predicate is true. */
export interface CustomersQuery extends ListQuery {
  readonly sorting: CustomerSorting;
}
