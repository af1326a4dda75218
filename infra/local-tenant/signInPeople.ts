import type { Directory } from './directory.ts';
import { EntraError } from './entraError.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { TenantUser } from './tenantFolder.ts';

/** The template of the directory role Global Administrator, in every tenant. */
export const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

/** A tenant may have a hundred thousand people; beyond these one asks by address. */
const shownMax = 50;

/** Somebody of the tenant as whom one can sign in. */
export interface SignInPerson {
  readonly user: TenantUser;
  readonly name: string;
  /** What the person is, for the page: `Global Administrator`, app roles. */
  readonly titles: readonly string[];
}

/** The people who can sign in: members whose account is enabled. No passwords: this is the tenant of one developer, on loopback. */
export class SignInPeople {
  readonly #directory: Directory;
  readonly #administrators: ReadonlySet<TenantUser>;
  /** Administrators first, those who are nothing last, otherwise in the order of the directory. */
  readonly #people: readonly SignInPerson[];

  constructor(directory: Directory) {
    this.#directory = directory;
    this.#administrators = new Set(directory.roleHolders(globalAdministrator).map(({ source }) => source));
    const people = directory.users.filter(({ source }) => !isGuest(source) && source.accountEnabled !== false).map(({ source }) => this.#person(source));
    this.#people = people.toSorted((a, b) => placeOf(a) - placeOf(b));
  }

  /** The people for a page: first whom the hint means, by id, principal name or address. */
  list(loginHint: string | null): readonly SignInPerson[] {
    const hinted = loginHint === null ? [] : this.#people.filter(({ user }) => isMeant(user, loginHint.trim().toLowerCase()));
    return [...new Set([...hinted, ...this.#people])].slice(0, shownMax);
  }

  get count(): number {
    return this.#people.length;
  }

  /** The person who signs in. @throws EntraError for guests, disabled accounts and ids that are nobody's. */
  signIn(id: string | null): SignInPerson {
    const user = this.#directory.user(id ?? '')?.source;
    if (user === undefined) throw new EntraError(400, 'invalid_grant', 50034, 'The user account does not exist in the directory.');
    if (isGuest(user)) throw new EntraError(403, 'access_denied', 50020, 'The user account is a guest, from another identity provider, and cannot sign in to this application.');
    if (user.accountEnabled === false) throw new EntraError(403, 'access_denied', 50057, 'The user account is disabled.');
    return this.#person(user);
  }

  isGlobalAdministrator(user: TenantUser): boolean {
    return this.#administrators.has(user);
  }

  #person(user: TenantUser): SignInPerson {
    const titles = [...(this.isGlobalAdministrator(user) ? ['Global Administrator'] : []), ...user.appRoles];
    return { user, name: user.displayName ?? user.userPrincipalName, titles };
  }
}

/** Who has most to decide stands first, so that nobody searches for the one administrator among fifty sellers. */
function placeOf({ titles }: SignInPerson): number {
  const ranks = ['Global Administrator', 'Engagement.Admin', 'Engagement.Viewer'];
  const place = ranks.findIndex((title) => titles.includes(title));
  return place < 0 ? ranks.length : place;
}

/** Name, address and what the person is. */
export function personText({ name, user, titles }: SignInPerson): Html {
  return html`${name} <small>${user.userPrincipalName} · ${titles.length > 0 ? titles.join(', ') : 'no role'}</small>`;
}

/** Finds people who are not on the page: it asks for the page again, with a hint. */
export function searchForm(query: URLSearchParams, people: SignInPeople, shown: readonly SignInPerson[]): Html {
  if (shown.length >= people.count) return html``;
  const kept = [...query].filter(([name]) => name !== 'login_hint').map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  return html`<form method="get">${kept}
<h2><label for="login_hint">Somebody else (${String(people.count - shown.length)} more)</label></h2>
<div class="row"><input id="login_hint" name="login_hint" autocomplete="off" placeholder="Address"><button>Find</button></div></form>`;
}

function isMeant({ id, userPrincipalName, mail }: TenantUser, hint: string): boolean {
  return [id, userPrincipalName, mail].some((name) => name?.toLowerCase() === hint);
}

function isGuest({ userType }: TenantUser): boolean {
  return userType?.toLowerCase() === 'guest';
}
