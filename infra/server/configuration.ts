import { readFileSync } from 'node:fs';
import { Duration } from 'luxon';
import { z } from 'zod';
import { EngagementFailure, mailboxPermissionPlaces, type MailboxPermissionPlace } from '../../engine/index.ts';
import { placeProblems } from './configurationRules.ts';

const modes = ['production', 'local'] as const;
type Mode = (typeof modes)[number];

interface Variable<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** As it would stand in the environment; undefined: none. */
  readonly defaultText: string | Readonly<Record<Mode, string>> | undefined;
  readonly meaning: string;
  /** A secret may also lie in a file, which `NAME_FILE` names. */
  readonly isSecret: boolean;
}

function variable<Schema extends z.ZodType>(schema: Schema, defaultText: Variable<Schema>['defaultText'], meaning: string): Variable<Schema> {
  return { schema, defaultText, meaning, isSecret: false };
}

function secret<Schema extends z.ZodType>(schema: Schema, meaning: string): Variable<Schema> {
  return { schema, defaultText: undefined, meaning, isSecret: true };
}

function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.string().regex(/^\d+$/, message).transform(Number).pipe(z.number().min(min, message).max(max, message));
}

const url = z.url({ protocol: /^https?$/, error: 'must be an address that begins with https:// (or http:// on this machine)' }).transform((text) => text.replace(/\/+$/, ''));

/** To milliseconds. Months and years have no fixed length, so the longest unit is a week. */
function duration(maxHours: number) {
  const message = `must be an ISO 8601 duration such as PT6H, at most ${maxHours} hours`;
  return z
    .string()
    .regex(/^P(?!$)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/, message)
    .transform((text) => Duration.fromISO(text).toMillis())
    .pipe(z.number().max(maxHours * 3_600_000, message));
}

const uuid = z.guid('must be an id such as 11111111-2222-4333-8444-555555555555').toLowerCase();
const needed = (meaning: string) => ({ error: `must be set: ${meaning}` });

function list<Item extends z.ZodType<string, string>>(item: Item) {
  return z.string().transform((text) => text.split(/[\s,]+/).filter((part) => part !== '')).pipe(z.array(item).min(1, 'must hold one entry at least'));
}

/** Every variable of the environment that the service reads. */
const variables = {
  ENGAGEMENT_MODE: variable(z.enum(modes, 'must be production or local'), 'production', '`production`, or `local` for the local tenant on this machine alone'),
  HOST: variable(z.union([z.ipv4(), z.ipv6(), z.literal('localhost')], 'must be an IP address or localhost'), { production: '0.0.0.0', local: '127.0.0.1' }, 'network address that the service listens on'),
  PORT: variable(wholeNumber(0, 65_535), '3978', 'port of the service; 0 for a free one'),
  METRICS_PORT: variable(wholeNumber(0, 65_535), '9464', 'port of the Prometheus metrics; 0 for a free one'),
  PUBLIC_URL: variable(z.string(needed('the address under which browsers reach the service')).pipe(url), { production: '', local: 'http://localhost:3978' }, 'address under which browsers reach the service'),
  TRUSTED_PROXIES: variable(wholeNumber(0, 10), '0', 'how many proxies in front of the service add the address of the caller to `X-Forwarded-For`'),
  DATA_FOLDER: variable(z.string(), '.data/service', 'folder that holds state, interactions and results'),
  TENANT_IDS: variable(z.string(needed('the directory ids of the organisations that may use the service')).pipe(list(uuid)), undefined, 'directory ids of the organisations that may use the service, separated by commas'),
  CLIENT_ID: variable(z.string(needed('the application id of the app registration')).pipe(uuid), undefined, 'application (client) id of the app registration'),
  CLIENT_SECRET: secret(z.string(needed('the secret of the app registration, or CLIENT_SECRET_FILE with the file that holds it')), 'secret of the app registration'),
  GRAPH_URL: variable(url, 'https://graph.microsoft.com/v1.0', 'Microsoft Graph, with the version'),
  AUTHORITY_URL: variable(url, 'https://login.microsoftonline.com', 'Microsoft Entra ID, without a tenant'),
  MAILBOX_PERMISSIONS: variable(z.enum(mailboxPermissionPlaces, 'must be entra or exchange'), 'entra', 'where the reading of mailboxes is granted: `entra` for all of them, `exchange` for those of a scope alone (RBAC for Applications)'),
  DATAVERSE_URL: variable(url.optional(), undefined, 'Dataverse Web API, such as `https://org.crm4.dynamics.com/api/data/v9.2`; needed for contact data sets from Dataverse'),
  TOKEN_ISSUER: variable(z.string().includes('{tenantId}', { error: 'must have {tenantId} in the place of the tenant' }).pipe(url).optional(), undefined, 'issuer of access tokens, with `{tenantId}` for the tenant, where it is not Microsoft Entra ID’s'),
  JWKS_URL: variable(url.optional(), undefined, 'keys that access tokens are signed with, where they are not at the usual place of `AUTHORITY_URL`'),
  TOKEN_AUDIENCES: variable(list(z.string()).optional(), undefined, 'audiences of access tokens, separated by commas, where they are not the app’s own'),
  BOT_TENANT_ID: variable(uuid.optional(), undefined, 'directory id of the organisation in which the bot is registered, where it is not the first of `TENANT_IDS`'),
  BOT_TOKEN_ISSUER: variable(url, 'https://api.botframework.com', 'issuer of the tokens by which Teams proves itself to the bot; the bot’s own tokens are asked for the same name'),
  BOT_OPENID_METADATA_URL: variable(url, 'https://login.botframework.com/v1/.well-known/openidconfiguration', 'OpenID Connect metadata of that issuer'),
  TEAMS_APP_ID: variable(uuid.optional(), undefined, 'id of the Teams app in its manifest: with it links open in Teams, and the app can be installed for administrators'),
  TEAMS_CATALOG_APP_ID: variable(uuid.optional(), undefined, 'id of the same app in the organisation’s catalogue, which its links carry: the App ID in the Teams admin center, where the app has been uploaded there'),
  FIRST_RUN_DELAY: variable(duration(7 * 24), { production: 'PT6H', local: 'PT0S' }, 'time from consent to the first run, as an ISO 8601 duration'),
  RUNS_AT_ONCE: variable(wholeNumber(1, 16), '2', 'how many enrichments run at the same time'),
  RUN_MEMORY_MEGABYTES: variable(wholeNumber(128, 65_536), '512', 'memory that one run may use for its database'),
  LOG_LEVEL: variable(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'must be fatal, error, warn, info, debug or silent'), 'info', 'least level of the log lines that are written'),
  USER_REQUESTS_PER_MINUTE: variable(wholeNumber(1, 100_000), '600', 'requests of one user in a minute'),
  ADDRESS_REQUESTS_PER_MINUTE: variable(wholeNumber(1, 1_000_000), '6000', 'requests from one network address in a minute, signed in or not'),
  REQUEST_TIMEOUT: variable(duration(1), 'PT30S', 'time until an answer begins, as an ISO 8601 duration'),
} as const;

type Variables = typeof variables;
export type VariableName = keyof Variables;

const schema = z.object(Object.fromEntries(Object.entries(variables).map(([name, { schema: field }]) => [name, field])) as { [Name in VariableName]: Variables[Name]['schema'] });
export type VariableValues = z.output<typeof schema>;

/** The same for the README: name, default as it would stand in the environment, meaning. */
export const configurationTable: readonly { readonly name: string; readonly defaultText: string; readonly meaning: string }[] = Object.entries(variables).map(
  ([name, { defaultText, meaning, isSecret }]: [string, Variable<z.ZodType>]) => ({
    name,
    defaultText: typeof defaultText === 'object' ? [defaultText.production, `${defaultText.local} locally`].filter((text) => text !== '').join('; ') : (defaultText ?? ''),
    meaning: isSecret ? `${meaning}; or \`${name}_FILE\`: a file that holds it` : meaning,
  }),
);

/** How the service runs: everything that the environment says, checked and complete. */
export interface Configuration {
  readonly mode: Mode;
  readonly host: string;
  readonly port: number;
  readonly metricsPort: number;
  /** This and all other addresses: without a slash at the end. */
  readonly publicUrl: string;
  readonly trustedProxies: number;
  readonly dataFolder: string;
  /** Lower case, like all ids. */
  readonly tenantIds: readonly string[];
  readonly clientId: string;
  readonly clientSecret: string;
  readonly graphUrl: string;
  readonly authorityUrl: string;
  readonly mailboxPermissions: MailboxPermissionPlace;
  readonly dataverseUrl: string | undefined;
  /** With `{tenantId}` in the place of the tenant. */
  readonly tokenIssuer: string;
  readonly jwksUrl: string;
  readonly tokenAudiences: readonly string[];
  /** The organisation that the bot is registered in. */
  readonly botTenantId: string;
  readonly botTokenIssuer: string;
  readonly botOpenIdMetadataUrl: string;
  /** In its manifest. */
  readonly teamsAppId: string | undefined;
  /** What links to the Teams app name it by. https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application#app-id-for-different-types-of-apps */
  readonly teamsLinkAppId: string | undefined;
  readonly firstRunDelayMilliseconds: number;
  readonly runsAtOnce: number;
  readonly runMemoryMegabytes: number;
  readonly logLevel: string;
  readonly userRequestsPerMinute: number;
  readonly addressRequestsPerMinute: number;
  readonly requestTimeoutMilliseconds: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from the environment. Throws `callUnusable` with a sentence for each variable that is missing or wrong, all of
 * them at once. Never repeats a value: it might be a secret in the wrong place.
 */
export function readConfiguration(environment: Environment): Configuration {
  const problems: string[] = [];
  const texts = textsOf(environment, problems);
  const parsed = schema.safeParse(texts);
  for (const { path, message } of parsed.error?.issues ?? []) problems.push(`${path[0] === undefined ? '' : String(path[0])} ${message}.`);
  // The rest is checked all the same, so that nobody has to start the service once for each mistake.
  const usable = Object.fromEntries(Object.entries(schema.shape).map(([name, field]) => [name, field.safeParse(texts[name]).data])) as Partial<VariableValues>;
  problems.push(...placeProblems(usable));
  if (problems.length > 0 || !parsed.success) {
    throw new EngagementFailure('callUnusable', `The configuration in the environment is unusable.\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
  }
  return configurationOf(parsed.data);
}

/** What the environment says of our variables, with defaults. A variable that is set to nothing counts as not set. */
function textsOf(environment: Environment, problems: string[]): Record<string, string | undefined> {
  const valueOf = (name: string): string | undefined => (environment[name] === '' ? undefined : environment[name]);
  const mode = valueOf('ENGAGEMENT_MODE') === 'local' ? 'local' : 'production';
  return Object.fromEntries(
    Object.entries(variables).map(([name, { defaultText, isSecret }]: [string, Variable<z.ZodType>]) => {
      const inMode = typeof defaultText === 'object' ? defaultText[mode] : defaultText;
      const path = isSecret ? valueOf(`${name}_FILE`) : undefined;
      if (path !== undefined && valueOf(name) !== undefined) problems.push(`${name} and ${name}_FILE must not both be set: take one of them away.`);
      const text = valueOf(name) ?? (path === undefined ? undefined : contentOf(`${name}_FILE`, path, problems));
      return [name, text ?? (inMode === '' ? undefined : inMode)];
    }),
  );
}

function contentOf(name: string, path: string, problems: string[]): string | undefined {
  try {
    const content = readFileSync(path, 'utf8').trim();
    if (content === '') problems.push(`${name} names a file that is empty.`);
    return content;
  } catch (error) {
    problems.push(`${name} names a file that cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`);
    // The secret itself would otherwise be reported as missing, too.
    return '-';
  }
}

function configurationOf(values: VariableValues): Configuration {
  const [firstTenantId, ...otherTenantIds] = values.TENANT_IDS;
  const keysTenant = otherTenantIds.length === 0 ? String(firstTenantId) : 'common';
  return {
    mode: values.ENGAGEMENT_MODE,
    host: values.HOST,
    port: values.PORT,
    metricsPort: values.METRICS_PORT,
    publicUrl: values.PUBLIC_URL,
    trustedProxies: values.TRUSTED_PROXIES,
    dataFolder: values.DATA_FOLDER,
    tenantIds: values.TENANT_IDS,
    clientId: values.CLIENT_ID,
    clientSecret: values.CLIENT_SECRET,
    graphUrl: values.GRAPH_URL,
    authorityUrl: values.AUTHORITY_URL,
    mailboxPermissions: values.MAILBOX_PERMISSIONS,
    dataverseUrl: values.DATAVERSE_URL,
    tokenIssuer: values.TOKEN_ISSUER ?? `${values.AUTHORITY_URL}/{tenantId}/v2.0`,
    jwksUrl: values.JWKS_URL ?? `${values.AUTHORITY_URL}/${keysTenant}/discovery/v2.0/keys`,
    tokenAudiences: values.TOKEN_AUDIENCES ?? [values.CLIENT_ID, `api://${new URL(values.PUBLIC_URL).host}/botid-${values.CLIENT_ID}`],
    botTenantId: values.BOT_TENANT_ID ?? String(firstTenantId),
    botTokenIssuer: values.BOT_TOKEN_ISSUER,
    botOpenIdMetadataUrl: values.BOT_OPENID_METADATA_URL,
    teamsAppId: values.TEAMS_APP_ID,
    teamsLinkAppId: values.TEAMS_CATALOG_APP_ID ?? values.TEAMS_APP_ID,
    firstRunDelayMilliseconds: values.FIRST_RUN_DELAY,
    runsAtOnce: values.RUNS_AT_ONCE,
    runMemoryMegabytes: values.RUN_MEMORY_MEGABYTES,
    logLevel: values.LOG_LEVEL,
    userRequestsPerMinute: values.USER_REQUESTS_PER_MINUTE,
    addressRequestsPerMinute: values.ADDRESS_REQUESTS_PER_MINUTE,
    requestTimeoutMilliseconds: values.REQUEST_TIMEOUT,
  };
}
