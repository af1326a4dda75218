import type { RequestHandler } from 'express';
import type { Clock } from '../../engine/index.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import { requestIdOf, routeOf } from './requestContext.ts';

/** Methods that make up a label; anything else a client may invent is one. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** One log line and one measurement for each request when it has ended. */
export function observe(logger: Logger, metrics: Metrics, clock: Clock): RequestHandler {
  return (request, response, next) => {
    const startedAt = clock.now();
    response.on('close', () => {
      const method = methods.has(request.method) ? request.method : 'other';
      const route = routeOf(request);
      const status = response.statusCode;
      const durationMilliseconds = clock.now() - startedAt;
      metrics.requestEnded({ method, route, status, durationSeconds: durationMilliseconds / 1000 });
      logger.info({ requestId: requestIdOf(response), method, route, status, durationMilliseconds, ...(response.writableFinished ? {} : { isBrokenOff: true }) }, 'request');
    });
    next();
  };
}
