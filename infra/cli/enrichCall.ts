import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { EngagementFailure } from '../../engine/failure.ts';

export const enrichUsage = `Usage: npm run -s enrich -- --tenant DIR --members ADDRESS[,ADDRESS…] --out DIR [options]

Reads a year of mail and meeting metadata of the members' mailboxes, and leaves what it comes to for each customer:
AccountEngagement.csv, AccountEngagement.parquet, Office_User.csv and overview.json in the --out folder.

  --tenant DIR             a Microsoft 365 tenant in a folder, served by the local tenant
  --graph URL              instead of --tenant: a real tenant, such as https://graph.microsoft.com/v1.0, with GRAPH_TENANT_ID,
                           GRAPH_CLIENT_ID and GRAPH_CLIENT_SECRET in the environment (GRAPH_AUTHORITY_URL, MAILBOX_PERMISSIONS and DATAVERSE_URL where needed)
  --members ADDRESSES      people and groups, separated by commas, or @FILE with one or more on each line
  --accounts FILE.csv      the accounts, --contacts FILE.csv the contacts; without them they are read from the tenant's Dataverse
  --account-column NAME    the columns of the contact data set, where they are not AccountId,
  --email-column NAME      Email
  --contact-column NAME    and ContactId
  --as-of INSTANT          the end of the year that is read, such as 2026-11-23T00:00:00Z (now)
  --time-zone NAME         the IANA time zone of days, weeks and months, such as Europe/Warsaw (UTC)
  --data DIR               state that is kept: a second run reads only what is new
  --out DIR                where the results go
  --help

Exit status: 0 done, 1 failed, 2 the call or its input is unusable, 130 interrupted (the next run with the same --data goes on from there).
`;

/** A call of `enrich`, checked as far as it can be without a tenant. */
export interface EnrichCall {
  readonly source: { readonly tenantFolder: string } | { readonly graphUrl: string };
  readonly members: readonly string[];
  readonly accountsPath: string | undefined;
  readonly contactsPath: string | undefined;
  readonly columns: { readonly account?: string | undefined; readonly email?: string | undefined; readonly contact?: string | undefined };
  /** Milliseconds since the Unix epoch; undefined for now. */
  readonly asOf: number | undefined;
  readonly timeZone: string;
  readonly dataFolder: string | undefined;
  readonly outputFolder: string;
}

const options = {
  tenant: { type: 'string' },
  graph: { type: 'string' },
  members: { type: 'string', multiple: true },
  accounts: { type: 'string' },
  contacts: { type: 'string' },
  'account-column': { type: 'string' },
  'email-column': { type: 'string' },
  'contact-column': { type: 'string' },
  'as-of': { type: 'string' },
  'time-zone': { type: 'string', default: 'UTC' },
  data: { type: 'string' },
  out: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const instant = z.iso.datetime({ offset: true });

/** The call that the arguments make, or `help`. Throws `EngagementFailure` with what is wrong with them. */
export async function parseEnrichCall(args: readonly string[]): Promise<EnrichCall | 'help'> {
  const values = parseOptions(args);
  if (values.help) return 'help';
  const { tenant, graph, out } = values;
  if ((tenant === undefined) === (graph === undefined)) throw unusable('give either --tenant DIR or --graph URL');
  if (out === undefined) throw unusable('--out DIR is missing');
  if (values.members === undefined) throw unusable('--members is missing');
  return {
    source: tenant !== undefined ? { tenantFolder: tenant } : { graphUrl: parseUrl('--graph', graph) },
    members: (await Promise.all(values.members.map((text) => readMembers(text, tenant)))).flat(),
    accountsPath: values.accounts,
    contactsPath: values.contacts,
    columns: { account: values['account-column'], email: values['email-column'], contact: values['contact-column'] },
    asOf: values['as-of'] === undefined ? undefined : parseInstant(values['as-of']),
    timeZone: values['time-zone'],
    dataFolder: values.data,
    outputFolder: out,
  };
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values;
  } catch (error) {
    throw unusable(error instanceof Error ? (error.message.split('. ', 1)[0] ?? '') : '');
  }
}

function parseInstant(text: string): number {
  if (!instant.safeParse(text).success) {
    throw new EngagementFailure('asOfUnusable', `--as-of "${text}" is no instant; give one with its offset, such as 2026-11-23T09:30:00Z.`);
  }
  return Date.parse(text);
}

function parseUrl(option: string, text: string | undefined): string {
  if (text === undefined || !URL.canParse(text)) throw unusable(`${option} "${text ?? ''}" is no URL`);
  return text;
}

/** `@FILE` is looked for here, then in the tenant's folder. */
async function readMembers(text: string, tenantFolder: string | undefined): Promise<string[]> {
  if (!text.startsWith('@')) return text.split(',');
  const name = text.slice(1);
  const candidates = tenantFolder === undefined ? [name] : [name, join(tenantFolder, name)];
  for (const path of candidates) {
    if (await exists(path)) return (await readText(path)).split(/[\r\n,]+/);
  }
  throw new EngagementFailure('fileUnreadable', `--members ${text}: there is no such file.`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new EngagementFailure('fileUnreadable', `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`, { cause: error });
  }
}

function unusable(what: string): EngagementFailure {
  return new EngagementFailure('callUnusable', `${what.charAt(0).toUpperCase()}${what.slice(1)}; see npm run -s enrich -- --help.`);
}
