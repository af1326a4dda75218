import { EngagementFailure } from '../../engine/index.ts';
import { enrichmentParameters } from '../contract/parameters.ts';
import { progressEnd, progressEvent, type ProgressEnd } from '../contract/runs.ts';
import { EventStream } from './eventStream.ts';
import { inputOf, type Exchange, type Route } from './route.ts';

/** Well below the minute after which common proxies give a silent connection up. */
const heartbeatMilliseconds = 15_000;

/** A person has a few windows open, not dozens. */
const streamsMax = 10;

/**
 * How an enrichment and its run go on, as server-sent events: `progress` at once and at each change, and `end` before the server closes the
 * stream. It lasts no longer than the token it was opened with.
 */
export const progressRoute: Route = {
  method: 'get',
  path: '/enrichments/:enrichmentId/progress',
  action: 'readEnrichments',
  serve: async (exchange) => {
    const { actor, service, parameters } = inputOf({ parameters: enrichmentParameters }, exchange);
    await withStreamCounted(exchange, async () => {
      const stream = new EventStream(exchange.response);
      const failed = new AbortController();
      const stopWatching = await service.runs.watch(actor, parameters.enrichmentId, (view) => {
        try {
          stream.sendState('progress', progressEvent.parse(view));
        } catch (error) {
          // The one who calls back is the run, which must not suffer from what a reader cannot be shown.
          failed.abort(error);
        }
      });
      try {
        const reason = await untilOver(exchange, stream, failed.signal);
        if (!stream.gone.aborted) stream.end('end', progressEnd.parse({ reason }));
        if (reason === 'failed') throw failed.signal.reason;
      } finally {
        stopWatching();
      }
    });
  },
};

async function untilOver({ surroundings: { clock, closing }, caller: { tokenExpiresAt } }: Exchange, stream: EventStream, failed: AbortSignal): Promise<ProgressEnd['reason']> {
  const over = AbortSignal.any([stream.gone, closing, failed]);
  try {
    for (let left = tokenExpiresAt - clock.now(); left > 0; left = tokenExpiresAt - clock.now()) {
      await clock.sleep(Math.min(left, heartbeatMilliseconds), over);
      stream.sendHeartbeat();
    }
    return 'tokenExpired';
  } catch (error) {
    if (!over.aborted) throw error;
    return failed.aborted ? 'failed' : 'serviceStopping';
  }
}

async function withStreamCounted({ caller: { actor }, surroundings: { streamsOf } }: Exchange, work: () => Promise<void>): Promise<void> {
  const user = `${actor.tenantId} ${actor.userId}`;
  const open = streamsOf.get(user) ?? 0;
  if (open >= streamsMax) throw new EngagementFailure('tooManyRequests', 'Too many windows show progress at the same time. Close some of them.');
  streamsOf.set(user, open + 1);
  try {
    await work();
  } finally {
    const left = (streamsOf.get(user) ?? 1) - 1;
    if (left === 0) streamsOf.delete(user);
    else streamsOf.set(user, left);
  }
}
