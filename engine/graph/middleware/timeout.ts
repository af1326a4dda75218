import type { Step } from '../exchange.ts';

/** The server took longer than a request may take, its body included. */
export class RequestTimedOut extends Error {
  override readonly name = 'RequestTimedOut';
}

/**
 * Ends an attempt that takes longer than `timeoutSeconds` until the last byte of its body: Graph lets single requests hang for ever. This is
 * the one place that counts real time instead of asking the clock: it limits the wire, and a test's clock that leaps must not cut it.
 */
export function timeout(options: { readonly timeoutSeconds: number; readonly signal: AbortSignal | undefined }): Step {
  const { signal } = options;
  return async (exchange, next) => {
    signal?.throwIfAborted();
    const controller = new AbortController();
    const onAbort = () => controller.abort(signal?.reason);
    const timer = setTimeout(() => controller.abort(new RequestTimedOut()), options.timeoutSeconds * 1000);
    signal?.addEventListener('abort', onAbort, { once: true });
    exchange.signal = controller.signal;
    try {
      await next();
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  };
}
