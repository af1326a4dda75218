import { createHash } from 'node:crypto';
import type { LocalTenant } from './index.ts';

/** A page as a browser without scripts has it. */
export interface BrowserPage {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where the answer leads, if it is a redirect; it is not followed. */
  readonly location: URL | undefined;
}

export async function openPage(url: string, init: RequestInit = {}): Promise<BrowserPage> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const location = response.headers.get('location');
  return { url, status: response.status, headers: response.headers, text: await response.text(), location: location === null ? undefined : new URL(location) };
}

/** Sends the page's form with its hidden fields, and the fields that are filled in or pressed. */
export async function submitForm(page: BrowserPage, fields: Readonly<Record<string, string>>): Promise<BrowserPage> {
  const [, action = '', content = ''] = /<form method="post" action="([^"]*)">(.*?)<\/form>/s.exec(page.text) ?? [];
  if (action === '') throw new Error(`there is no form on the page: ${page.status} ${page.text}`);
  const form = new URLSearchParams();
  for (const [, name = '', value = ''] of content.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)) form.set(name, unescaped(value));
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return openPage(new URL(unescaped(action), page.url).href, { method: 'POST', body: form });
}

export function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ({ 'amp': '&', 'lt': '<', 'gt': '>', 'quot': '"', '#39': "'" })[name] ?? '');
}

export const verifier = 'a'.repeat(43);

/** What a test changes in the parameters of a request: null leaves one out. */
export type Changes = Readonly<Record<string, string | null>>;

export function changedForm(parameters: Readonly<Record<string, string>>, changes: Changes): URLSearchParams {
  const form = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) form.delete(name);
    else form.set(name, value);
  }
  return form;
}

/** The address of a page of the sign-in service. */
export function pageUrl(tenant: LocalTenant, path: string, parameters: Readonly<Record<string, string>>, changes: Changes = {}): string {
  return `${tenant.authorityUrl}/${tenant.tenantId}/${path}?${changedForm(parameters, changes).toString()}`;
}

export function authorizeUrl(tenant: LocalTenant, changes: Changes = {}): string {
  const parameters = {
    client_id: tenant.clientId,
    response_type: 'code',
    redirect_uri: 'http://localhost:3978/tab/signed-in?from=tab',
    scope: `api://localhost:3978/botid-${tenant.clientId}/access_as_user openid`,
    state: `s<t>a"te&'1`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  return pageUrl(tenant, 'oauth2/v2.0/authorize', parameters, changes);
}
