import type { ErrorRequestHandler } from 'express';
import { EngagementFailure } from '../../engine/index.ts';
import { problemOf, statusOf } from '../../tab/api/problem.ts';
import type { Logger } from './logger.ts';
import { requestIdOf, routeOf } from './requestContext.ts';

/** Answers every failure as RFC 9457 problem details, and logs those that are not the caller's. */
export function answerFailures(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const failure = failureOf(error);
    const requestId = requestIdOf(response);
    if (!failure.isInput) logger.error({ requestId, route: routeOf(request), error }, 'failure');
    if (response.headersSent) {
      // The answer has begun and cannot be taken back: breaking it off is the only way to say that it is not whole.
      response.destroy();
      // Without the error: what comes last in express would print its message.
      next();
      return;
    }
    response.removeHeader('etag');
    response.set('cache-control', 'no-store').status(statusOf(failure.code)).type('application/problem+json').send(JSON.stringify(problemOf(failure, requestId)));
  };
}

function failureOf(error: unknown): EngagementFailure {
  if (error instanceof EngagementFailure) return error;
  const { type, status } = (error instanceof Error ? error : {}) as { readonly type?: unknown; readonly status?: unknown };
  // By express and its body parser: a body that is too long, is no JSON or is cut off; a path that cannot be decoded.
  if (type === 'entity.too.large') return new EngagementFailure('fileTooLarge', 'The body of the request is larger than 1 MB. Send less at once.');
  if (typeof status === 'number' && status >= 400 && status < 500) return new EngagementFailure('requestUnusable', 'The request cannot be read: its address or its body is not well-formed. Send the body as UTF-8 JSON.');
  return new EngagementFailure('serviceFault', 'Something went wrong in the service itself. Try again; if it happens again, report it with the id of this request.');
}
