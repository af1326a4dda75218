import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { LocalTenant } from '../../infra/local-tenant/index.ts';
import type { LoggedRequest } from '../../infra/local-tenant/requestLog.ts';
import type { Job } from '../../infra/worker/job.ts';
import { runJob } from '../../infra/worker/runJob.ts';
import { writeAwkwardTenant } from '../awkward/awkwardTenant.ts';
import { builtScript } from '../builtScript.ts';
import { readParquet, readResults, type Report, type Results } from '../end-to-end/results.ts';
import { Command, type CommandHere, type CommandOptions } from './command.ts';
import { commandHeldAfter, startHeldTenant, type HeldTenant } from './heldTenant.ts';

/** A tenant whose months take several pages, and what an undisturbed run makes of it. */
export interface Ground {
  readonly tenantFolder: string;
  readonly held: HeldTenant;
  readonly report: Report;
  readonly undisturbed: Results;
  /** What that run has kept. */
  readonly undisturbedData: string;
  /** What the tenant was asked by it. */
  readonly requests: readonly LoggedRequest[];
  /** The command, for one that is killed or stopped. */
  readonly built: string;
}

/** What a run is given beside the report: where its state and its results are. */
export type Folders = Pick<CommandOptions, 'dataFolder' | 'outputFolder'>;

export async function prepareGround(folder: string): Promise<Ground> {
  const tenantFolder = join(folder, 'tenant');
  const report = await writeAwkwardTenant(tenantFolder, 7, { people: 6, threads: 120, meetings: 80 });
  const held = await startHeldTenant(tenantFolder);
  const folders = foldersIn(folder, 'undisturbed');
  await runAsJob({ report, tenant: held.tenant, ...folders });
  const undisturbed = await readResults(folders.outputFolder);
  return { tenantFolder, held, report, undisturbed, undisturbedData: folders.dataFolder, requests: held.tenant.requests.all(), built: await builtScript('infra/cli/enrich.ts') };
}

export function foldersIn(folder: string, name: string): Folders {
  return { dataFolder: join(folder, name, 'data'), outputFolder: join(folder, name, 'out') };
}

export interface Stopped<Running> {
  readonly command: Running;
  /** Requests that the tenant has answered. */
  readonly answered: number;
}

/** Gives the command, and resolves when all but the last `1 - share` of the requests of a run are answered, and no more will be. */
export async function commandStoppedAt<Running extends Command | CommandHere>(
  share: number,
  { held, report, requests, built }: Ground,
  folders: Folders,
  where: new (options: CommandOptions) => Running,
): Promise<Stopped<Running>> {
  const answered = Math.max(0, Math.round(share * requests.length) - 1);
  held.tenant.requests.clear();
  const command = await commandHeldAfter(answered, held, { report, built, ...folders }, where);
  return { command, answered };
}

/** Twice what one commit takes, one waiting and one under way, and the requests in flight. */
const pagesLostMax = 2 * 24 + 24;

/** The most pages that are left to read for a run after one that stopped when so many requests were answered. */
export function pagesLeftMax({ requests }: Ground, answered: number): number {
  const pages = requests.filter(isPage).length;
  const others = requests.length - pages;
  return pages - Math.max(0, answered - others - pagesLostMax);
}

export interface Repeated {
  /** What the tenant was asked this time. */
  readonly requests: readonly LoggedRequest[];
}

/**
 * Gives the same command once more, over a tenant that answers again, and expects what an undisturbed run gives. `as` a `job`, it is what the
 * command does in its worker thread, without the seconds that a process needs to start.
 */
export async function expectSameFromSecondRun({ held, report, undisturbed }: Ground, folders: Folders, as: 'command' | 'job'): Promise<Repeated> {
  held.answerAgain();
  held.tenant.requests.clear();
  const options = { report, tenant: held.tenant, ...folders };
  if (as === 'job') {
    await runAsJob(options);
  } else {
    const { status, stderr } = await new Command(options).ended;
    expect(status, stderr).toBe(0);
  }
  const { outputFolder } = folders;
  const results = await readResults(outputFolder);
  expect(results.csv).toBe(undisturbed.csv);
  expect(results.overview).toEqual(undisturbed.overview);
  expect(results.rows).toEqual(await readParquet(outputFolder));
  expect((await readdir(outputFolder)).sort()).toEqual(resultNames);
  return { requests: [...held.tenant.requests.all()] };
}

async function runAsJob({ report, tenant, dataFolder, outputFolder }: Folders & { readonly report: Report; readonly tenant: LocalTenant }): Promise<void> {
  const { graphUrl, authorityUrl, tenantId, clientId, clientSecret, dataverseUrl } = tenant;
  const job: Job = {
    ...report,
    members: [...report.members],
    graph: { baseUrl: graphUrl, authorityUrl, tenantId, clientId, clientSecret },
    contacts: { kind: 'open', dataverseUrl, columns: {} },
    dataFolder,
    output: { kind: 'folder', folder: outputFolder },
  };
  await runJob(job, new AbortController().signal, { onProgress: () => undefined });
}

export const resultNames = ['AccountEngagement.csv', 'AccountEngagement.parquet', 'Office_User.csv', 'overview.json'];

/** Puts results of an earlier run into the folder, for a run to replace. */
export async function leaveOldResults(outputFolder: string): Promise<void> {
  await mkdir(outputFolder, { recursive: true });
  for (const name of resultNames) await writeFile(join(outputFolder, name), 'old');
}

/** A page of mail or meetings that was served, as against the directory, contacts and tokens, and the single seconds that are looked at to order copies. */
export function isPage({ path, query, status }: LoggedRequest): boolean {
  const [, from = '', to = ''] = /ge (\S+) and \S+ lt (\S+)$/.exec(query['$filter'] ?? '') ?? [];
  return status === 200 && (path.endsWith('/calendarView') || (path.endsWith('/messages') && Date.parse(to) - Date.parse(from) > 1000));
}
