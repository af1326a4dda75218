import { join } from 'node:path';
import { EngagementFailure } from '../../engine/failure.ts';
import {
  clientCredentialTokens,
  type ContactSource,
  createGraph,
  csvContactSource,
  dataverseContactSource,
  Objectors,
  readOrMakeSecret,
  readSecret,
  runEnrichment,
  type RunOutput,
  type RunResult,
  sealedCsvContactSource,
} from '../../engine/run.ts';
import { systemClock } from '../systemClock.ts';
import type { Job } from './job.ts';
import type { JobEvents } from './messages.ts';

/** Runs a job in this thread, with the machine's clock. Throws `EngagementFailure`. */
export async function runJob(job: Job, signal: AbortSignal, { onProgress, onPublished }: JobEvents): Promise<RunResult> {
  const { baseUrl, mailboxPermissions, ...credentials } = job.graph;
  const tokens = clientCredentialTokens({ ...credentials, scope: scopeOf(baseUrl), clock: systemClock });
  const output: RunOutput = job.output.kind === 'folder' ? job.output : { ...job.output, onPublished: (published) => onPublished?.(published) };
  return runEnrichment({
    connect: (stop) => createGraph({ baseUrl, tokens, mailboxPermissions, clock: systemClock, random: Math.random, signal: stop }),
    contacts: await contactSource(job, signal),
    objectors: job.objections && new Objectors(await readSecret(job.objections.secretPath), job.objections.keys),
    members: job.members,
    asOf: job.asOf,
    timeZone: job.timeZone,
    dataFolder: join(job.dataFolder, 'interactions'),
    output,
    secret: () => readOrMakeSecret(join(job.dataFolder, 'pseudonyms.secret')),
    clock: systemClock,
    memoryMegabytes: job.memoryMegabytes,
    signal,
    onProgress,
  });
}

async function contactSource({ contacts, graph }: Job, signal: AbortSignal): Promise<ContactSource> {
  if (contacts.kind === 'sealed') return sealedCsvContactSource({ ...contacts, key: await readOrMakeSecret(contacts.keyPath) });
  const { accountsPath, contactsPath, dataverseUrl, columns } = contacts;
  const files = csvContactSource({ accountsPath: accountsPath ?? '', contactsPath: contactsPath ?? '', columns });
  if (accountsPath !== undefined && contactsPath !== undefined) return files;
  if (dataverseUrl === undefined) {
    throw new EngagementFailure('callUnusable', 'There is no contact data set: give --accounts and --contacts, or the address of Dataverse in DATAVERSE_URL.');
  }
  const { authorityUrl, tenantId, clientId, clientSecret } = graph;
  const dataverse = dataverseContactSource({
    baseUrl: dataverseUrl,
    tokens: clientCredentialTokens({ authorityUrl, tenantId, clientId, clientSecret, scope: scopeOf(dataverseUrl), clock: systemClock }),
    clock: systemClock,
    signal,
    columns,
  });
  return {
    accounts: () => (accountsPath === undefined ? dataverse : files).accounts(),
    contacts: () => (contactsPath === undefined ? dataverse : files).contacts(),
  };
}

/** Client credentials take the resource and nothing else: its host, with every permission that was granted for it. */
function scopeOf(url: string): string {
  return `${new URL(url).origin}/.default`;
}
