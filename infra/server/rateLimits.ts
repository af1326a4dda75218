import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { callerOf } from '../../tab/api/caller.ts';
import { EngagementFailure } from '../../engine/index.ts';

const windowMilliseconds = 60_000;

/** Application Gateway and App Service write the caller's port into `X-Forwarded-For`; with it each connection would be another caller. */
const withPort = /^(?:(\d+\.\d+\.\d+\.\d+)|\[(.+)\]):\d+$/;

/** By network address: keeps what comes before authentication from being had for nothing. */
export function limitByAddress(requestsPerMinute: number): RequestHandler {
  return limit('address', requestsPerMinute, ({ ip = '' }) => ipKeyGenerator(ip.replace(withPort, '$1$2')));
}

/** By user, whatever addresses the user's devices have. */
export function limitByUser(requestsPerMinute: number): RequestHandler {
  return limit('user', requestsPerMinute, (_request, response) => {
    const { actor } = callerOf(response);
    return `${actor.tenantId} ${actor.userId}`;
  });
}

/** Answers 429 with Retry-After, and tells each answer how much is left (`RateLimit`, draft 8 of the IETF). Counts in memory: one process serves. */
function limit(identifier: string, requestsPerMinute: number, keyGenerator: (request: Request, response: Response) => string): RequestHandler {
  return rateLimit({
    windowMs: windowMilliseconds,
    limit: requestsPerMinute,
    identifier,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator,
    handler: (_request, _response, next) => next(new EngagementFailure('tooManyRequests', 'Too many requests in one minute. Wait a little, then try again.')),
  });
}
