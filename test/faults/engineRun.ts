import { join } from 'node:path';
import { dataverseContactSource } from '../../engine/contacts/dataverse.ts';
import { createGraph, type GraphRequest } from '../../engine/graph/client.ts';
import type { MailboxPermissionPlace } from '../../engine/graph/permissions.ts';
import { clientCredentialTokens, type TokenSource } from '../../engine/graph/tokens.ts';
import type { Clock } from '../../engine/model/clock.ts';
import { runEnrichment, type RunResult } from '../../engine/runs/run.ts';
import type { LocalTenant } from '../../infra/local-tenant/index.ts';
import { randomOf } from '../awkward/random.ts';
import type { Report } from '../end-to-end/results.ts';

/** The installation's secret in all runs of this process, so that a test can tell whose rows the store holds. */
export const secret = new Uint8Array(32).fill(3);

export interface EngineRunOptions {
  readonly report: Report;
  readonly tenant: LocalTenant;
  /** The tenant's own clock: both sides must agree on what time it is. */
  readonly clock: Clock;
  /** Holds a folder for the interactions and one for the results. */
  readonly folder: string;
  /** Items in a page; by default as many as the product asks for. */
  readonly pageSize?: number;
  /** Default Microsoft Entra ID. */
  readonly mailboxPermissions?: MailboxPermissionPlace;
  /** In place of the app's own credentials at Graph. */
  readonly tokens?: TokenSource;
  /** Called before each request to Graph, with its path and its number, from 1. */
  readonly onRequest?: (path: string, number: number) => void;
  readonly signal?: AbortSignal;
}

/** One run of the engine in this process, over HTTP. The results are in the folder `out` of its folder. */
export async function runEngine({ report, tenant, clock, folder, pageSize, mailboxPermissions, tokens, onRequest = () => undefined, signal }: EngineRunOptions): Promise<RunResult> {
  const random = randomOf(1);
  let requestsCount = 0;
  return runEnrichment({
    ...report,
    connect: (stop) => {
      const graph = createGraph({ baseUrl: tenant.graphUrl, tokens: tokens ?? tokensOf(tenant, clock), mailboxPermissions, clock, random: () => random.integer(0, 999) / 1000, signal: stop });
      return {
        ...graph,
        get: (request) => {
          requestsCount += 1;
          onRequest(request.path, requestsCount);
          return graph.get(pageSize === undefined ? request : withPageSize(request, pageSize));
        },
      };
    },
    contacts: dataverseContactSource({ baseUrl: tenant.dataverseUrl, tokens: tokensOf(tenant, clock), clock }),
    dataFolder: interactionsFolder(folder),
    output: { kind: 'folder', folder: outputFolder(folder) },
    secret: () => Promise.resolve(secret),
    clock,
    signal,
  });
}

export const interactionsFolder = (folder: string): string => join(folder, 'interactions');
export const outputFolder = (folder: string): string => join(folder, 'out');

/** Graph and Dataverse of a local tenant share a host, and so a token. */
export function tokensOf(tenant: LocalTenant, clock: Clock, clientId = tenant.clientId): TokenSource {
  return clientCredentialTokens({ ...tenant, clientId, scope: `${new URL(tenant.graphUrl).origin}/.default`, clock });
}

/** The first page decides: its size stands in the links to those that follow. */
function withPageSize(request: GraphRequest, pageSize: number): GraphRequest {
  return request.mailbox === undefined ? request : { ...request, path: request.path.replace(/([?&](?:\$|%24)top=)500(?!\d)/, `$1${pageSize}`) };
}
