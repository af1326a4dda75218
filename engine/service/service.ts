import type { Readable } from 'node:stream';
import type { Approval } from '../consent/consentDesk.ts';
import type { ContactCheck } from '../contacts/contactCheck.ts';
import type { ContactPreview } from '../contacts/contactPreview.ts';
import type { AddressCheck } from '../enrichments/addressCheck.ts';
import type { DirectoryHit } from '../graph/directorySearch.ts';
import type { CustomerCard, CustomerHit, Mover, RankedCustomer, ResultRow } from '../insights/customers.ts';
import type { CustomersQuery, RowsQuery } from '../insights/selection.ts';
import type { AuditEntry } from '../model/auditEntry.ts';
import type { Consent, ErasureReceipt } from '../model/consent.ts';
import type { ColumnMapping, ContactDataSet, ContactFileName } from '../model/contactDataSet.ts';
import type { Enrichment, EnrichmentStep, EnrichmentState } from '../model/enrichment.ts';
import type { Objection, ObjectionReason } from '../model/objection.ts';
import type { Page, Paged } from '../model/page.ts';
import type { Prerequisite } from '../model/prerequisite.ts';
import type { Coverage, Publication, RunRecord } from '../model/runRecord.ts';
import type { Segment, SegmentCondition, SegmentDefinition } from '../model/segment.ts';
import type { Progress } from '../runs/progress.ts';
import type { Action, Actor, Role } from './actions.ts';

/**
 * The product for one tenant, as tab, bot and command line call it. Every method that takes an actor checks what the actor may do
 * (`rights.ts`) and throws `EngagementFailure` `notAllowed` otherwise; an id that is nobody's throws `notFound`.
 */
export interface Service {
  readonly tenantId: string;
  /** The person with the app roles that the directory says: for those whose token does not tell them, as in a chat. Of a minute ago at most. */
  actorOf(userId: string): Promise<Actor>;
  /** What this person is and may do. */
  rightsOf(actor: Actor): Promise<{ readonly roles: readonly Role[]; readonly actions: readonly Action[] }>;
  readonly enrichments: Enrichments;
  readonly contactDataSets: ContactDataSets;
  readonly consents: Consents;
  readonly objections: Objections;
  readonly runs: Runs;
  readonly insights: Insights;
  readonly segments: Segments;
  readonly visibility: {
    read(actor: Actor): Promise<{ readonly isOpenToMembers: boolean }>;
    write(actor: Actor, isOpenToMembers: boolean): Promise<void>;
  };
  readonly digests: Digests;
  readonly bulletin: Bulletin;
  /** The newest entries first. */
  audit(actor: Actor, page: Page): Promise<Paged<AuditEntry> & WithNames>;
  /** Stops schedules, lets each run come to a checkpoint, and closes all files. */
  close(): Promise<void>;
}

export interface EnrichmentView {
  readonly enrichment: Enrichment;
  readonly state: EnrichmentState;
  /** The newest. */
  readonly consent: Consent | undefined;
  readonly lastRun: RunRecord | undefined;
  readonly publication: Publication | undefined;
  readonly nextRunAt: number | undefined;
}

export interface PersonName {
  readonly userId: string;
  readonly displayName: string;
}

/** An answer that names people by their user ids. */
interface WithNames {
  /** Those of them whom the directory knows now, once each; nobody where it may not be asked or does not answer in time. */
  readonly people: readonly PersonName[];
}

export interface Enrichments {
  list(actor: Actor): Promise<readonly EnrichmentView[]>;
  get(actor: Actor, id: string): Promise<EnrichmentView>;
  /** Starts a set-up. */
  create(actor: Actor, draft: EnrichmentStep): Promise<EnrichmentView>;
  /** Merges into the draft. `revision`: what the caller has seen; another one throws `revisionConflict`. */
  saveDraft(actor: Actor, id: string, draft: EnrichmentStep, revision?: number): Promise<EnrichmentView>;
  /** Drops the draft of an enrichment that has been set up; what holds stays. */
  discardDraft(actor: Actor, id: string, revision?: number): Promise<EnrichmentView>;
  /** The end of the set-up: checks everything, lets the draft hold, and asks for consent where it is needed. Throws `enrichmentIncomplete`, `nameTaken`, … */
  finish(actor: Actor, id: string, revision?: number): Promise<EnrichmentView>;
  setActive(actor: Actor, id: string, isActive: boolean, revision?: number): Promise<EnrichmentView>;
  /** Deletes it with everything that was derived. */
  remove(actor: Actor, id: string): Promise<ErasureReceipt>;
  resolveAddresses(actor: Actor, typed: readonly string[]): Promise<AddressCheck>;
  /** People and groups to choose from, at most `limit`; none where the directory cannot be read yet. */
  searchDirectory(actor: Actor, text: string, limit: number): Promise<{ readonly isSearchable: boolean; readonly hits: readonly DirectoryHit[] }>;
  prerequisites(actor: Actor): Promise<readonly Prerequisite[]>;
}

export interface ContactDataSets {
  list(actor: Actor): Promise<readonly ContactDataSet[]>;
  create(actor: Actor, options: { readonly kind: 'dataverse' | 'csv'; readonly name: string }): Promise<ContactDataSet>;
  /** Takes a file as it streams in; nothing changes where it is broken or too large (200 MB). */
  upload(actor: Actor, id: string, file: { readonly name: ContactFileName; readonly originalName: string; readonly content: Readable }): Promise<ContactDataSet>;
  preview(actor: Actor, id: string): Promise<ContactPreview>;
  check(actor: Actor, id: string, mapping: ColumnMapping, addresses: readonly string[]): Promise<ContactCheck>;
  /** Throws `notAllowed` while an enrichment uses it. */
  remove(actor: Actor, id: string): Promise<void>;
}

/** What an administrator reads before consenting. */
export interface ConsentReview extends WithNames {
  readonly consent: Consent;
  readonly enrichmentName: string;
  /** Undefined where the directory cannot be read yet. */
  readonly addressCheck: AddressCheck;
  /** `isGranted` is undefined of what Exchange grants, which shows as mailboxes are read. */
  readonly permissions: readonly { readonly name: string; readonly isGranted?: boolean; readonly reason: string }[];
  readonly fieldsRead: { readonly mail: readonly string[]; readonly meetings: readonly string[] };
  readonly neverRead: readonly string[];
}

export interface Consents {
  /** Of one enrichment, the newest first, with the receipts of what was erased. */
  list(actor: Actor, enrichmentId: string): Promise<{ readonly consents: readonly Consent[]; readonly receipts: readonly ErasureReceipt[] } & WithNames>;
  review(actor: Actor, consentId: string): Promise<ConsentReview>;
  approve(actor: Actor, consentId: string): Promise<Approval>;
  decline(actor: Actor, consentId: string, reason: string): Promise<Consent>;
  withdraw(actor: Actor, enrichmentId: string): Promise<ErasureReceipt>;
  /** Where Microsoft Entra ID sends the administrator's browser back to: nobody is signed in here, the `state` says who it was. */
  returnFromEntra(parameters: { readonly error?: string | undefined; readonly state?: string | undefined }): Promise<Consent>;
}

/** Who objects and what was erased of them: numbers. By what they are known stays with the service. */
export type ObjectionReceipt = Omit<Objection, 'keys' | 'toErase' | 'toRun'>;

export interface ErasedPerson extends ObjectionReceipt {
  /** Enrichments whose year is being read anew; when that is done, no figure holds a part of the person's any more… */
  readonly runsStarted: number;
  /** …and those whose figures still do, because no run can follow now: they are switched off, or wait for consent. */
  readonly runsToCome: number;
}

export interface Objections {
  /** The newest first. */
  list(actor: Actor): Promise<{ readonly objections: readonly ObjectionReceipt[] } & WithNames>;
  /**
   * Erases at once all that is kept of one person, who is never read nor counted again. `address`: any of the person's; of somebody in the
   * directory, or who was deleted there not long ago, it stands for all of them (`isInDirectory`). Throws `addressUnknown` for what is no
   * address of a person, and as Graph where the directory does not tell: nothing is erased then. Without `finishedAt` something could not be
   * erased yet, and is tried again.
   */
  erase(actor: Actor, address: string, reason: ObjectionReason): Promise<ErasedPerson>;
  /** From the next run on, whoever has the address is read and counted as everybody. Throws `notFound` where nobody who objects has it. */
  lift(actor: Actor, address: string): Promise<{ readonly objectionsLifted: number }>;
}

export interface RunView {
  readonly run: RunRecord;
  /** Undefined when it has ended. */
  readonly progress: Progress | undefined;
  readonly publications: readonly Publication[];
}

export interface Runs {
  /** The newest first. */
  list(actor: Actor, enrichmentId: string, page: Page): Promise<Paged<RunRecord>>;
  get(actor: Actor, enrichmentId: string, runId: string): Promise<RunView>;
  /** Results that were published and not erased since, the oldest first. */
  publications(actor: Actor, enrichmentId: string): Promise<readonly Publication[]>;
  /** Now. Throws `runConflict` where one is under way, `consentMissing` where consent is. */
  start(actor: Actor, enrichmentId: string): Promise<RunRecord>;
  cancel(actor: Actor, enrichmentId: string, runId: string): Promise<void>;
  /** Calls back at once and then at each change, until the returned function is called. */
  watch(actor: Actor, enrichmentId: string, onChange: (view: { readonly state: EnrichmentState; readonly run: RunView | undefined }) => void): Promise<() => void>;
}

export interface Freshness {
  readonly publication: Publication;
  readonly coverage: Coverage;
}

/** How a list of results is narrowed to rows that satisfy a condition, sorted and paged. */
type Filtered<Query> = Omit<Query, 'predicate'> & { readonly condition?: SegmentCondition | undefined };

export interface Insights {
  /** Search results: names that begin with, hold, or nearly are the words. */
  search(actor: Actor, enrichmentId: string, text: string, limit: number): Promise<readonly CustomerHit[]>;
  card(actor: Actor, enrichmentId: string, customerId: string): Promise<{ readonly card: CustomerCard } & Freshness>;
  ranking(actor: Actor, enrichmentId: string, page: Page): Promise<Paged<RankedCustomer> & Freshness>;
  /** The accounts whose score rose and fell the most since the previous publication. */
  movers(actor: Actor, enrichmentId: string, limit: number): Promise<{ readonly up: readonly Mover[]; readonly down: readonly Mover[] } & Freshness>;
  /** Ranked customers; with a condition those that have a row of the level that satisfies it. Throws `conditionUnusable`. */
  customers(actor: Actor, enrichmentId: string, query: Filtered<CustomersQuery>): Promise<Paged<RankedCustomer> & Freshness>;
  /** Rows of the level; with a condition those that satisfy it. Throws `conditionUnusable`. */
  table(actor: Actor, enrichmentId: string, query: Filtered<RowsQuery>): Promise<Paged<ResultRow> & Freshness>;
  /** The whole table as a file. */
  exportTable(actor: Actor, enrichmentId: string, format: 'csv' | 'parquet'): Promise<ExportedFile>;
  /** Writes the Year rows into the configured Dataverse table. */
  writeBack(actor: Actor, enrichmentId: string): Promise<{ readonly rowsWritten: number }>;
}

export interface ExportedFile {
  readonly content: Readable;
  readonly fileName: string;
  readonly mediaType: string;
}

export interface Segments {
  list(actor: Actor, enrichmentId: string): Promise<readonly Segment[]>;
  get(actor: Actor, enrichmentId: string, id: string): Promise<Segment>;
  /** How many members it would have. Throws `conditionUnusable`. */
  count(actor: Actor, enrichmentId: string, definition: Omit<SegmentDefinition, 'name'>): Promise<number>;
  create(actor: Actor, enrichmentId: string, definition: SegmentDefinition): Promise<Segment>;
  change(actor: Actor, enrichmentId: string, id: string, definition: SegmentDefinition, revision?: number): Promise<Segment>;
  remove(actor: Actor, enrichmentId: string, id: string): Promise<void>;
  members(actor: Actor, enrichmentId: string, id: string, page: Page): Promise<Paged<RankedCustomer> & Freshness>;
  exportMembers(actor: Actor, enrichmentId: string, id: string, format: 'csv' | 'parquet'): Promise<ExportedFile>;
}

/** The results of a week, for those who do not look every day. */
export interface Digest extends Freshness {
  /** When the results were published that the changes compare with: those of the digest before; undefined in the first. */
  readonly since: number | undefined;
  readonly ranking: readonly RankedCustomer[];
  readonly up: readonly Mover[];
  readonly down: readonly Mover[];
  /** Accounts with which there has been nothing for a while (the ready-made segment), those of the best rank first. */
  readonly quiet: Paged<RankedCustomer>;
}

export interface Digests {
  /** At most `limit` customers in each list. Changes are undefined, and the movers none, in the first digest and after an erasure. */
  read(actor: Actor, enrichmentId: string, limit: number): Promise<Digest>;
  /** The results that are shown now are what the next digest compares with. For the product itself: nobody asks for it. */
  mark(enrichmentId: string): Promise<void>;
}

/**
 * What the product tells of its own accord: the material of notices. Nobody asks here, so nothing is checked; whoever sends a notice answers
 * for who gets to see what. Never to be called on behalf of a person.
 */
export interface Bulletin {
  readonly enrichments: () => readonly EnrichmentView[];
  /** All of them, the oldest first; like the following, as the state has them now. */
  readonly consents: () => readonly Consent[];
  readonly runs: () => readonly RunRecord[];
  readonly publications: () => readonly Publication[];
  readonly receipts: () => readonly ErasureReceipt[];
  /** Those who were erased and object since, told by their user ids alone; the latest last. `id`: of the objection. */
  readonly erasedPeople: () => Promise<readonly { readonly id: string; readonly at: number; readonly isPerson: (userId: string) => boolean }[]>;
  /** How far a run has come that is under way. */
  readonly progress: (enrichmentId: string) => Progress | undefined;
  /** Movers since the results before, as notices of runs tell them; none where there is nothing to compare. */
  readonly movers: (enrichmentId: string, limit: number) => Promise<{ readonly up: readonly Mover[]; readonly down: readonly Mover[] }>;
  /** User ids, lower case, as the directory has them now; undefined where it may not be asked. */
  readonly globalAdministratorIds: () => Promise<readonly string[] | undefined>;
  /** How the directory calls somebody who asked for or answered something; undefined where it may not be asked or knows nobody. Never stored, never logged. */
  readonly displayName: (userId: string) => Promise<string | undefined>;
  /** Puts the Teams app into somebody's personal chat. `notPermitted`: the organisation has not granted that, or does not have the app in its catalogue. */
  readonly installApp: (userId: string) => Promise<'installed' | 'alreadyInstalled' | 'notPermitted'>;
}
