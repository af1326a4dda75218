export interface Page {
  readonly offset: number;
  /** 1 to 200. */
  readonly limit: number;
}

export interface Paged<Item> {
  readonly total: number;
  readonly items: readonly Item[];
}
