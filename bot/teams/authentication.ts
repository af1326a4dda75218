import { ConfigurationBotFrameworkAuthentication, type Activity } from 'botbuilder';
import { AuthenticationConstants, ClaimsIdentity, ConnectorFactory, ServiceClientCredentialsFactory, type AuthenticateRequestResult, type ConnectorClient, type ServiceClientCredentials } from 'botframework-connector';
import type { TokenSource } from '../../engine/index.ts';
import { configureConnector } from './connectorPipeline.ts';
import { TokenRefused, type InboundOptions, type TokenCheck } from './tokenCheck.ts';

/** Nothing is asked of these services: the bot signs nobody in, and its tokens come from the engine's token source. */
const loginUrl = 'https://login.microsoftonline.com/botframework.com';
const connectorScope = 'https://api.botframework.com';

export interface AuthenticationOptions {
  readonly appId: string;
  /** Of the tokens that go out with what the bot sends. */
  readonly credentials: TokenSource;
  readonly inbound: InboundOptions;
}

/** The SDK's authentication with its door replaced by `check`, and with connectors that are signed with our own tokens and repeat nothing by themselves. */
export class TeamsAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #appId: string;
  readonly #credentials: TokenSource;
  readonly #check: TokenCheck;

  /** @throws Error for an empty app id: with it, the SDK would let everybody in. */
  constructor({ appId, credentials, inbound }: AuthenticationOptions, check: TokenCheck) {
    if (appId.trim() === '') throw new Error('The bot needs the app id of its registration: without one, nobody who speaks to it could be recognised.');
    super(
      {
        // As soon as one is set, the SDK forgets its built-in values for the others: they are all here.
        ToChannelFromBotLoginUrl: loginUrl,
        ToChannelFromBotOAuthScope: connectorScope,
        ToBotFromChannelTokenIssuer: inbound.tokenIssuer,
        OAuthUrl: connectorScope,
        ToBotFromChannelOpenIdMetadataUrl: inbound.openIdMetadataUrl,
        // The emulator gets no keys of its own.
        ToBotFromEmulatorOpenIdMetadataUrl: inbound.openIdMetadataUrl,
        CallerId: 'urn:botframework:azure',
      },
      new OwnCredentials(appId, credentials),
    );
    this.#appId = appId;
    this.#credentials = credentials;
    this.#check = check;
  }

  /** @throws TokenRefused, KeysUnavailable */
  override async authenticateRequest({ channelId, serviceUrl }: Activity, authorization: string): Promise<AuthenticateRequestResult> {
    await this.#check(authorization, { channelId, serviceUrl });
    const claimsIdentity = new ClaimsIdentity(
      [
        { type: AuthenticationConstants.AudienceClaim, value: this.#appId },
        { type: AuthenticationConstants.ServiceUrlClaim, value: serviceUrl },
      ],
      true,
    );
    return { audience: connectorScope, claimsIdentity, connectorFactory: this.createConnectorFactory(claimsIdentity) };
  }

  /** For skills, of which the bot has none. */
  override authenticateChannelRequest(): Promise<ClaimsIdentity> {
    return Promise.reject(new TokenRefused());
  }

  /** For web sockets, which the bot does not speak. */
  override authenticateStreamingRequest(): Promise<AuthenticateRequestResult> {
    return Promise.reject(new TokenRefused());
  }

  override createConnectorFactory(claimsIdentity: ClaimsIdentity): ConnectorFactory {
    return new QuietConnectorFactory(super.createConnectorFactory(claimsIdentity), this.#credentials);
  }
}

/** Signs what goes out with the tokens of our own source, in the place of the SDK's MSAL. */
class OwnCredentials extends ServiceClientCredentialsFactory {
  readonly #appId: string;
  readonly #credentials: TokenSource;

  constructor(appId: string, credentials: TokenSource) {
    super();
    this.#appId = appId;
    this.#credentials = credentials;
  }

  override isValidAppId(appId: string): Promise<boolean> {
    return Promise.resolve(appId === this.#appId);
  }

  override isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(false);
  }

  override createCredentials(): Promise<ServiceClientCredentials> {
    return Promise.resolve({
      signRequest: async (request) => {
        request.headers.set('authorization', `Bearer ${await this.#credentials.token()}`);
        return request;
      },
    });
  }
}

class QuietConnectorFactory extends ConnectorFactory {
  readonly #inner: ConnectorFactory;
  readonly #credentials: TokenSource;

  constructor(inner: ConnectorFactory, credentials: TokenSource) {
    super();
    this.#inner = inner;
    this.#credentials = credentials;
  }

  override async create(serviceUrl: string, audience?: string): Promise<ConnectorClient> {
    return configureConnector(await this.#inner.create(serviceUrl, audience), this.#credentials);
  }
}
