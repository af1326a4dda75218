import type { Page, Paged } from '../model/page.ts';

/** The page of a list that lies in memory. */
export function pageOf<Item>(items: readonly Item[], { offset, limit }: Page): Paged<Item> {
  return { total: items.length, items: items.slice(offset, offset + limit) };
}
