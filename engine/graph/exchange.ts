import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import type { GraphAction, Route } from './errors.ts';
import type { Lane } from './lane.ts';

/** What a server answered, read to its end. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
  /** Names the request to Microsoft's support. */
  readonly requestId: string | undefined;
}

/** How one attempt ended. */
export type Outcome =
  | { readonly kind: 'done'; readonly json: unknown }
  /** Of a POST: what it was to make is there already. */
  | { readonly kind: 'exists' }
  | { readonly kind: 'refused'; readonly action: GraphAction; readonly description: string; readonly cause: unknown };

/**
 * One request on its way through the chain, over all its attempts. It travels as the SDK's option object of the request, for the SDK hands
 * the steps nothing else through; and it keeps the URL, since the SDK takes a link apart and joins it in another order, while a nextLink must
 * go as it came.
 */
export class Exchange {
  readonly route: Route;
  readonly lane: Lane;
  readonly permission: string;
  readonly headers: Readonly<Record<string, string>>;
  /** That of a POST; undefined makes it a GET. */
  readonly body: string | undefined;
  url: string;

  /** Of the current attempt. */
  token = '';
  sentAt = 0;
  signal: AbortSignal | undefined;
  answer: Answer | undefined;
  outcome: Outcome | undefined;

  /** The token of the last attempt, if the server refused it. */
  refusedToken: string | undefined;
  /** What the chain ended with instead of an outcome. The SDK would wrap a thrown error in one of its own, and its class would be lost. */
  failure: Error | undefined;

  constructor(request: Pick<Exchange, 'route' | 'lane' | 'permission' | 'headers' | 'url' | 'body'>) {
    this.route = request.route;
    this.lane = request.lane;
    this.permission = request.permission;
    this.headers = request.headers;
    this.url = request.url;
    this.body = request.body;
  }
}

/** One step of the chain: does its part around `next`, which runs the steps behind it. */
export type Step = (exchange: Exchange, next: () => Promise<void>) => Promise<void>;

/** A step in the SDK's form. */
export function middleware(step: Step): Middleware {
  let following: Middleware | undefined;
  return {
    setNext: (next: Middleware) => {
      following = next;
    },
    execute: async (context: Context) => {
      const exchange = context.middlewareControl?.getMiddlewareOptions(Exchange);
      if (!(exchange instanceof Exchange)) throw new TypeError('A request must carry its Exchange as a middleware option.');
      await step(exchange, async () => await following?.execute(context));
    },
  };
}
