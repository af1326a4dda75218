import { z } from 'zod';

const pageSizeMax = 200;

/** `offset` and `limit` of a query string. */
export const pageQuery = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(pageSizeMax).default(50),
});

/** One page, and how many items there are in all. */
export function paged<Item extends z.ZodType>(item: Item) {
  return z.object({ total: z.int().nonnegative(), items: z.array(item).readonly() });
}
