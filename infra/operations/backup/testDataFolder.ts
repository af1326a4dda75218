import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Surroundings } from './command.ts';
import { backup } from './backupCommand.ts';
import { restoreBackup } from './restoreCommand.ts';

export const tenantId = 'c0c0c0c0-0000-4000-8000-000000000001';
export const enrichmentId = '00000000-0000-4000-8000-000000000001';
export const publicationId = '00000000-0000-4000-8000-000000000302';
export const now = Date.UTC(2026, 8, 7);
const uploads = 'contact-data-sets/00000000-0000-4000-8000-000000000012';

/** What the state of version 1 names, and what lies beside in the folder of a service at work. */
const files: Readonly<Record<string, string>> = {
  'contacts.secret': 'ab'.repeat(32),
  [`${uploads}/accounts.sealed`]: 'sealed accounts',
  [`${uploads}/contacts.sealed`]: 'sealed contacts',
  [`enrichments/${enrichmentId}/digest.json`]: '{}',
  [`enrichments/${enrichmentId}/publications/${publicationId}/AccountEngagement.csv`]: 'PrimaryKey\r\n',
  [`enrichments/${enrichmentId}/publications/${publicationId}/insights.duckdb`]: '',
};
const left: Readonly<Record<string, string>> = {
  'state/state.lock': 'held by the service',
  'state/state.json.version-0': '{}',
  [`enrichments/${enrichmentId}/pseudonyms.secret`]: 'cd'.repeat(32),
  [`enrichments/${enrichmentId}/interactions/interactions.duckdb`]: 'interactions',
  [`enrichments/${enrichmentId}/publications/.${enrichmentId}.partial/AccountEngagement.csv`]: 'unfinished',
  [`enrichments/${enrichmentId}/publications/${publicationId}/.Office_User.csv.partial`]: 'unfinished',
  'temporary/export.csv': 'an export',
};

/** What a backup of it holds, by path in the archive, `backup.json` excepted. */
export const backedUpPaths = ['state/state.json', 'state/audit.ndjson', ...Object.keys(files), 'bot/bot.json'].map((path) => `tenants/${tenantId}/${path}`).toSorted();

/** A folder that is removed when the test ends. */
export async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'backup-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** The data folder of a service with one tenant, as version 1 of its state has it. */
export async function writeDataFolder(dataFolder: string): Promise<void> {
  const tenant = join(dataFolder, 'tenants', tenantId);
  const source = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
  await cp(source('engine/store/testVersion1'), join(tenant, 'state'), { recursive: true });
  await cp(source('bot/conversations/testVersion1'), join(tenant, 'bot'), { recursive: true });
  for (const [path, content] of Object.entries({ ...files, ...left })) {
    await mkdir(dirname(join(tenant, path)), { recursive: true });
    await writeFile(join(tenant, path), content);
  }
}

export interface Ended {
  readonly status: number;
  readonly stdout: Buffer;
  readonly told: string;
}

/** Gives `backup` or `restore`, as the command line does. */
export async function give(command: 'backup' | 'restore', args: readonly string[], { signal = new AbortController().signal, ...options }: Partial<Surroundings> = {}): Promise<Ended> {
  const stdout = new PassThrough({ highWaterMark: 1 << 24 });
  let told = '';
  const stderr = { write: (text: string) => (told += text) !== '' };
  const commands = { backup, restore: restoreBackup };
  const status = await commands[command](args, { environment: {}, stdout, stderr, signal, clock: { now: () => now, sleep: () => Promise.resolve() }, ...options });
  const written = (stdout.read() as Buffer | null) ?? Buffer.alloc(0);
  return { status, stdout: written, told: `${written.toString('latin1')}${told}` };
}
