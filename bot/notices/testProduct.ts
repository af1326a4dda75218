import { EngagementFailure, type Action, type Consent, type Digest, type EnrichmentView, type ErasureReceipt, type Mover, type Progress, type Publication, type RankedCustomer, type RunRecord, type Service } from '../../engine/index.ts';
import { testOverview } from '../../engine/model/testOverview.ts';
import { testId } from '../cards/notices/testRecords.ts';

export const testEnrichmentId = testId(1);

export function testRun(number: number, changes: Partial<RunRecord> = {}): RunRecord {
  return { id: testId(200 + number), enrichmentId: testEnrichmentId, cause: 'daily', startedAt: 0, asOf: 0, resumptions: 0, ...changes };
}

export function testConsent(number: number, changes: Partial<Consent> = {}): Consent {
  return { id: testId(100 + number), enrichmentId: testEnrichmentId, status: 'granted', requestedAt: 0, requestedBy: 'ann', expiresAt: 0, addresses: ['sales@contoso.com'], answeredAt: 0, answeredBy: 'gail', ...changes };
}

export function testCustomer(name: string, changes: Partial<Mover> = {}): Mover {
  return { customerId: name, name, rank: 1, score: 71.4, scoreChange: 12.3, emails: 120, meetings: 8, daysSinceLastEmail: 45, daysSinceLastMeeting: undefined, ...changes };
}

export function testReceipt(number: number, changes: Partial<ErasureReceipt> = {}): ErasureReceipt {
  const counts = { mailboxes: 40, emailCopies: 120_345, meetingCopies: 9_876, publications: 12, files: 30, bytes: 1_000_000 };
  return { id: testId(300 + number), enrichmentId: testEnrichmentId, cause: 'consentWithdrawn', startedAt: 0, readingStoppedAt: 0, finishedAt: 0, ...counts, isPseudonymKeyErased: true, ...changes };
}

/** What the service tells the notices, as a test has it; the enrichment is Ann's, in Warsaw. */
export class TestProduct {
  enrichment: EnrichmentView['enrichment'] = {
    id: testEnrichmentId,
    revision: 1,
    createdAt: 0,
    createdBy: 'ann',
    updatedAt: 0,
    isActive: true,
    settings: { addresses: ['sales@contoso.com'], terms: { agreedAt: 0, agreedBy: 'ann' }, contactDataSetId: testId(9), mapping: {}, name: 'Sales 1', outputTable: 'Sales', timeZone: 'Europe/Warsaw', runHour: 2 },
  };
  isDeleted = false;
  consents: Consent[] = [testConsent(1, { answeredAt: 1 })];
  runs: RunRecord[] = [];
  publications: Publication[] = [];
  receipts: ErasureReceipt[] = [];
  progress: Progress | undefined;
  nextRunAt: number | undefined;
  movers: { up: Mover[]; down: Mover[] } = { up: [], down: [] };
  ranking: RankedCustomer[] = [testCustomer('Contoso')];
  quiet: RankedCustomer[] = [];
  /** Of people; undefined: the directory cannot be asked. */
  rights = new Map<string, readonly Action[] | undefined>([
    ['ann', ['readEnrichments', 'readResults', 'subscribeConversations', 'runEnrichments']],
    ['vic', ['readEnrichments', 'readResults', 'subscribeConversations']],
    ['wim', ['readEnrichments', 'readResults', 'subscribeConversations']],
  ]);
  /** The results that the next digest compares with. */
  marked: Publication | undefined;
  marks = 0;
  started: { readonly by: string; readonly enrichmentId: string }[] = [];

  /** New results of the newest run. */
  publish(publishedAt: number, changes: Partial<Publication> = {}): Publication {
    const publication = { id: testId(400 + this.publications.length), enrichmentId: testEnrichmentId, runId: this.runs.at(-1)?.id ?? testId(299), publishedAt, asOf: publishedAt, coverage: { from: '2025-11-23', days: 365, isComplete: true }, customersEnriched: 3, customersTotal: 4, ...changes };
    this.publications.push(publication);
    return publication;
  }

  /** The newest run has ended. */
  end(changes: Partial<RunRecord>): void {
    const last = this.runs.pop();
    if (last === undefined) throw new Error('there is no run');
    this.runs.push({ ...last, outcome: 'succeeded', overview: testOverview, ...changes });
    this.progress = undefined;
  }

  /** As the service does it: figures go, records of runs stay, unless the enrichment is deleted. */
  erase(receipt: ErasureReceipt): void {
    this.publications = [];
    this.marked = undefined;
    this.consents = this.consents.map((consent) => ({ ...consent, status: 'withdrawn' }));
    this.runs = receipt.cause === 'enrichmentDeleted' ? [] : this.runs.map(withoutOverview);
    this.isDeleted = receipt.cause === 'enrichmentDeleted';
    this.receipts.push(receipt);
  }

  get service(): Partial<Service> {
    return {
      actorOf: (userId) => Promise.resolve({ tenantId: 'contoso', userId, appRoles: [] }),
      rightsOf: ({ userId }) => {
        const actions = this.rights.get(userId) ?? [];
        const isUnknown = this.rights.has(userId) && this.rights.get(userId) === undefined;
        return isUnknown ? Promise.reject(new EngagementFailure('graphUnavailable', 'Microsoft Graph does not answer.')) : Promise.resolve({ roles: [], actions });
      },
      bulletin: {
        enrichments: () => (this.isDeleted ? [] : [this.#view()]),
        consents: () => [...this.consents],
        runs: () => [...this.runs],
        publications: () => [...this.publications],
        receipts: () => [...this.receipts],
        erasedPeople: () => Promise.resolve([]),
        progress: () => this.progress,
        movers: () => Promise.resolve(this.movers),
        globalAdministratorIds: () => Promise.resolve([]),
        displayName: () => Promise.resolve(undefined),
        installApp: () => Promise.resolve('notPermitted'),
      },
      digests: {
        read: () => Promise.resolve(this.#digest()),
        mark: () => {
          this.marked = this.publications.at(-1);
          this.marks += 1;
          return Promise.resolve();
        },
      },
      runs: {
        start: (actor, enrichmentId) => {
          this.started.push({ by: actor.userId, enrichmentId });
          return Promise.resolve(testRun(this.started.length));
        },
      } as Partial<Service['runs']> as Service['runs'],
    };
  }

  #view(): EnrichmentView {
    return { enrichment: this.enrichment, state: 'ready', consent: this.consents.at(-1), lastRun: this.runs.at(-1), publication: this.publications.at(-1), nextRunAt: this.nextRunAt };
  }

  #digest(): Digest {
    const publication = this.publications.at(-1);
    if (publication === undefined) throw new EngagementFailure('notReady', 'There are no results yet.');
    return { publication, coverage: publication.coverage, since: this.marked?.publishedAt, ranking: this.ranking, ...this.movers, quiet: { total: this.quiet.length, items: this.quiet.slice(0, 5) } };
  }
}

function withoutOverview(run: RunRecord): RunRecord {
  const rest = { ...run };
  delete rest.overview;
  return rest;
}
