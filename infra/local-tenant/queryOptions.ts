import { GraphError } from './reply.ts';

/** Refuses OData options that the route does not know, and the same option given twice. */
export function refuseUnknownOptions(query: URLSearchParams, known: readonly string[]): void {
  for (const name of query.keys()) {
    if (!known.includes(name)) throw invalidQuery(`The query parameter '${name}' is not supported by the local tenant for this resource.`);
    if (query.getAll(name).length > 1) throw invalidQuery(`Query option '${name}' was specified more than once, but it must be specified at most once.`);
  }
}

/** `$top`, or undefined where it is not given. Refuses what is no whole number from 1 to `most`. */
export function topOf(query: URLSearchParams, most: number, refuse: (top: string) => GraphError): number | undefined {
  const top = query.get('$top');
  if (top === null) return undefined;
  if (!/^\d+$/.test(top) || Number(top) < 1 || Number(top) > most) throw refuse(top);
  return Number(top);
}

/** The names in `$select`, or undefined where all are asked for. */
export function selectOf(query: URLSearchParams): ReadonlySet<string> | undefined {
  const select = query.get('$select');
  if (select === null || select.trim() === '' || select.trim() === '*') return undefined;
  return new Set(select.split(',').map((name) => name.trim()).filter((name) => name !== ''));
}

/** True for `$count=true`. */
export function countAsked(query: URLSearchParams): boolean {
  return query.get('$count')?.toLowerCase() === 'true';
}

export interface SortOrder {
  readonly property: string;
  readonly descending: boolean;
}

/** `$orderby` with one property, ascending where no direction is given; undefined where there is none. */
export function orderOf(query: URLSearchParams, sortable: readonly string[]): SortOrder | undefined {
  const order = query.get('$orderby');
  if (order === null) return undefined;
  const [property = '', direction = 'asc', ...rest] = order.trim().split(/\s+/);
  if (!sortable.includes(property) || !/^(asc|desc)$/i.test(direction) || rest.length > 0) {
    throw invalidQuery(`The '$orderby' parameter value is not supported; sort by one of: ${sortable.join(', ')}.`);
  }
  return { property, descending: direction.toLowerCase() === 'desc' };
}

/** An ISO 8601 time in milliseconds since the Unix epoch, UTC where it names no offset; undefined where it is none. */
export function instantOf(text: string): number | undefined {
  // A `+` before an offset reads as a space where the client did not escape it.
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+\- ]\d\d:\d\d)?$/i.exec(text);
  if (match === null) return undefined;
  const ms = Date.parse(`${match[1] ?? ''}${(match[2] ?? 'Z').replace(' ', '+')}`);
  return Number.isNaN(ms) ? undefined : ms;
}

export function invalidQuery(message: string): GraphError {
  return new GraphError(400, 'ErrorInvalidUrlQuery', message);
}
