import type { Response } from 'express';
import { EngagementFailure, type Actor, type Service } from '../../engine/index.ts';

/** The person behind a request, from a validated token, and the service of this person's tenant. */
export interface Caller {
  readonly actor: Actor;
  readonly service: Service;
  /** Milliseconds since the Unix epoch: nothing is answered on this token after it. */
  readonly tokenExpiresAt: number;
}

const callers = new WeakMap<Response, Caller>();

export function setCaller(response: Response, caller: Caller): void {
  callers.set(response, caller);
}

/** Throws `signInRequired` where nobody was authenticated, so that a route that was mounted in the wrong place answers nobody. */
export function callerOf(response: Response): Caller {
  const caller = callers.get(response);
  if (caller === undefined) throw new EngagementFailure('signInRequired', 'Sign in to use this service.');
  return caller;
}
