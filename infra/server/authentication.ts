import type { RequestHandler } from 'express';
import { setCaller } from '../../tab/api/caller.ts';
import { EngagementFailure, type Service } from '../../engine/index.ts';
import type { Identity } from './identity.ts';

/** Lets nobody in without a token that stands for a person of a tenant that is served here. RFC 6750, section 3, for the answers. */
export function authenticate(identity: Identity, services: ReadonlyMap<string, Service>): RequestHandler {
  return async (request, response, next) => {
    const authorization = request.get('authorization');
    try {
      const { actor, tokenExpiresAt } = await identity.authenticate(authorization);
      const service = services.get(actor.tenantId);
      if (service === undefined) throw new EngagementFailure('signInRequired', 'This organisation is not served here.');
      setCaller(response, { actor, service, tokenExpiresAt });
    } catch (error) {
      const code = error instanceof EngagementFailure ? error.code : undefined;
      if (code === 'signInRequired') response.set('www-authenticate', authorization === undefined ? 'Bearer' : 'Bearer error="invalid_token"');
      if (code === 'notAllowed') response.set('www-authenticate', 'Bearer error="insufficient_scope", scope="access_as_user"');
      throw error;
    }
    next();
  };
}
