import { randomBytes, randomUUID } from 'node:crypto';
import { compactVerify, exportJWK, SignJWT } from 'jose';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../engine/index.ts';
import { signingKeysOf, type SigningKeys } from './signingKeys.ts';
import { stableId } from './stableId.ts';
import type { TenantUser } from './tenantFolder.ts';
import { changedClaims, userClaims } from './userToken.ts';
import type { UserTokenChanges } from './userToken.ts';

/** Entra's tokens live about an hour, less a second as its answers say. */
const tokenSeconds = 3599;

/** Keeps the cache small; a client needs a handful of tokens at a time. */
const verifiedMax = 1_000;

/** The resource name of Microsoft Graph. */
export const graphAudience = 'https://graph.microsoft.com';

/** The resource name of Bot Framework: what a bot's token is for when it writes to a chat. */
export const botAudience = 'https://api.botframework.com';

/** The one application that is registered in the local tenant: the product. */
export interface AppRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The id of its service principal. */
  readonly objectId: string;
  readonly displayName: string;
  /** Application permissions that an administrator has granted; may change while the tenant runs. */
  readonly grantedRoles: Set<string>;
  /** Ids of the users whose mailboxes Exchange opens to it by itself (RBAC for Applications), lower case; may change as well. */
  readonly exchangeScope: Set<string>;
}

/** The registration of a tenant. The ids are the same at each start, the secret is not. */
export function appRegistration(tenantId: string, grantedRoles: readonly string[]): AppRegistration {
  return {
    clientId: stableId(`client/${tenantId}`),
    clientSecret: randomBytes(24).toString('base64url'),
    objectId: stableId(`servicePrincipal/${tenantId}`),
    displayName: 'Account Engagement',
    grantedRoles: new Set(grantedRoles),
    exchangeScope: new Set(),
  };
}

/** Why a token opens nothing. */
export type TokenFault = 'missing' | 'invalid' | 'expired' | 'wrongAudience';

export interface IssuedToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** The issuer in the tokens of a tenant, as its OpenID configuration names it. */
export function issuerOf(origin: string, tenantId: string): string {
  return `${origin}/${tenantId}/v2.0`;
}

export type Verification = { readonly roles: ReadonlySet<string> } | { readonly fault: TokenFault };

const claimsSchema = z.object({ aud: z.string(), exp: z.number(), uti: z.string(), roles: z.array(z.string()).default([]) });

interface VerifiedToken {
  readonly id: string;
  readonly audience: string;
  readonly roles: ReadonlySet<string>;
  readonly expiresAtMs: number;
}

/** Signs and verifies the tenant's tokens (RS256), as Microsoft Entra ID does for Graph and Dataverse. */
export class Authority {
  readonly tenantId: string;
  readonly app: AppRegistration;
  readonly publicKeys: { readonly keys: readonly JWK[] };
  readonly #clock: Clock;
  readonly #keys: SigningKeys;
  readonly #verified = new Map<string, VerifiedToken>();
  /** The `uti` of each token that has not been revoked. */
  readonly #valid = new Set<string>();

  private constructor(tenantId: string, app: AppRegistration, clock: Clock, keys: SigningKeys, publicKey: JWK) {
    this.tenantId = tenantId;
    this.app = app;
    this.publicKeys = { keys: [publicKey] };
    this.#clock = clock;
    this.#keys = keys;
  }

  /** The key is published under a name of this start. */
  static async create(tenantId: string, app: AppRegistration, clock: Clock): Promise<Authority> {
    const keys = await signingKeysOf('entra');
    const publicKey = { ...(await exportJWK(keys.publicKey)), kid: randomUUID(), use: 'sig', alg: 'RS256' };
    return new Authority(tenantId, app, clock, keys, publicKey);
  }

  /** An access token of the application for one resource, with the roles that are granted at this moment; for Bot Framework, which has no roles, without any. */
  async issue(audience: string, issuer: string): Promise<IssuedToken> {
    const { clientId, objectId, grantedRoles } = this.app;
    const roles = grantedRoles.size > 0 && audience !== botAudience ? { roles: [...grantedRoles] } : {};
    const uti = randomUUID();
    const whose = { ...roles, appid: clientId, azp: clientId, oid: objectId, sub: objectId, tid: this.tenantId, idtyp: 'app', ver: '2.0', uti };
    const token = await this.#sign({ ...whose, aud: audience, iss: issuer, ...this.#lifetime(0) }, this.#keys.privateKey);
    this.#valid.add(uti);
    return { token, expiresInSeconds: tokenSeconds };
  }

  /** An access token of a user for the product's own API. It opens nothing of the tenant's: neither Graph nor Dataverse. */
  async issueForUser(user: TenantUser, issuer: string, changes: UserTokenChanges = {}): Promise<IssuedToken> {
    const claims = { ...userClaims(user, this.app.clientId, this.tenantId), iss: issuer, ...this.#lifetime(changes.issuedSecondsAgo ?? 0) };
    const { privateKey } = changes.signedBy === 'foreignKey' ? await signingKeysOf('stranger') : this.#keys;
    return { token: await this.#sign(changedClaims(claims, changes.claims), privateKey), expiresInSeconds: tokenSeconds };
  }

  /** What a request may do that carries `authorization`. The signature is checked once for each token, the rest each time. */
  async verify(authorization: string | undefined, audiences: readonly string[]): Promise<Verification> {
    const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return { fault: 'missing' };
    const verified = this.#verified.get(token) ?? (await this.#verifySignature(token));
    if (verified === undefined) return { fault: 'invalid' };
    if (verified.expiresAtMs <= this.#clock.now() || !this.#valid.has(verified.id)) return { fault: 'expired' };
    return audiences.includes(verified.audience) ? { roles: verified.roles } : { fault: 'wrongAudience' };
  }

  /** Makes all tokens that are out invalid, as when an administrator disables the application and enables it again. */
  revokeTokens(): void {
    this.#valid.clear();
  }

  #lifetime(issuedSecondsAgo: number): { readonly iat: number; readonly nbf: number; readonly exp: number } {
    const issuedAt = Math.floor(this.#clock.now() / 1000) - issuedSecondsAgo;
    return { iat: issuedAt, nbf: issuedAt, exp: issuedAt + tokenSeconds };
  }

  async #sign(claims: JWTPayload, privateKey: CryptoKey): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: String(this.publicKeys.keys[0]?.kid) }).sign(privateKey);
  }

  async #verifySignature(token: string): Promise<VerifiedToken | undefined> {
    // The signature alone: times are judged by the tenant's clock, on each request.
    const claims = await compactVerify(token, this.#keys.publicKey, { algorithms: ['RS256'] }).then(
      ({ payload }) => claimsSchema.safeParse(JSON.parse(Buffer.from(payload).toString('utf8'))).data,
      () => undefined,
    );
    if (claims === undefined) return undefined;
    const verified = { id: claims.uti, audience: claims.aud, roles: new Set(claims.roles), expiresAtMs: claims.exp * 1000 };
    if (this.#verified.size >= verifiedMax) this.#verified.clear();
    this.#verified.set(token, verified);
    return verified;
  }
}
