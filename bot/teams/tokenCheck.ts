import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../engine/index.ts';
import { secureUrlSchema } from './secureUrl.ts';

/** As the protocol allows. */
const clockToleranceSeconds = 300;

const keysMaxAgeMilliseconds = 3_600_000;
const keysTimeoutMilliseconds = 5_000;

export interface InboundOptions {
  /** Of the tokens of the Bot Connector: `https://api.botframework.com`. */
  readonly tokenIssuer: string;
  /** `https://login.botframework.com/v1/.well-known/openidconfiguration`; plain http on loopback only. */
  readonly openIdMetadataUrl: string;
}

/** What an activity says of where it comes from, which its token must confirm. */
export interface Origin {
  readonly channelId: string;
  readonly serviceUrl: string;
}

/** Resolves where the `Authorization` header belongs to an activity of this origin. @throws TokenRefused, KeysUnavailable */
export type TokenCheck = (authorization: string, origin: Origin) => Promise<void>;

/** Says nothing of the reason: whoever forges a token learns nothing from it. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';

  constructor() {
    super('The request has no token of the Bot Connector for this bot.');
  }
}

/** Nobody can be recognised at the moment: a fault of ours or of the key server, not of the token. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

const metadataSchema = z.object({ jwks_uri: secureUrlSchema });
const endorsementsSchema = z.object({ keys: z.array(z.object({ kid: z.string().optional(), endorsements: z.array(z.string()).default([]) })) });
const claimsSchema = z.object({ serviceurl: z.string() });

type Keys = ReturnType<typeof createRemoteJWKSet>;

/**
 * Checks the tokens that the Bot Connector puts on activities, by the seven requirements of
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#step-4-verify-the-jwt-token.
 *
 * It takes the place of the SDK's own check, which also opens to tokens of the emulator and of other bots, keeps a list of issuers that
 * unsigned tokens can lengthen, answers a bad signature with a 500 and writes to the console.
 */
export function createTokenCheck(appId: string, inbound: InboundOptions, clock: Clock): TokenCheck {
  const metadataUrl = secureUrlSchema.parse(inbound.openIdMetadataUrl);
  let loading: Promise<Keys> | undefined;

  async function keys(): Promise<Keys> {
    loading ??= loadKeys(metadataUrl);
    try {
      return await loading;
    } catch (error) {
      loading = undefined;
      throw unavailable(error);
    }
  }

  async function endorsementsOf(kid: string): Promise<readonly string[]> {
    return endorsementsSchema.parse((await keys()).jwks()).keys.find((key) => key.kid === kid)?.endorsements ?? [];
  }

  return async (authorization, { channelId, serviceUrl }) => {
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1];
    if (token === undefined) throw new TokenRefused();
    const { payload, kid } = await verified(token, {
      keys,
      options: { issuer: inbound.tokenIssuer, audience: appId, clockTolerance: clockToleranceSeconds, currentDate: new Date(clock.now()) },
    });
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success || claims.data.serviceurl !== serviceUrl) throw new TokenRefused();
    const endorsements = await endorsementsOf(kid);
    if (endorsements.length > 0 && !endorsements.includes(channelId)) throw new TokenRefused();
  };
}

interface Verification {
  readonly keys: () => Promise<Keys>;
  readonly options: { readonly issuer: string; readonly audience: string; readonly clockTolerance: number; readonly currentDate: Date };
}

async function verified(token: string, { keys, options }: Verification): Promise<{ readonly payload: unknown; readonly kid: string }> {
  try {
    const { payload, protectedHeader } = await jwtVerify(
      token,
      async (header, input) => {
        // Without a key id, the endorsements of the key could not be found.
        if (header.kid === undefined) throw new TokenRefused();
        const key = await keys();
        try {
          return await key(header, input);
        } catch (error) {
          // The token names a key that is not in the set: the token's fault. Everything else is the set's.
          if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
          throw unavailable(error);
        }
      },
      { ...options, algorithms: ['RS256', 'RS384', 'RS512'], requiredClaims: ['exp'] },
    );
    if (protectedHeader.kid !== undefined) return { payload, kid: protectedHeader.kid };
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
  }
  throw new TokenRefused();
}

async function loadKeys(metadataUrl: string): Promise<Keys> {
  const response = await fetch(metadataUrl, { signal: AbortSignal.timeout(keysTimeoutMilliseconds) });
  if (!response.ok) throw new Error(`The OpenID metadata was answered with ${response.status}.`);
  const { jwks_uri } = metadataSchema.parse(await response.json());
  return createRemoteJWKSet(new URL(jwks_uri), { cacheMaxAge: keysMaxAgeMilliseconds, timeoutDuration: keysTimeoutMilliseconds });
}

function unavailable(cause: unknown): KeysUnavailable {
  return new KeysUnavailable('The signing keys of the Bot Connector cannot be had, so that no activity can be accepted.', { cause });
}
