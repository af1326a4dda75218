import type { GraphCall } from './graphRoute.ts';
import { ItemCut } from './itemCut.ts';
import type { ItemList, Ranks } from './itemList.ts';
import type { Paging } from './paging.ts';
import { countAsked, invalidQuery, selectOf, topOf } from './queryOptions.ts';
import { collectionReply, GraphError } from './reply.ts';
import type { Reply } from './reply.ts';

/** Outlook's bounds. https://learn.microsoft.com/graph/api/user-list-messages */
const topDefault = 10;
const topMost = 1000;

export interface ItemPageRequest {
  readonly call: GraphCall;
  readonly userId: string;
  readonly list: ItemList;
  readonly ranks: Ranks;
  readonly withheld: ReadonlySet<string>;
  /** Properties that the kind of item has. */
  readonly properties: ReadonlySet<string>;
  /** The kind's name in error messages. */
  readonly typeName: string;
}

/** One page of a mailbox's messages or events. */
export function itemPage(paging: Paging, request: ItemPageRequest): Reply {
  const { url, preferences } = request.call;
  const select = selectOf(url.searchParams);
  const unknown = [...(select ?? [])].find((name) => !request.properties.has(name));
  if (unknown !== undefined) {
    throw new GraphError(400, 'RequestBroker--ParseUri', `Could not find a property named '${unknown}' on type '${request.typeName}'.`);
  }
  const refuse = (top: string): GraphError =>
    invalidQuery(`The value '${top}' of '$top' is not supported: it must be a whole number from 1 to ${topMost}.`);
  const top = topOf(url.searchParams, topMost, refuse) ?? Math.min(preferences.pageSizeMax ?? topDefault, topMost);
  const page = paging.page(url, top, request.ranks.length);
  const { immutableIds, timeZone } = preferences;
  const cut = new ItemCut({ select, withheld: request.withheld, immutableIds, timeZone, userId: request.userId });
  const annotations = {
    '@odata.context': contextOf(url, request.userId, select),
    ...(page.isFirst && countAsked(url.searchParams) ? { '@odata.count': request.ranks.length } : {}),
    ...(page.nextLink === undefined ? {} : { '@odata.nextLink': page.nextLink }),
  };
  const headers: Record<string, string> = preferences.applied === undefined ? {} : { 'Preference-Applied': preferences.applied };
  return collectionReply(annotations, request.list.texts(request.ranks, page.from, page.to, cut), headers);
}

function contextOf(url: URL, userId: string, select: ReadonlySet<string> | undefined): string {
  const collection = url.pathname.split('/').at(-1) ?? '';
  const selected = select === undefined ? '' : `(${[...select].join(',')})`;
  return `${url.origin}/v1.0/$metadata#users('${userId}')/${collection}${selected}`;
}
