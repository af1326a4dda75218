import { randomUUID } from 'node:crypto';
import type { Authority } from './authority.ts';
import { graphAudience } from './authority.ts';
import type { Reply } from './reply.ts';

/** Where Entra's documentation sends the reader of an error. */
const errorPage = 'https://login.microsoftonline.com/error?code=';

/** Answers of the sign-in service for one tenant, on `origin`. */
export class AuthorityService {
  readonly #authority: Authority;
  readonly #origin: string;
  /** Names under which the tenant may be called: its id and its domains, lower case. */
  readonly #tenantNames: ReadonlySet<string>;

  constructor(authority: Authority, origin: string, domains: readonly string[]) {
    this.#authority = authority;
    this.#origin = origin;
    this.#tenantNames = new Set([authority.tenantId, ...domains].map((name) => name.toLowerCase()));
  }

  /** The answer to a request, or undefined where the path is not the sign-in service's. */
  async answer(method: string, path: string, body: string, now: number): Promise<Reply | undefined> {
    const [, tenant = '', route] = /^\/([^/]+)\/(oauth2\/v2\.0\/token|v2\.0\/\.well-known\/openid-configuration|discovery\/v2\.0\/keys)$/.exec(path) ?? [];
    if (route === undefined) return undefined;
    if (!this.#tenantNames.has(tenant.toLowerCase())) {
      return this.#error(400, 'invalid_request', 90002, `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`, now);
    }
    if (route === 'discovery/v2.0/keys') return json(this.#authority.publicKeys);
    if (route === 'v2.0/.well-known/openid-configuration') return json(this.#configuration());
    if (method !== 'POST') return this.#error(405, 'invalid_request', 900561, 'The endpoint only accepts POST requests.', now);
    return this.#token(new URLSearchParams(body), now);
  }

  /** RFC 6749 section 4.4, with Entra's codes. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
  async #token(form: URLSearchParams, now: number): Promise<Reply> {
    const { clientId, clientSecret } = this.#authority.app;
    const asked = form.get('client_id') ?? '';
    if (form.get('grant_type') !== 'client_credentials') {
      return this.#error(400, 'unsupported_grant_type', 70003, "The app requested an unsupported grant type; only 'client_credentials' is served.", now);
    }
    if (asked.toLowerCase() !== clientId) {
      return this.#error(400, 'unauthorized_client', 700016, `Application with identifier '${asked}' was not found in the directory.`, now);
    }
    if (form.get('client_secret') !== clientSecret) {
      return this.#error(401, 'invalid_client', 7000215, 'Invalid client secret provided.', now);
    }
    const scope = form.get('scope') ?? '';
    if (!scope.endsWith('/.default')) {
      return this.#error(400, 'invalid_scope', 1002012, `The provided value for scope '${scope}' is not valid. It must end with '/.default'.`, now);
    }
    // One or two slashes before `.default`: Entra takes the rest as the resource's name, and both are in use.
    const audience = scope.slice(0, -'/.default'.length).replace(/\/$/, '');
    if (audience !== graphAudience && audience !== this.#origin) {
      return this.#error(400, 'invalid_resource', 500011, `The resource principal named '${audience}' was not found in the tenant.`, now);
    }
    const { token, expiresInSeconds } = await this.#authority.issue(audience, this.#issuer());
    return json({ token_type: 'Bearer', expires_in: expiresInSeconds, ext_expires_in: expiresInSeconds, access_token: token });
  }

  #issuer(): string {
    return `${this.#origin}/${this.#authority.tenantId}/v2.0`;
  }

  #configuration(): Record<string, unknown> {
    const base = `${this.#origin}/${this.#authority.tenantId}`;
    return {
      issuer: this.#issuer(),
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      token_endpoint_auth_methods_supported: ['client_secret_post'],
      id_token_signing_alg_values_supported: ['RS256'],
      subject_types_supported: ['pairwise'],
      response_types_supported: ['token'],
    };
  }

  #error(status: number, error: string, code: number, description: string, now: number): Reply {
    const [trace_id, correlation_id, timestamp] = [randomUUID(), randomUUID(), new Date(now).toISOString()];
    const error_description = `AADSTS${code}: ${description} Trace ID: ${trace_id} Correlation ID: ${correlation_id} Timestamp: ${timestamp}`;
    return json({ error, error_description, error_codes: [code], timestamp, trace_id, correlation_id, error_uri: `${errorPage}${code}` }, status);
  }
}

function json(body: unknown, status = 200): Reply {
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };
  return { status, headers, body: JSON.stringify(body) };
}
