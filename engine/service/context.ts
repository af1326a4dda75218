import type { WritableGraph } from '../graph/client.ts';
import type { MailboxPermissionPlace } from '../graph/permissions.ts';
import type { TokenSource } from '../graph/tokens.ts';
import type { EntraApp } from '../consent/consentDesk.ts';
import type { ContactSource } from '../contacts/source.ts';
import type { Clock } from '../model/clock.ts';
import type { ColumnMapping } from '../model/contactDataSet.ts';
import type { ErasureReceipt } from '../model/consent.ts';
import type { Publication, RunRecord } from '../model/runRecord.ts';
import type { ExecuteRun, RunManager } from '../runs/runManager.ts';
import type { StateStore } from '../store/stateStore.ts';
import type { TenantFolder } from '../store/tenantFolder.ts';
import type { InsightsShelf } from './insightsShelf.ts';
import type { Rights } from './rights.ts';
import type { ObjectionReceipt } from './service.ts';

/** What the service tells whoever runs it, for logs, figures and notices. */
export type ServiceEvent =
  | { readonly kind: 'runStarted'; readonly run: RunRecord }
  | { readonly kind: 'published'; readonly publication: Publication }
  | { readonly kind: 'runEnded'; readonly run: RunRecord }
  | { readonly kind: 'erased'; readonly receipt: ErasureReceipt }
  /** Everything that was kept of one person. */
  | { readonly kind: 'personErased'; readonly objection: ObjectionReceipt }
  /** Something that the bulletin tells is another than before. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'fault'; readonly error: unknown };

export interface ServiceOptions {
  readonly tenantId: string;
  /** Of this tenant alone; made where it does not exist. */
  readonly dataFolder: string;
  readonly clock: Clock;
  /** Makes a client for the tenant's directory. */
  readonly connect: (signal?: AbortSignal) => WritableGraph;
  /** Where the mailboxes are granted, as `connect` counts it: told to whoever consents. */
  readonly mailboxPermissions: MailboxPermissionPlace;
  /** Carries runs out. */
  readonly execute: ExecuteRun;
  /** Undefined where the installation knows no Dataverse. */
  readonly dataverse: DataversePorts | undefined;
  /** Where an administrator is sent to grant the permissions. */
  readonly entra: Omit<EntraApp, 'tenantId'>;
  /** Id of the Teams app in its manifest; undefined where there is none to be installed. */
  readonly teamsAppId: string | undefined;
  readonly firstRunDelayMilliseconds: number;
  readonly runsAtOnce: number;
  readonly onEvent: (event: ServiceEvent) => void;
}

export interface DataversePorts {
  readonly baseUrl: string;
  readonly tokens: TokenSource;
  readonly contacts: (columns: ColumnMapping) => ContactSource;
}

/** What the parts of the service share. */
export interface ServiceContext {
  readonly options: ServiceOptions;
  readonly store: StateStore;
  readonly folder: TenantFolder;
  readonly rights: Rights;
  readonly runs: RunManager;
  readonly shelf: InsightsShelf;
  /** Makes a client, and closes it when `use` has ended. */
  readonly withGraph: <Result>(use: (graph: WritableGraph) => Promise<Result>) => Promise<Result>;
  /** Looks for runs that are due. */
  readonly wakeScheduler: () => void;
  /** Stops what reads, and erases all that was derived. */
  readonly erase: (enrichmentId: string, cause: ErasureReceipt['cause'], by?: string) => Promise<ErasureReceipt>;
}
