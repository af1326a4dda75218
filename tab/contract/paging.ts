import { z } from 'zod';

const pageSizeMax = 200;
const pageSizeDefault = 50;

/** `offset` and `limit` of a query string. */
export const pageQuery = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(pageSizeMax).default(pageSizeDefault),
});

/** The same in a body. */
export const pageBody = z.object({
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(pageSizeMax).default(pageSizeDefault),
});

/** One page, and how many items there are in all. */
export function paged<Item extends z.ZodType>(item: Item) {
  return z.object({ total: z.int().nonnegative(), items: z.array(item).readonly() });
}
