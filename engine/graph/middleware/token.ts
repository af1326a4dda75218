import type { Step } from '../exchange.ts';
import { untilAborted } from '../abort.ts';
import type { TokenSource } from '../tokens.ts';

/**
 * Gives each attempt a token. After a refusal the cache is dropped only if it still holds the refused token: when many requests are refused
 * at once, the first one renews it for all.
 *
 * It stands before the fence, not behind it: a request that passed the fence and then waited for a token could leave after the fence has
 * closed again. A token is renewed minutes before it expires, which covers most waits at a fence; the rest meets one 401.
 */
export function withToken(options: { readonly tokens: TokenSource; readonly signal: AbortSignal | undefined }): Step {
  return async (exchange, next) => {
    const cached = await untilAborted(options.tokens.token(), options.signal);
    exchange.token = cached === exchange.refusedToken ? await untilAborted(options.tokens.token({ fresh: true }), options.signal) : cached;
    await next();
  };
}
