import { dayMilliseconds, localDay, zoneOffsets, type ReportWindow } from '../model/window.ts';

/**
 * What of the metrics' SQL is DuckDB's own. Everything else is standard SQL, so that the same steps can run elsewhere (on Spark over an
 * export of Microsoft Graph Data Connect) with another edition of this file.
 */

/** As a column of a SELECT: one row for each element of the list (Spark: `explode`). */
export function eachOf(list: string): string {
  return `unnest(${list})`;
}

/** The first element of a list, null where it is empty (Spark: `get(list, 0)`). */
export function firstOf(list: string): string {
  return `${list}[1]`;
}

/** The list without its first element (Spark: `slice(list, 2, size(list))`). */
export function restOf(list: string): string {
  return `${list}[2:]`;
}

/** (Spark: `size`). */
export function lengthOf(list: string): string {
  return `len(${list})`;
}

/** An aggregate: the different values as a list (Spark: `collect_set`). */
export function listOfDistinct(value: string): string {
  return `array_agg(DISTINCT ${value})`;
}

/** The date of a day number (Spark: `date_add`). */
export function dateOf(day: string): string {
  return `DATE '1970-01-01' + ${day}`;
}

/**
 * Makes the functions by which the steps know the window: `window_start()` and `window_end()` in milliseconds, `as_of_day()`, and
 * `local_day(instant)`, the number of the local day in which an instant lies. They are inlined as constants; a table of one row would lead
 * DuckDB to expect next to nothing within the window, and to build its hash tables on the wrong side of every join.
 */
export function windowFunctions(window: ReportWindow): readonly string[] {
  const offsets = zoneOffsets(window);
  const cases = offsets.slice(1).map(({ fromAt }, index) => `WHEN instant < ${fromAt} THEN ${offsets[index]?.offsetMilliseconds ?? 0}`);
  const last = offsets.at(-1)?.offsetMilliseconds ?? 0;
  const offset = cases.length === 0 ? last : `CASE ${cases.join(' ')} ELSE ${last} END`;
  const functions = {
    'window_start()': `CAST(${window.startAt} AS BIGINT)`,
    'window_end()': `CAST(${window.asOf} AS BIGINT)`,
    'as_of_day()': `CAST(${localDay(window.asOf, offsets)} AS INTEGER)`,
    'local_day(instant)': `CAST((instant + ${offset}) // ${dayMilliseconds} AS INTEGER)`,
  };
  return Object.entries(functions).map(([name, expression]) => `CREATE OR REPLACE TEMP MACRO ${name} AS ${expression}`);
}
