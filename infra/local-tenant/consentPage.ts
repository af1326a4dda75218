import type { AppRegistration } from './authority.ts';
import type { AuthorityRequest } from './authorityService.ts';
import { requireClient } from './authorizePage.ts';
import { descriptionOf, EntraError } from './entraError.ts';
import type { FormSeals } from './formSeals.ts';
import { html, pageReply } from './html.ts';
import { defaultGrantedRoles, permissionTitles } from './permissions.ts';
import { redirectReply, registeredRedirectUri } from './redirectUri.ts';
import type { Reply } from './reply.ts';
import { personText, searchForm } from './signInPeople.ts';
import type { SignInPeople } from './signInPeople.ts';

const graph = 'https://graph.microsoft.com';

/** The admin consent page, in its v2.0 and v1 forms. https://learn.microsoft.com/entra/identity-platform/v2-admin-consent */
export class ConsentPage {
  readonly #app: AppRegistration;
  readonly #tenantId: string;
  readonly #people: SignInPeople;
  readonly #seals: FormSeals;

  constructor(app: AppRegistration, tenantId: string, people: SignInPeople, seals: FormSeals) {
    this.#app = app;
    this.#tenantId = tenantId;
    this.#people = people;
    this.#seals = seals;
  }

  /** @throws EntraError where nothing may be sent to the application, or the person may not consent: to be told on a page. */
  answer({ method, url, body }: AuthorityRequest, isVersion2: boolean, now: number): Reply {
    const query = url.searchParams;
    requireClient(query, this.#app);
    const redirectUri = registeredRedirectUri(query.get('redirect_uri'), this.#app.clientId);
    const state = query.get('state');
    // `admin_consent=True` says that this is an answer of this page, not that anybody has consented.
    const refuse = (error: EntraError): Reply =>
      redirectReply(redirectUri, { error: error.error, error_description: descriptionOf(error, now), admin_consent: 'True', state });
    const scope = query.get('scope') ?? '';
    if (isVersion2 && scope !== `${graph}/.default`) {
      return refuse(new EntraError(400, 'invalid_scope', 70011, `The provided value for the input parameter 'scope' is not valid. The scope '${scope}' is not '${graph}/.default'.`));
    }
    if (method !== 'POST') return this.#page(url, now);
    const form = new URLSearchParams(body);
    this.#seals.check(form.get('antiForgery'), url, now);
    const decision = form.get('decision');
    if (decision === 'cancel') return refuse(new EntraError(400, 'access_denied', 65004, 'User declined to consent to access the app.'));
    if (decision !== 'accept') throw new EntraError(400, 'invalid_request', 90013, 'The form says neither accept nor cancel.');
    const { user } = this.#people.signIn(form.get('person'));
    if (!this.#people.isGlobalAdministrator(user)) {
      const description = `${this.#app.displayName} needs permissions that only an administrator can grant. Ask a Global Administrator to consent.`;
      throw new EntraError(403, 'access_denied', 90094, description);
    }
    for (const role of defaultGrantedRoles) this.#app.grantedRoles.add(role);
    const granted = isVersion2 ? defaultGrantedRoles.map((role) => `${graph}/${role}`).join(' ') : null;
    return redirectReply(redirectUri, { admin_consent: 'True', tenant: this.#tenantId, scope: granted, state });
  }

  #page(url: URL, now: number): Reply {
    const shown = this.#people.list(url.searchParams.get('login_hint'));
    const people = shown.map(
      (person, place) =>
        html`<li><label class="choice"><input type="radio" name="person" value="${person.user.id}" required${place === 0 ? html` checked` : html``}>${personText(person)}</label></li>`,
    );
    const permissions = defaultGrantedRoles.map((role) => html`<li>${permissionTitles[role] ?? role} <small>${role}</small></li>`);
    return pageReply(
      200,
      'Permissions requested',
      html`<p class="soft">Review for your organisation. ${this.#app.displayName} would like to, without a signed-in user:</p>
<ul>${permissions}</ul>
<form method="post" action="${url.pathname + url.search}"><input type="hidden" name="antiForgery" value="${this.#seals.seal(url, now)}">
<fieldset><legend>You are (this is a local tenant: choose)</legend><ul>${people}</ul></fieldset>
<p class="soft">If you accept, this app gets access to the named resources for all users in your organisation. No one else will be asked.</p>
<div class="row"><button name="decision" value="cancel" formnovalidate>Cancel</button><button class="main" name="decision" value="accept">Accept</button></div></form>
${searchForm(url.searchParams, this.#people, shown)}`,
    );
  }
}
