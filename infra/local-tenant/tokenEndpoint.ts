import { createHash } from 'node:crypto';
import type { Authority } from './authority.ts';
import { botAudience, graphAudience, issuerOf } from './authority.ts';
import type { AuthorizationCodes } from './authorizationCodes.ts';
import { EntraError, entraJson } from './entraError.ts';
import type { Reply } from './reply.ts';
import type { SignInPeople } from './signInPeople.ts';

/** The token endpoint: `client_credentials` for the application itself, `authorization_code` for people. */
export class TokenEndpoint {
  readonly #authority: Authority;
  readonly #origin: string;
  readonly #people: SignInPeople;
  readonly #codes: AuthorizationCodes;

  constructor(authority: Authority, origin: string, people: SignInPeople, codes: AuthorizationCodes) {
    this.#authority = authority;
    this.#origin = origin;
    this.#people = people;
    this.#codes = codes;
  }

  /** @throws EntraError */
  async answer(form: URLSearchParams, now: number): Promise<Reply> {
    const grantType = form.get('grant_type') ?? '';
    if (grantType !== 'client_credentials' && grantType !== 'authorization_code') {
      throw new EntraError(400, 'unsupported_grant_type', 70003, `The app requested an unsupported grant type '${grantType}'.`);
    }
    const asked = form.get('client_id') ?? '';
    if (asked.toLowerCase() !== this.#authority.app.clientId) {
      throw new EntraError(400, 'unauthorized_client', 700016, `Application with identifier '${asked}' was not found in the directory.`);
    }
    return grantType === 'client_credentials' ? this.#forApplication(form) : this.#forUser(form, now);
  }

  /** RFC 6749 section 4.4. */
  async #forApplication(form: URLSearchParams): Promise<Reply> {
    this.#requireSecret(form);
    const scope = form.get('scope') ?? '';
    if (!scope.endsWith('/.default')) {
      throw new EntraError(400, 'invalid_scope', 1002012, `The provided value for scope '${scope}' is not valid. It must end with '/.default'.`);
    }
    // One or two slashes before `.default`: Entra takes the rest as the resource's name, and both are in use.
    const audience = scope.slice(0, -'/.default'.length).replace(/\/$/, '');
    if (![graphAudience, botAudience, this.#origin].includes(audience)) {
      throw new EntraError(400, 'invalid_resource', 500011, `The resource principal named '${audience}' was not found in the tenant.`);
    }
    const { token, expiresInSeconds } = await this.#authority.issue(audience, issuerOf(this.#origin, this.#authority.tenantId));
    return entraJson({ token_type: 'Bearer', expires_in: expiresInSeconds, ext_expires_in: expiresInSeconds, access_token: token });
  }

  /** RFC 6749 section 4.1.3, RFC 7636 section 4.5. A client with a secret proves itself by it, every other by its verifier. */
  async #forUser(form: URLSearchParams, now: number): Promise<Reply> {
    const code = form.get('code');
    if (code === null) throw new EntraError(400, 'invalid_request', 900144, "The request body must contain the following parameter: 'code'.");
    if (form.has('client_secret')) this.#requireSecret(form);
    const { userId, redirectUri, scope, codeChallenge } = this.#codes.redeem(code, now);
    if (form.get('redirect_uri') !== redirectUri) {
      throw new EntraError(400, 'invalid_client', 500112, 'The reply address does not match the reply address provided when requesting the authorization code.');
    }
    if (codeChallenge === undefined) this.#requireSecret(form);
    else if (challengeOf(form.get('code_verifier') ?? '') !== codeChallenge) {
      throw new EntraError(400, 'invalid_grant', 501481, 'The Code_Verifier does not match the code_challenge supplied in the authorization request.');
    }
    const { user } = this.#people.signIn(userId);
    const { token, expiresInSeconds } = await this.#authority.issueForUser(user, issuerOf(this.#origin, this.#authority.tenantId));
    return entraJson({ token_type: 'Bearer', scope, expires_in: expiresInSeconds, ext_expires_in: expiresInSeconds, access_token: token });
  }

  #requireSecret(form: URLSearchParams): void {
    const secret = form.get('client_secret');
    if (secret === this.#authority.app.clientSecret) return;
    if (secret !== null) throw new EntraError(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
    throw new EntraError(401, 'invalid_client', 7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
  }
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
