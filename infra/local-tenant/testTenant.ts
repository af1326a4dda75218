import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Clock } from '../../engine/index.ts';
import { startLocalTenant } from './index.ts';
import type { LocalTenant, LocalTenantOptions } from './index.ts';

/** Content of a tenant folder: text as it is, lists in an ndjson file line by line, all else as JSON. */
export type Files = Readonly<Record<string, unknown>>;

export const anna = '11111111-1111-4111-8111-111111111111';
export const ben = '22222222-2222-4222-8222-222222222222';
export const guest = '33333333-3333-4333-8333-333333333333';

/** A tenant with three users, and what the test adds or replaces. */
export async function makeFolder(files: Files = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'local-tenant-'));
  const content: Files = {
    'organization.json': { id: 'AAAAAAAA-0000-4000-8000-000000000000', displayName: 'Contoso', countryLetterCode: 'PL', verifiedDomains: [{ name: 'contoso.example', isDefault: true }] },
    'users.json': [
      { id: anna, displayName: 'Anna', mail: 'Anna@contoso.example', userPrincipalName: 'anna@contoso.example', proxyAddresses: ['SMTP:Anna@contoso.example', 'smtp:a.o\'hara@contoso.example'], accountEnabled: true, userType: 'Member', directoryRoles: ['62e90394-69f5-4237-9190-012177145e10'], appRoles: ['Engagement.Admin'] },
      { id: ben, displayName: 'Ben', mail: 'ben@contoso.example', userPrincipalName: 'ben@contoso.example', proxyAddresses: [], accountEnabled: true, userType: 'Member' },
      { id: guest, displayName: 'Guest', mail: 'g@else.example', userPrincipalName: 'g_else.example#EXT#@contoso.example', proxyAddresses: [], userType: 'Guest', mailbox: false },
    ],
    ...files,
  };
  for (const [name, value] of Object.entries(content)) {
    if (value === undefined) continue;
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, textOf(name, value));
  }
  return folder;
}

function textOf(name: string, value: unknown): string | Buffer {
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value;
  if (name.endsWith('.ndjson') && Array.isArray(value)) return value.map((item) => `${JSON.stringify(item)}\n`).join('');
  return JSON.stringify(value, undefined, 1);
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // The tests look into answers of many shapes and fail where one is not as expected.
  readonly json: AnswerBody;
}

export interface AnswerBody {
  readonly error?: { readonly code: string; readonly message: string };
  readonly value?: readonly Record<string, unknown>[];
  readonly '@odata.nextLink'?: string;
  readonly '@odata.count'?: number;
  readonly [property: string]: unknown;
}

interface AllPages {
  readonly items: readonly Record<string, unknown>[];
  /** How many items each page held. */
  readonly pages: readonly number[];
}

/** A running tenant with a client that holds a token. */
export interface TestTenant {
  readonly tenant: LocalTenant;
  readonly folder: string;
  /** `path` below Graph's base address, or a whole address. */
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** Follows next links; the items of all pages and the number of pages. */
  readonly all: (path: string, headers?: Readonly<Record<string, string>>) => Promise<AllPages>;
  readonly renewToken: () => Promise<void>;
  readonly end: () => Promise<void>;
}

const wholePages = { shortShare: 0, emptyShare: 0 };

/** Starts a tenant over `files`; pages are whole unless the test asks otherwise. */
export async function startTestTenant(files: Files = {}, options: LocalTenantOptions = {}): Promise<TestTenant> {
  const folder = await makeFolder(files);
  const tenant = await startLocalTenant(folder, { paging: wholePages, ...options });
  let token = await askToken(tenant);

  const get = async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => {
    const address = path.startsWith('http') ? path : `${tenant.graphUrl}${path}`;
    return answerOf(await fetch(address, { headers: { Authorization: `Bearer ${token}`, ...headers } }));
  };
  return {
    tenant,
    folder,
    get,
    all: async (path, headers) => {
      const items: Record<string, unknown>[] = [];
      const pages: number[] = [];
      for (let next: string | undefined = path; next !== undefined; ) {
        const { json, status, text } = await get(next, headers);
        if (json.value === undefined) throw new Error(`${status} ${text}`);
        items.push(...json.value);
        pages.push(json.value.length);
        next = json['@odata.nextLink'];
      }
      return { items, pages };
    },
    renewToken: async () => {
      token = await askToken(tenant);
    },
    end: async () => {
      await tenant.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true && text !== '';
  return { status: response.status, headers: response.headers, text, json: (isJson ? JSON.parse(text) : {}) as AnswerBody };
}

/** Asks for a token; `changes` replace fields of the form. */
export async function tokenRequest(tenant: LocalTenant, changes: Readonly<Record<string, string>> = {}, tenantName = tenant.tenantId): Promise<Answer> {
  const form = {
    grant_type: 'client_credentials',
    client_id: tenant.clientId,
    client_secret: tenant.clientSecret,
    scope: `${new URL(tenant.graphUrl).origin}/.default`,
    ...changes,
  };
  return answerOf(await fetch(`${tenant.authorityUrl}/${tenantName}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) }));
}

async function askToken(tenant: LocalTenant): Promise<string> {
  return String((await tokenRequest(tenant)).json['access_token']);
}

/** A clock that stands still until the test moves it; sleeping moves it at once. */
export function handClock(startMs = Date.parse('2026-11-23T09:00:00Z')): Clock & { advance(milliseconds: number): void } {
  let nowMs = startMs;
  const advance = (milliseconds: number): void => {
    nowMs += milliseconds;
  };
  return {
    now: () => nowMs,
    advance,
    sleep: (milliseconds) => {
      advance(milliseconds);
      return Promise.resolve();
    },
  };
}

/** A message received `minute` minutes after the beginning of 2026. */
export function message(id: string, minute: number, more: Readonly<Record<string, unknown>> = {}): { readonly id: string } & Record<string, unknown> {
  const receivedDateTime = new Date(Date.parse('2026-01-01T00:00:00Z') + minute * 60_000).toISOString().replace('.000', '');
  return { '@odata.etag': `W/"${id}"`, id, receivedDateTime, sentDateTime: receivedDateTime, subject: `Subject ${id}`, bodyPreview: 'Secret', isDraft: false, parentFolderId: 'inbox', ...more };
}

/** `count` messages a minute apart, the first received first. */
export function messages(count: number): readonly ({ readonly id: string } & Record<string, unknown>)[] {
  return Array.from({ length: count }, (_, index) => message(`m${index}`, index));
}

export function ids(items: readonly Readonly<Record<string, unknown>>[] | undefined): unknown[] {
  return (items ?? []).map(({ id }) => id);
}
