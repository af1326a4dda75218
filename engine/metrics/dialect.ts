/**
 * What of the metrics' SQL is DuckDB's own. Everything else is standard SQL, so that the same steps can run elsewhere (on Spark over an
 * export of Microsoft Graph Data Connect) with another edition of this file.
 */

/** As a column of a SELECT: one row for each element of the list (Spark: `explode`). */
export function eachOf(list: string): string {
  return `unnest(${list})`;
}

/** The list with these in front (Spark: `concat(array(…), list)`). */
export function prepended(values: readonly string[], list: string): string {
  return `[${values.join(', ')}] || ${list}`;
}

/** An aggregate: the different values as a list (Spark: `collect_set`). */
export function listOfDistinct(value: string): string {
  return `array_agg(DISTINCT ${value})`;
}

/** The date of a day number (Spark: `date_add`). */
export function dateOf(day: string): string {
  return `DATE '1970-01-01' + ${day}`;
}

/** The local day number of a time in milliseconds, with the offset of `zone_offset`. */
export function dayOf(milliseconds: string): string {
  return `CAST(floor((${milliseconds} + offset_milliseconds) / 86400000) AS INTEGER)`;
}
