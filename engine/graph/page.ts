import { z } from 'zod';
import { type Graph, type GraphRequest, unexpectedAnswer } from './client.ts';
import { MailboxUnreadable } from './errors.ts';

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** What to pass for the next page; undefined at the end. It can be stored, and names no host. A page may be empty and still have a next one. */
  readonly next: string | undefined;
  /** Items in the whole list, where it was asked for and Graph told. */
  readonly count: number | undefined;
  /** Items of this page that were left out because what identifies or dates them is missing or is no such thing. */
  readonly unreadableCount: number;
}

const envelope = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().min(1).nullish(),
  '@odata.count': z.number().nullish(),
});

/** What of a mailbox is read, and how far back. */
export interface WindowRequest {
  readonly userId: string;
  /** Milliseconds since the Unix epoch; the window is half open: [from, to). */
  readonly from: number;
  readonly to: number;
  /** Of the page before; the first page where it is undefined. */
  readonly next?: string | undefined;
  /** 1 to 1000. Becomes smaller by itself where the mailbox's pages are too heavy. */
  readonly pageSize?: number;
}

/** Keeps a full page at about half a megabyte: the requests are few, and a retry is cheap. */
export const pageSizeDefault = 500;

/** One page of a mailbox. @throws MailboxUnreadable also where the list does not exist: then there is no mailbox. */
export async function readMailboxPage<Raw, Item>(
  graph: Graph,
  request: GraphRequest,
  schema: z.ZodType<Raw>,
  toItem: (raw: Raw) => Item | undefined,
): Promise<Page<Item>> {
  const body = await graph.get(request);
  if (body === undefined) throw new MailboxUnreadable('noMailbox');
  return parsePage(graph, body, schema, toItem);
}

/** Exchange leaves out a text, or sends null or an empty one, for the same thing. */
export function textOf(raw: string | null | undefined): string | undefined {
  return raw === '' ? undefined : (raw ?? undefined);
}

/** Reads one answer's body as a page; `toItem` gives undefined for an item that cannot be used. */
function parsePage<Raw, Item>(graph: Graph, body: unknown, schema: z.ZodType<Raw>, toItem: (raw: Raw) => Item | undefined): Page<Item> {
  const page = envelope.safeParse(body);
  if (!page.success) throw unexpectedAnswer('a page', page.error);
  const { value, '@odata.nextLink': nextLink, '@odata.count': count } = page.data;
  const items: Item[] = [];
  for (const raw of parseItems(value, schema)) {
    const item = toItem(raw);
    if (item !== undefined) items.push(item);
  }
  return { items, next: nextLink ? graph.pathOf(nextLink) : undefined, count: count ?? undefined, unreadableCount: value.length - items.length };
}

/** One broken item must not cost the page: only if the page as a whole does not pass are the items looked at one by one. */
function parseItems<Raw>(value: unknown[], schema: z.ZodType<Raw>): Raw[] {
  const all = z.array(schema).safeParse(value);
  if (all.success) return all.data;
  return value.flatMap((item) => {
    const one = schema.safeParse(item);
    return one.success ? [one.data] : [];
  });
}

/**
 * The items of a list of the directory, page after page, until there are as many as `itemsEnough`; default all. Nothing where the list itself
 * does not exist.
 */
export async function readList<Raw>(graph: Graph, request: GraphRequest, schema: z.ZodType<Raw>, itemsEnough = Number.POSITIVE_INFINITY): Promise<Raw[]> {
  const items: Raw[] = [];
  for (let path: string | undefined = request.path; path !== undefined && items.length < itemsEnough; ) {
    const body = await graph.get({ ...request, path });
    if (body === undefined) break;
    const page: Page<Raw> = parsePage(graph, body, schema, (item) => item);
    for (const item of page.items) items.push(item);
    path = page.next;
  }
  return items;
}
