import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { EngagementFailure, type Actor, type Clock } from '../../engine/index.ts';

/** Delegated permission of the app: a person uses it, by a client that may. */
const scope = 'access_as_user';

const appRoleOf: Readonly<Record<string, 'admin' | 'viewer'>> = { 'Engagement.Admin': 'admin', 'Engagement.Viewer': 'viewer' };

/** Clocks of two machines differ. */
const clockToleranceSeconds = 60;

const keysMaxAgeMilliseconds = 600_000;
const keysTimeoutMilliseconds = 5_000;

export interface IdentityOptions {
  readonly tenantIds: readonly string[];
  readonly tokenAudiences: readonly string[];
  /** Of version 2 tokens, with `{tenantId}` in the place of the tenant. */
  readonly tokenIssuer: string;
  readonly jwksUrl: string;
  readonly clock: Clock;
  /** A token of an unknown key makes the keys be fetched anew, but no sooner than this after the last time; default 30 s. */
  readonly keysCooldownMilliseconds?: number;
}

export interface SignedIn {
  readonly actor: Actor;
  /** Milliseconds since the Unix epoch. */
  readonly tokenExpiresAt: number;
}

export interface Identity {
  /**
   * Who the bearer of an `Authorization` header is. Throws `signInRequired` for a token that is missing or opens nothing here, `notAllowed`
   * for one that stands for an app or was made for something else, `signInUnavailable` where the keys cannot be had.
   */
  authenticate(authorization: string | undefined): Promise<SignedIn>;
}

const claimsSchema = z.object({
  exp: z.number(),
  iss: z.string(),
  tid: z.guid(),
  oid: z.guid().toLowerCase(),
  ver: z.enum(['1.0', '2.0']),
  scp: z.string().default(''),
  idtyp: z.string().optional(),
  roles: z.array(z.string()).default([]),
});

/**
 * Checks access tokens of Microsoft Entra ID (https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens). One set of
 * keys signs for all tenants, so that the issuer is bound to the tenant in the token, and the tenant to the list of those allowed.
 */
export function createIdentity(options: IdentityOptions): Identity {
  const tenantIds = new Set(options.tenantIds);
  const remoteKeys = createRemoteJWKSet(new URL(options.jwksUrl), {
    cooldownDuration: options.keysCooldownMilliseconds ?? 30_000,
    cacheMaxAge: keysMaxAgeMilliseconds,
    timeoutDuration: keysTimeoutMilliseconds,
  });
  const keys: JWTVerifyGetKey = async (header, token) => {
    try {
      return await remoteKeys(header, token);
    } catch (error) {
      // The token names no key, or one that is not in the set: the token's fault. Everything else is the set's.
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new EngagementFailure('signInUnavailable', 'The sign-in service does not answer, so that nobody can be recognised. Try again in a minute.', { cause: error });
    }
  };

  return {
    authenticate: async (authorization) => {
      const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) throw refusal();
      const claims = await verified(token, keys, options);
      const issuer = claims.ver === '2.0' ? options.tokenIssuer.replace('{tenantId}', claims.tid) : `https://sts.windows.net/${claims.tid}/`;
      const tenantId = claims.tid.toLowerCase();
      if (claims.iss !== issuer || !tenantIds.has(tenantId)) throw refusal();
      if (claims.idtyp === 'app' || !claims.scp.split(' ').includes(scope)) {
        throw new EngagementFailure('notAllowed', `The access token does not stand for a person who uses this app: it lacks the scope ${scope}. Open the app in Teams.`);
      }
      const appRoles = [...new Set(claims.roles.flatMap((role) => appRoleOf[role] ?? []))];
      return { actor: { tenantId, userId: claims.oid, appRoles }, tokenExpiresAt: claims.exp * 1000 };
    },
  };
}

async function verified(token: string, keys: JWTVerifyGetKey, { tokenAudiences, clock }: IdentityOptions): Promise<z.infer<typeof claimsSchema>> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      audience: [...tokenAudiences],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(clock.now()),
      requiredClaims: ['exp', 'iat', 'iss', 'aud', 'tid', 'oid'],
    });
    const claims = claimsSchema.safeParse(payload);
    if (claims.success) return claims.data;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
  }
  throw refusal();
}

/** The same sentence for every fault of a token: whoever forges one learns nothing from it. */
function refusal(): EngagementFailure {
  return new EngagementFailure('signInRequired', 'Sign in to use this service: the request has no access token, or one that is not valid here.');
}
