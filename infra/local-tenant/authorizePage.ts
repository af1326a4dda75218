import type { AppRegistration } from './authority.ts';
import type { AuthorizationCodes } from './authorizationCodes.ts';
import type { AuthorityRequest } from './authorityService.ts';
import { descriptionOf, EntraError } from './entraError.ts';
import type { FormSeals } from './formSeals.ts';
import { html, pageReply } from './html.ts';
import { redirectReply, registeredRedirectUri } from './redirectUri.ts';
import type { Reply } from './reply.ts';
import { personText, searchForm } from './signInPeople.ts';
import type { SignInPeople } from './signInPeople.ts';
import { userScope } from './userToken.ts';

/** SHA-256 in base64url, without padding (RFC 7636 section 4.2). */
const challengePattern = /^[\w-]{43}$/;

/** Scopes that may stand beside the API's own; they bring an id token or a refresh token, of which the local tenant gives none. */
const furtherScopes: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);

/** What a sound request asks for. */
interface Ask {
  readonly scope: string;
  readonly codeChallenge: string | undefined;
}

/** The sign-in page: the authorization endpoint of RFC 6749 section 4.1, with PKCE (RFC 7636). */
export class AuthorizePage {
  readonly #app: AppRegistration;
  readonly #people: SignInPeople;
  readonly #codes: AuthorizationCodes;
  readonly #seals: FormSeals;

  constructor(app: AppRegistration, people: SignInPeople, codes: AuthorizationCodes, seals: FormSeals) {
    this.#app = app;
    this.#people = people;
    this.#codes = codes;
    this.#seals = seals;
  }

  /** @throws EntraError where nothing may be sent to the application, or the person cannot sign in: to be told on a page. */
  answer({ method, url, body }: AuthorityRequest, now: number): Reply {
    const query = url.searchParams;
    requireClient(query, this.#app);
    const redirectUri = registeredRedirectUri(query.get('redirect_uri'), this.#app.clientId);
    const state = query.get('state');
    const mode = query.get('response_mode') === 'fragment' ? 'fragment' : 'query';
    const ask = askOf(query, this.#app.clientId);
    if (ask instanceof EntraError) return redirectReply(redirectUri, { error: ask.error, error_description: descriptionOf(ask, now), state }, mode);
    if (method !== 'POST') return this.#page(url, now);
    const form = new URLSearchParams(body);
    this.#seals.check(form.get('antiForgery'), url, now);
    const { user } = this.#people.signIn(form.get('person'));
    return redirectReply(redirectUri, { code: this.#codes.issue({ ...ask, userId: user.id, redirectUri }, now), state }, mode);
  }

  #page(url: URL, now: number): Reply {
    const shown = this.#people.list(url.searchParams.get('login_hint'));
    const people = shown.map((person) => html`<li><button class="choice" name="person" value="${person.user.id}">${personText(person)}</button></li>`);
    return pageReply(
      200,
      'Sign in',
      html`<p class="soft">to ${this.#app.displayName}. This is a local tenant: choose whom you want to be.</p>
<form method="post" action="${url.pathname + url.search}"><input type="hidden" name="antiForgery" value="${this.#seals.seal(url, now)}"><ul>${people}</ul></form>
${searchForm(url.searchParams, this.#people, shown)}`,
    );
  }
}

/** @throws EntraError */
export function requireClient(query: URLSearchParams, { clientId }: AppRegistration): void {
  const asked = query.get('client_id') ?? '';
  if (asked.toLowerCase() === clientId) return;
  throw new EntraError(400, 'unauthorized_client', 700016, `Application with identifier '${asked}' was not found in the directory.`);
}

/** What is asked for, or why it cannot be given: told to the application, since the redirect URI is its own. */
function askOf(query: URLSearchParams, clientId: string): Ask | EntraError {
  const refuse = (error: string, code: number, description: string): EntraError => new EntraError(400, error, code, description);
  const responseType = query.get('response_type');
  if (responseType === null) return refuse('invalid_request', 900144, "The request body must contain the following parameter: 'response_type'.");
  if (responseType !== 'code') return refuse('unsupported_response_type', 700051, `response_type '${responseType}' is not enabled for the application.`);
  const mode = query.get('response_mode') ?? 'query';
  if (mode !== 'query' && mode !== 'fragment') return refuse('invalid_request', 90013, `The response_mode '${mode}' is not served by the local tenant.`);
  const scopes = (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '' && !furtherScopes.has(scope));
  const unknown = scopes.find((scope) => !isApiScope(scope, clientId));
  if (unknown !== undefined) return refuse('invalid_scope', 70011, `The provided value for the input parameter 'scope' is not valid. The scope '${unknown}' does not exist.`);
  const [scope] = scopes;
  if (scope === undefined) return refuse('invalid_scope', 70011, `The provided value for the input parameter 'scope' is not valid: it names nothing of the application's API.`);
  const codeChallenge = query.get('code_challenge') ?? undefined;
  if (codeChallenge !== undefined && (query.get('code_challenge_method') !== 'S256' || !challengePattern.test(codeChallenge))) {
    return refuse('invalid_request', 501491, "The code_challenge must be the SHA-256 of the verifier in base64url, and code_challenge_method 'S256'.");
  }
  if (query.get('prompt') === 'none') return refuse('login_required', 50058, 'A silent sign-in request was sent but no user is signed in.');
  return { scope, codeChallenge };
}

/** The application's API is called by its client id, or by an `api://` name that ends in it, as Teams wants (`api://{host}/botid-{client id}`). */
function isApiScope(scope: string, clientId: string): boolean {
  const [, name] = /^(?:api:\/\/(?:[\w.:-]+\/)?(?:botid-)?)?([\w-]{36})\/access_as_user$/i.exec(scope) ?? [];
  return name?.toLowerCase() === clientId && scope.endsWith(`/${userScope}`);
}
