import { randomUUID } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import type { Clock } from '../../engine/index.ts';
import { botAudience } from './authority.ts';
import { entraJson } from './entraError.ts';
import type { Reply } from './reply.ts';
import { signingKeysOf } from './signingKeys.ts';
import { changedClaims } from './userToken.ts';

/** Of the tokens with which Teams comes to a bot. */
const tokenSeconds = 3600;

const channelPath = '/botframework';
const metadataPath = `${channelPath}/.well-known/openidconfiguration`;
const keysPath = `${channelPath}/.well-known/keys`;

/** How a test makes a channel token that is wrong in one way. Everything can be told to another process. */
export interface ChannelTokenChanges {
  /** Claims in place of those that the token would have; null takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Issued this long ago, and expired an hour later; default 0. */
  readonly issuedSecondsAgo?: number;
  /** `foreignKey`: a key that was never published, under the id of the one that was. `unknownKey`: under an id of its own. Default `channel`. */
  readonly signedBy?: 'channel' | 'foreignKey' | 'unknownKey';
}

interface ChannelKeys {
  readonly privateKey: CryptoKey;
  /** With the channels that it vouches for, which is Bot Framework's own addition. */
  readonly published: JWK & { readonly endorsements: readonly string[] };
}

/**
 * Bot Framework, as a bot sees it when a channel calls: tokens that say that an activity comes from Teams, and the document and keys by which
 * the bot checks them. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export class BotChannel {
  /** Address of the OpenID metadata document. */
  readonly metadataUrl: string;
  readonly #origin: string;
  readonly #clientId: string;
  readonly #clock: Clock;
  #made: Promise<ChannelKeys> | undefined;

  constructor(origin: string, clientId: string, clock: Clock) {
    this.metadataUrl = `${origin}${metadataPath}`;
    this.#origin = origin;
    this.#clientId = clientId;
    this.#clock = clock;
  }

  /** A token for an activity whose answer goes to `serviceUrl`. */
  async token(serviceUrl: string, { claims, issuedSecondsAgo = 0, signedBy = 'channel' }: ChannelTokenChanges = {}): Promise<string> {
    const nbf = Math.floor(this.#clock.now() / 1000) - issuedSecondsAgo;
    const whole = { iss: botAudience, aud: this.#clientId, serviceurl: serviceUrl, nbf, exp: nbf + tokenSeconds };
    const keys = await this.#keys();
    const privateKey = signedBy === 'channel' ? keys.privateKey : (await signingKeysOf('stranger')).privateKey;
    const kid = signedBy === 'unknownKey' ? randomUUID() : String(keys.published.kid);
    return new SignJWT(changedClaims(whole, claims)).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(privateKey);
  }

  /** The answer to a request, or undefined where the path is not Bot Framework's. */
  async answer(method: string, { pathname }: URL): Promise<Reply | undefined> {
    if (method !== 'GET') return undefined;
    if (pathname === keysPath) return entraJson({ keys: [(await this.#keys()).published] });
    if (pathname !== metadataPath) return undefined;
    return entraJson({
      issuer: botAudience,
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${this.#origin}${keysPath}`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    });
  }

  /** Of this start. Made when first asked for: it takes long, and most tests never see a bot. */
  #keys(): Promise<ChannelKeys> {
    this.#made ??= madeKeys();
    return this.#made;
  }
}

async function madeKeys(): Promise<ChannelKeys> {
  const { privateKey, publicKey } = await signingKeysOf('botConnector');
  return { privateKey, published: { ...(await exportJWK(publicKey)), kid: randomUUID(), use: 'sig', alg: 'RS256', endorsements: ['msteams'] } };
}
