import { createHash, randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { TenantUser } from './tenantFolder.ts';

/** The one delegated permission that the product's own API exposes. */
export const userScope = 'access_as_user';

/** How a test makes a token that is wrong in one way. Everything can be told to another process. */
export interface UserTokenChanges {
  /** Claims in place of those that the token would have; null takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Issued this long ago, and expired just under an hour later; default 0. */
  readonly issuedSecondsAgo?: number;
  /** `foreignKey`: a key that the tenant has never published, under the id of the one that it has. Default `tenant`. */
  readonly signedBy?: 'tenant' | 'foreignKey';
}

/**
 * What a v2.0 access token of Microsoft Entra ID says of a user, but for issuer and times.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export function userClaims(user: TenantUser, clientId: string, tenantId: string): JWTPayload {
  return {
    aud: clientId,
    azp: clientId,
    name: user.displayName ?? user.userPrincipalName,
    oid: user.id,
    preferred_username: user.userPrincipalName,
    ...(user.appRoles.length > 0 ? { roles: user.appRoles } : {}),
    scp: userScope,
    // Pairwise: the same person has another subject for another application.
    sub: createHash('sha256').update(`${clientId} ${user.id.toLowerCase()}`).digest('base64url'),
    tid: tenantId,
    uti: randomUUID(),
    ver: '2.0',
  };
}

export function changedClaims(claims: JWTPayload, changes: UserTokenChanges['claims'] = {}): JWTPayload {
  return Object.fromEntries(Object.entries({ ...claims, ...changes }).filter(([, value]) => value !== null));
}
