import type { DataverseTable, DataverseTableSource, DataverseValue } from './dataverseTable.ts';
import type { Paging } from './paging.ts';
import { countAsked, selectOf } from './queryOptions.ts';
import { GraphError } from './reply.ts';
import type { Reply } from './reply.ts';

/** https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/page-results */
const pageSizeMost = 5_000;

const knownOptions = ['$select', '$count', '$skiptoken'];

/** Dataverse's code for a request that it cannot read. */
const badRequest = '0x80060888';

/** One page of a table, as the Dataverse Web API gives it. Fails with `GraphError`s in Dataverse's codes. */
export async function dataversePage(source: DataverseTableSource, paging: Paging, url: URL, prefer: string | undefined): Promise<Reply> {
  const table = await source.table();
  const { name, key } = source.definition;
  const query = url.searchParams;
  const strange = [...query.keys()].find((option) => !knownOptions.includes(option));
  if (strange !== undefined) throw new GraphError(400, badRequest, `The query parameter ${strange} is not supported by the local tenant.`);
  const select = selectOf(query);
  const unknown = [...(select ?? [])].find((column) => !table.columns.includes(column));
  // A table without a file has no columns to be wrong about.
  if (unknown !== undefined && table.columns.length > 0) {
    throw new GraphError(400, badRequest, `Could not find a property named '${unknown}' on type 'Microsoft.Dynamics.CRM.${name.slice(0, -1)}'.`);
  }
  const asked = Number(/odata\.maxpagesize=(\d+)/i.exec(prefer ?? '')?.[1] ?? pageSizeMost);
  const page = paging.page(url, Math.max(1, Math.min(asked, pageSizeMost)), table.rows.length, 'hidden');
  const columns = columnsShown(table, select && new Set([...select, key]));
  const isAnnotated = /odata\.include-annotations="[^"]*(\*|lookuplogicalname)/i.test(prefer ?? '');
  const body = {
    '@odata.context': `${url.origin}${url.pathname.slice(0, url.pathname.lastIndexOf('/'))}/$metadata#${name}`,
    ...(page.isFirst && countAsked(query) ? { '@odata.count': table.rows.length } : {}),
    value: table.rows.slice(page.from, page.to).map((row) => rowShown(row, columns, isAnnotated)),
    ...(page.nextLink === undefined ? {} : { '@odata.nextLink': page.nextLink }),
  };
  const headers: Record<string, string> = { 'Content-Type': 'application/json; odata.metadata=minimal', 'OData-Version': '4.0' };
  if (prefer !== undefined) headers['Preference-Applied'] = prefer;
  return { status: 200, headers, body: JSON.stringify(body) };
}

type Column = readonly [name: string, place: number];

function columnsShown(table: DataverseTable, select: ReadonlySet<string> | undefined): readonly Column[] {
  return [...table.columns.entries()].flatMap(([place, name]): Column[] => (select === undefined || select.has(name) ? [[name, place]] : []));
}

/**
 * An empty field is null: Dataverse keeps no empty text. A column called `_…_value` refers to another table, and an annotation tells to which
 * where `Prefer` asks for it.
 */
function rowShown(row: readonly DataverseValue[], columns: readonly Column[], isAnnotated: boolean): Record<string, DataverseValue> {
  const shown: Record<string, DataverseValue> = {};
  for (const [name, place] of columns) {
    const value = row[place];
    shown[name] = value === undefined || value === '' ? null : value;
    if (isAnnotated && name === '_parentcustomerid_value' && value !== '') shown[`${name}@Microsoft.Dynamics.CRM.lookuplogicalname`] = 'account';
  }
  return shown;
}
