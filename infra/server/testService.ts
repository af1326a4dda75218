import { Readable } from 'node:stream';
import { actions, EngagementFailure, type Actor, type EnrichmentView, type RunView, type Service } from '../../engine/index.ts';

export const testTenantId = 'aaaaaaaa-0000-4000-8000-000000000000';
export const enrichmentId = 'e0000000-0000-4000-8000-000000000001';
export const otherId = 'e0000000-0000-4000-8000-00000000ffff';
export const administratorId = 'a0000000-0000-4000-8000-000000000001';

const instant = Date.UTC(2026, 10, 23);

const consent = { id: enrichmentId, enrichmentId, status: 'granted' as const, requestedAt: instant, requestedBy: administratorId, expiresAt: instant, addresses: [] };
const run = { id: enrichmentId, enrichmentId, cause: 'first' as const, startedAt: instant, asOf: instant, resumptions: 0 };
const coverage = { from: '2025-11-23', days: 365, isComplete: true };
const publication = { id: enrichmentId, enrichmentId, runId: enrichmentId, publishedAt: instant, asOf: instant, coverage, customersEnriched: 1, customersTotal: 2 };
const fresh = { publication, coverage };
const dataSet = { id: enrichmentId, kind: 'csv' as const, name: 'Customers', files: {}, createdAt: instant, createdBy: administratorId };
const receipt = { id: enrichmentId, enrichmentId, cause: 'consentWithdrawn' as const, startedAt: instant, readingStoppedAt: instant, finishedAt: instant, mailboxes: 0, emailCopies: 0, meetingCopies: 0, publications: 0, files: 0, bytes: 0, isPseudonymKeyErased: true };
const objection = { id: enrichmentId, at: instant, by: administratorId, reason: 'asked' as const, erased: { addresses: 1, enrichments: 0, mailboxes: 0, emailCopies: 0, meetingCopies: 0, chosenAddresses: 0 }, finishedAt: instant };
const addressCheck = { isResolved: false, people: undefined, guests: undefined, withoutMailbox: undefined, addresses: [] };
const ranked = { customerId: 'C1', name: 'Contoso', rank: 1, score: 90, scoreChange: undefined, emails: 2, meetings: 1, daysSinceLastEmail: 3, daysSinceLastMeeting: undefined };
const card = { customerId: 'C1', name: 'Contoso', score: 90, rank: 1, customersRanked: 1, scoreChange: undefined, rankChange: undefined, parts: [], year: { Name: 'Contoso', EngagementScore: 90, DaysSinceLastEmail: null }, months: [], weeks: [] };

const people = [{ userId: administratorId, displayName: 'Ada Admin' }];

export const runView: RunView = { run, progress: undefined, publications: [publication] };

export function enrichmentView(revision = 7): EnrichmentView {
  return {
    enrichment: { id: enrichmentId, revision, createdAt: instant, createdBy: administratorId, updatedAt: instant, isActive: true },
    state: 'ready',
    consent,
    lastRun: run,
    publication,
    nextRunAt: undefined,
  };
}

/** In the place of the methods of the test service. */
export type Override = { readonly [Part in 'enrichments' | 'contactDataSets' | 'consents' | 'objections' | 'runs' | 'insights' | 'segments' | 'digests' | 'bulletin']?: Partial<Service[Part]> } & Partial<Pick<Service, 'actorOf' | 'close' | 'rightsOf'>>;

/** A method that tells everybody the same, and knows nothing of `otherId`. */
function answers<Answer>(answer: Answer) {
  return (_actor: Actor, ...rest: readonly unknown[]): Promise<Answer> =>
    rest[0] === otherId ? Promise.reject(new EngagementFailure('notFound', 'There is no such thing.')) : Promise.resolve(answer);
}

/** A service that knows one thing of each kind, all with the same id, and lets everybody do everything. */
export function testService(override: Override = {}): Service {
  const file = () => ({ content: Readable.from([Buffer.from('Name\r\nContoso\r\n')]), fileName: 'Größe.csv', mediaType: 'text/csv; charset=utf-8' });

  return {
    tenantId: testTenantId,
    actorOf: override.actorOf ?? ((userId) => Promise.resolve({ tenantId: testTenantId, userId: userId.toLowerCase(), appRoles: ['admin'] })),
    rightsOf: override.rightsOf ?? (() => Promise.resolve({ roles: ['admin', 'member'], actions })),
    enrichments: {
      list: answers([enrichmentView()]),
      get: answers(enrichmentView()),
      create: answers(enrichmentView(1)),
      saveDraft: answers(enrichmentView(8)),
      discardDraft: answers(enrichmentView(8)),
      finish: answers(enrichmentView(8)),
      setActive: answers(enrichmentView(8)),
      remove: answers(receipt),
      resolveAddresses: answers(addressCheck),
      searchDirectory: () => Promise.resolve({ isSearchable: true, hits: [{ kind: 'person' as const, address: 'ada@contoso.example', name: 'Ada Admin' }] }),
      prerequisites: answers([{ name: 'permissionsGranted' as const, isMet: true, code: 'permissionsGranted' as const, message: 'Users and groups can be read.' }]),
      ...override.enrichments,
    },
    contactDataSets: {
      list: answers([dataSet]),
      create: answers(dataSet),
      upload: answers(dataSet),
      preview: answers({ files: [{ name: 'accounts' as const, columns: ['Name'], rows: [['Contoso']] }], guess: { name: 'Name' } }),
      check: answers({ accounts: 1, accountsCovered: 1, contacts: 1, contactsWithAddress: 1, contactsWithoutAddress: 0, addressesInSeveralAccounts: 0, contactsOnOwnSide: 0, contactsOfUnknownAccounts: 0, isOwnSideKnown: true }),
      remove: answers(undefined),
      ...override.contactDataSets,
    },
    consents: {
      list: answers({ consents: [consent], receipts: [receipt], people }),
      review: answers({ consent, enrichmentName: 'Sales', addressCheck, permissions: [], fieldsRead: { mail: [], meetings: [] }, neverRead: [], people }),
      approve: answers({ kind: 'granted' as const, consent }),
      decline: answers({ ...consent, status: 'declined' as const }),
      withdraw: answers(receipt),
      returnFromEntra: () => Promise.resolve(consent),
      ...override.consents,
    },
    objections: {
      list: answers({ objections: [objection], people }),
      erase: answers({ ...objection, runsStarted: 1, runsToCome: 0 }),
      lift: answers({ objectionsLifted: 1 }),
      ...override.objections,
    },
    runs: {
      list: answers({ total: 1, items: [run] }),
      get: answers(runView),
      publications: answers([publication]),
      start: answers(run),
      cancel: answers(undefined),
      watch: (_actor, _id, onChange) => {
        onChange({ state: 'running', run: runView });
        return Promise.resolve(() => undefined);
      },
      ...override.runs,
    },
    insights: {
      search: answers([{ customerId: 'C1', name: 'Contoso', score: 90, rank: 1 }]),
      card: answers({ card, ...fresh }),
      ranking: answers({ total: 1, items: [ranked], ...fresh }),
      customers: answers({ total: 1, items: [ranked], ...fresh }),
      movers: answers({ up: [{ ...ranked, scoreChange: 5 }], down: [], ...fresh }),
      table: answers({ total: 1, items: [{ Name: 'Contoso', CustomerId: 'C1', DaysSinceLastEmail: null }], ...fresh }),
      exportTable: () => Promise.resolve(file()),
      writeBack: answers({ rowsWritten: 1 }),
      ...override.insights,
    },
    segments: {
      list: answers([segment()]),
      get: answers(segment()),
      count: answers(3),
      create: answers(segment()),
      change: answers(segment()),
      remove: answers(undefined),
      members: answers({ total: 1, items: [ranked], ...fresh }),
      exportMembers: () => Promise.resolve(file()),
      ...override.segments,
    },
    digests: {
      read: answers({ since: undefined, ranking: [ranked], up: [], down: [], quiet: { total: 1, items: [ranked] }, ...fresh }),
      mark: () => Promise.resolve(),
      ...override.digests,
    },
    bulletin: {
      enrichments: () => [enrichmentView()],
      consents: () => [consent],
      runs: () => [run],
      publications: () => [publication],
      receipts: () => [receipt],
      erasedPeople: () => Promise.resolve([]),
      progress: () => undefined,
      movers: () => Promise.resolve({ up: [], down: [] }),
      globalAdministratorIds: () => Promise.resolve([administratorId]),
      displayName: () => Promise.resolve('Ada Admin'),
      installApp: () => Promise.resolve('installed'),
      ...override.bulletin,
    },
    visibility: {
      read: answers({ isOpenToMembers: false }),
      write: answers(undefined),
    },
    audit: answers({ total: 1, items: [{ sequence: 1, at: instant, action: 'enrichmentCreated' as const, by: administratorId }], people }),
    close: override.close ?? (() => Promise.resolve()),
  };
}

function segment() {
  return {
    id: enrichmentId,
    enrichmentId,
    revision: 4,
    name: 'Stale accounts',
    level: 'Year' as const,
    condition: { kind: 'comparison' as const, column: 'DaysSinceLastEmail' as const, comparison: 'greater' as const, value: 60 },
    isReadyMade: false,
    createdAt: instant,
    history: [],
  };
}
