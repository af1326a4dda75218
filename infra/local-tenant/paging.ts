import { createHmac } from 'node:crypto';
import { chance } from './chance.ts';
import { GraphError } from './reply.ts';

/** How often a page is shorter than asked for. Graph documents both; clients that stop there lose mail. */
export interface PagingOptions {
  readonly seed: number;
  /** Share of pages with fewer items than `$top` though more follow, 0 to 1. */
  readonly shortShare: number;
  /** Share of pages with no items though more follow, 0 to 1. */
  readonly emptyShare: number;
}

/** A place in a list: an offset into the list as it is now, as Exchange keeps it, so that an insertion at the top shifts it. */
interface Position {
  readonly skip: number;
  readonly pageNumber: number;
  readonly afterEmptyPage: boolean;
}

/** What a page holds. */
export interface Page {
  readonly from: number;
  readonly to: number;
  /** True for the page that the request began with. */
  readonly isFirst: boolean;
  readonly nextLink: string | undefined;
}

const start: Position = { skip: 0, pageNumber: 0, afterEmptyPage: false };

/** Cuts lists into pages and makes the links between them. */
export class Paging {
  readonly #options: PagingOptions;
  readonly #secret: string;

  /** `secret` makes skip tokens unforgeable; with the same secret they outlive a restart. */
  constructor(options: PagingOptions, secret: string) {
    this.#options = options;
    this.#secret = secret;
  }

  /**
   * The page of `top` items that `url` asks for, out of a list of `length`. The next link repeats the query, with `$top` visible where the
   * service shows it; a client may lower it. Refuses a `$skiptoken` that was not handed out for this path.
   */
  page(url: URL, top: number, length: number, topIs: 'visible' | 'hidden' = 'visible'): Page {
    const token = url.searchParams.get('$skiptoken');
    const position = token === null ? start : this.#parse(url.pathname, token);
    const from = Math.min(position.skip, length);
    const rest = length - from;
    const size = this.#size(url.pathname, position, top);
    const to = from + Math.min(size, rest);
    // A page that takes exactly what is left may still announce another, which is then empty.
    const isLast = to === length && !(size === rest && rest > 0 && this.#chance(url.pathname, position, 'last') < this.#options.emptyShare);
    const next = { skip: to, pageNumber: position.pageNumber + 1, afterEmptyPage: to === from };
    return { from, to, isFirst: token === null, nextLink: isLast ? undefined : this.#link(url, topIs === 'visible' ? top : undefined, next) };
  }

  #size(path: string, position: Position, top: number): number {
    const drawn = this.#chance(path, position, 'size');
    const { emptyShare, shortShare } = this.#options;
    if (drawn < emptyShare) return position.afterEmptyPage ? top : 0;
    if (drawn < emptyShare + shortShare) return Math.ceil(top * this.#chance(path, position, 'short')) || 1;
    return top;
  }

  #chance(path: string, { skip, pageNumber }: Position, purpose: string): number {
    return chance(this.#options.seed, path, skip, pageNumber, purpose);
  }

  #link(url: URL, top: number | undefined, next: Position): string {
    const options = new Map(url.searchParams);
    if (top !== undefined) options.set('$top', String(top));
    options.set('$skiptoken', this.#token(url.pathname, next));
    return `${url.origin}${url.pathname}?${[...options].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`;
  }

  #token(path: string, { skip, pageNumber, afterEmptyPage }: Position): string {
    const position = `${skip}.${pageNumber}.${Number(afterEmptyPage)}`;
    return Buffer.from(`${position}.${this.#seal(path, position)}`).toString('base64url');
  }

  #parse(path: string, token: string): Position {
    const [skip, pageNumber, afterEmptyPage, seal] = Buffer.from(token, 'base64url').toString('latin1').split('.');
    if (seal !== this.#seal(path, `${skip ?? ''}.${pageNumber ?? ''}.${afterEmptyPage ?? ''}`)) {
      throw new GraphError(400, 'ErrorInvalidUrlQuery', 'The skip token is malformed: it was not handed out for this list.');
    }
    return { skip: Number(skip), pageNumber: Number(pageNumber), afterEmptyPage: afterEmptyPage === '1' };
  }

  #seal(path: string, position: string): string {
    return createHmac('sha256', this.#secret).update(`${path}\n${position}`).digest('base64url').slice(0, 16);
  }
}
