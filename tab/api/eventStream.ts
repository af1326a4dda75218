import type { Response } from 'express';

/** How long a browser waits before it connects again. */
const reconnectMilliseconds = 5_000;

/** An answer of server-sent events (HTML Living Standard, section 9.2). */
export class EventStream {
  readonly #response: Response;
  readonly #gone = new AbortController();
  #isFull = false;
  #waiting: string | undefined;

  constructor(response: Response) {
    this.#response = response;
    response.on('close', () => this.#gone.abort());
    response.on('drain', () => {
      this.#isFull = false;
      const waiting = this.#waiting;
      this.#waiting = undefined;
      if (waiting !== undefined) this.#write(waiting);
    });
  }

  /** Aborted when the reader has left. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** Sends the newest state of something: a reader who is too slow for each of them misses those in between, and none piles up here. */
  sendState(event: string, data: unknown): void {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    if (this.#isFull) this.#waiting = text;
    else this.#write(text);
  }

  /** Keeps proxies from closing a connection on which nothing happens. */
  sendHeartbeat(): void {
    if (!this.#isFull) this.#write(': still here\n\n');
  }

  end(event: string, data: unknown): void {
    this.#begin();
    this.#response.end(`${this.#waiting ?? ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  #write(text: string): void {
    if (this.gone.aborted) return;
    this.#begin();
    this.#isFull = !this.#response.write(text);
  }

  /** Nothing is sent before the first event, so that a refusal can still be answered as a problem. */
  #begin(): void {
    if (this.#response.headersSent) return;
    // `no-transform` and `x-accel-buffering` keep proxies from gathering events before they pass them on.
    this.#response.set({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' });
    this.#response.write(`retry: ${reconnectMilliseconds}\n\n`);
  }
}
