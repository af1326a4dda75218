import { dataverseContactSource } from '../../engine/contacts/dataverse.ts';
import { createGraph, type Graph } from '../../engine/graph/client.ts';
import { clientCredentialTokens } from '../../engine/graph/tokens.ts';
import { runEnrichment } from '../../engine/runs/run.ts';
import type { RunOptions, RunOutput } from '../../engine/runs/runOptions.ts';
import { startLocalTenant, type LocalTenant, type LocalTenantOptions } from '../../infra/local-tenant/index.ts';
import type { LoggedRequest } from '../../infra/local-tenant/requestLog.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { readResults, type Report, type Results } from './results.ts';

/** The same for all, so that the stores of two runs can be compared. */
const secret = new Uint8Array(32).fill(7);

export interface InProcessOptions {
  readonly dataFolder: string;
  readonly outputFolder: string;
  /** Items that the reader asks for in a page; by default as many as the product does. */
  readonly pageSize?: number;
  readonly objectors?: RunOptions['objectors'];
}

/** To follow a run, and to stop it. */
type Hooks = Pick<RunOptions, 'signal' | 'onProgress'>;

export interface InProcessRun extends Results {
  /** Everything that the tenant was asked. */
  readonly requests: readonly LoggedRequest[];
}

/** One run of the real engine in this process, over HTTP to a real local tenant and into a real store. */
export async function runInProcess(tenant: LocalTenant, report: Report, options: InProcessOptions): Promise<InProcessRun> {
  tenant.requests.clear();
  await runInto({ kind: 'folder', folder: options.outputFolder }, tenant, report, options);
  return { ...(await readResults(options.outputFolder)), requests: tenant.requests.all() };
}

/** The same, with whatever becomes of the results. */
export async function runInto(output: RunOutput, tenant: LocalTenant, report: Report, options: Omit<InProcessOptions, 'outputFolder'> & Hooks): Promise<void> {
  const tokensFor = (url: string) => clientCredentialTokens({ ...tenant, scope: `${new URL(url).origin}/.default`, clock: systemClock });
  await runEnrichment({
    ...report,
    ...options,
    connect: (signal) => {
      const graph = createGraph({ baseUrl: tenant.graphUrl, tokens: tokensFor(tenant.graphUrl), clock: systemClock, random: () => 0.5, signal });
      return options.pageSize === undefined ? graph : withPageSize(graph, options.pageSize);
    },
    contacts: dataverseContactSource({ baseUrl: tenant.dataverseUrl, tokens: tokensFor(tenant.dataverseUrl), clock: systemClock }),
    output,
    secret: () => Promise.resolve(secret),
    clock: systemClock,
  });
}

/** Serves the folder for as long as `work` takes. */
export async function withTenant<Result>(folder: string, work: (tenant: LocalTenant) => Promise<Result>, options?: LocalTenantOptions): Promise<Result> {
  const tenant = await startLocalTenant(folder, options);
  try {
    return await work(tenant);
  } finally {
    await tenant.close();
  }
}

/** The first page decides: its size stands in the links to those that follow. */
function withPageSize(graph: Graph, pageSize: number): Graph {
  return {
    ...graph,
    get: (request) => graph.get(request.mailbox === undefined ? request : { ...request, path: request.path.replace(/([?&](?:\$|%24)top=)\d+/, `$1${pageSize}`) }),
  };
}
