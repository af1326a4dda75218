import type { Authority } from './authority.ts';
import { issuerOf } from './authority.ts';
import { AuthorizationCodes } from './authorizationCodes.ts';
import { AuthorizePage } from './authorizePage.ts';
import { ConsentPage } from './consentPage.ts';
import type { Directory } from './directory.ts';
import { descriptionOf, EntraError, entraErrorReply, entraJson } from './entraError.ts';
import { FormSeals } from './formSeals.ts';
import { html, pageReply } from './html.ts';
import { isLoopbackUrl } from './redirectUri.ts';
import type { Reply } from './reply.ts';
import { SignInPeople } from './signInPeople.ts';
import { TokenEndpoint } from './tokenEndpoint.ts';

/** A request to the sign-in service. */
export interface AuthorityRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  /** The header `Origin`. */
  readonly origin: string | undefined;
}

const pages = ['oauth2/v2.0/authorize', 'v2.0/adminconsent', 'adminconsent'] as const;
const endpoints = ['oauth2/v2.0/token', 'v2.0/.well-known/openid-configuration', 'discovery/v2.0/keys'] as const;
type Page = (typeof pages)[number];
type Endpoint = (typeof endpoints)[number];

/** Answers of the sign-in service for one tenant, on `origin`. */
export class AuthorityService {
  readonly #authority: Authority;
  readonly #origin: string;
  /** Names under which the tenant may be called: its id and its domains, lower case. */
  readonly #tenantNames: ReadonlySet<string>;
  readonly #tokens: TokenEndpoint;
  readonly #authorize: AuthorizePage;
  readonly #consent: ConsentPage;

  constructor(authority: Authority, origin: string, directory: Directory) {
    this.#authority = authority;
    this.#origin = origin;
    const domains = directory.organization.verifiedDomains.map(({ name }) => name);
    this.#tenantNames = new Set([authority.tenantId, ...domains].map((name) => name.toLowerCase()));
    const [people, codes, seals] = [new SignInPeople(directory), new AuthorizationCodes(), new FormSeals()];
    this.#tokens = new TokenEndpoint(authority, origin, people, codes);
    this.#authorize = new AuthorizePage(authority.app, people, codes, seals);
    this.#consent = new ConsentPage(authority.app, authority.tenantId, people, seals);
  }

  /** The answer to a request, or undefined where the path is not the sign-in service's. */
  async answer(request: AuthorityRequest, now: number): Promise<Reply | undefined> {
    const [, tenant = '', rest] = /^\/([^/]+)\/(.+)$/.exec(request.url.pathname) ?? [];
    const page = pages.find((path) => path === rest);
    if (page !== undefined) return this.#pageAnswer(page, tenant, request, now);
    const endpoint = endpoints.find((path) => path === rest);
    if (endpoint === undefined) return undefined;
    const reply = await this.#endpointAnswer(endpoint, tenant, request, now);
    return { ...reply, headers: { ...reply.headers, ...crossOriginHeaders(request) } };
  }

  #pageAnswer(page: Page, tenant: string, request: AuthorityRequest, now: number): Reply {
    try {
      this.#requireTenant(tenant);
      if (request.method !== 'GET' && request.method !== 'POST') throw new EntraError(405, 'invalid_request', 900561, 'The endpoint only accepts POST, GET requests.');
      return page === 'oauth2/v2.0/authorize' ? this.#authorize.answer(request, now) : this.#consent.answer(request, page === 'v2.0/adminconsent', now);
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      return pageReply(error.status, error.code === 90094 ? 'Need admin approval' : "Sorry, but we're having trouble signing you in", html`<p>${descriptionOf(error, now)}</p>`);
    }
  }

  async #endpointAnswer(endpoint: Endpoint, tenant: string, { method, body }: AuthorityRequest, now: number): Promise<Reply> {
    try {
      if (method === 'OPTIONS') return { status: 204, headers: {}, body: '' };
      this.#requireTenant(tenant);
      if (endpoint === 'discovery/v2.0/keys') return entraJson(this.#authority.publicKeys);
      if (endpoint === 'v2.0/.well-known/openid-configuration') return entraJson(this.#configuration());
      if (method !== 'POST') throw new EntraError(405, 'invalid_request', 900561, 'The endpoint only accepts POST, OPTIONS requests.');
      return await this.#tokens.answer(new URLSearchParams(body), now);
    } catch (error) {
      if (error instanceof EntraError) return entraErrorReply(error, now);
      throw error;
    }
  }

  #requireTenant(name: string): void {
    if (this.#tenantNames.has(name.toLowerCase())) return;
    throw new EntraError(400, 'invalid_request', 90002, `Tenant '${name}' not found. Check to make sure you have the correct tenant ID.`);
  }

  /** OpenID Connect Discovery 1.0, section 3, without what the local tenant does not serve. */
  #configuration(): Record<string, unknown> {
    const base = `${this.#origin}/${this.#authority.tenantId}`;
    return {
      issuer: issuerOf(this.#origin, this.#authority.tenantId),
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'none'],
      grant_types_supported: ['authorization_code', 'client_credentials'],
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: ['RS256'],
      subject_types_supported: ['pairwise'],
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'fragment'],
    };
  }
}

/** A page of ours on another port of this machine may read the answer; no other may. https://fetch.spec.whatwg.org/#http-cors-protocol */
function crossOriginHeaders({ method, origin }: AuthorityRequest): Readonly<Record<string, string>> {
  if (origin === undefined || !isLoopbackUrl(origin)) return {};
  const preflight = { 'Access-Control-Allow-Methods': 'GET, POST', 'Access-Control-Allow-Headers': 'Content-Type', 'Access-Control-Max-Age': '600' };
  return { 'Access-Control-Allow-Origin': origin, 'Vary': 'Origin', ...(method === 'OPTIONS' ? preflight : {}) };
}
