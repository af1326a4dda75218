import { cp, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { clientCredentialTokens } from '../../engine/index.ts';
import { openPage } from '../../infra/local-tenant/testBrowser.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { consentReviewAnswer, consentsAnswer, erasureReceiptAnswer } from '../../tab/contract/consents.ts';
import { contactCheckAnswer, contactDataSetAnswer, contactPreviewAnswer } from '../../tab/contract/contactDataSets.ts';
import { addressCheck, directorySearchAnswer, enrichmentAnswer, enrichmentsAnswer, prerequisitesAnswer } from '../../tab/contract/enrichments.ts';
import { adaptiveCardAnswer, cardAnswer, moversAnswer, rankingAnswer, searchAnswer, tableAnswer, writeBackAnswer } from '../../tab/contract/insights.ts';
import { auditAnswer } from '../../tab/contract/organization.ts';
import { publicationsAnswer, runAnswer, runRecordAnswer, runsAnswer } from '../../tab/contract/runs.ts';
import { segmentAnswer, segmentCountAnswer, segmentMembersAnswer, segmentsAnswer } from '../../tab/contract/segments.ts';
import { runInProcess } from '../end-to-end/inProcess.ts';
import { addressOf } from '../end-to-end/smallTenant.ts';
import { filesIn } from '../privacy/leaks.ts';
import { startRunningService, type RunningService } from './runningService.ts';
import { people, salesYear, staleAccountIds } from './salesYear.ts';
import { consentIdOf, consentTo, csvFiles, csvMapping, endOfRun, openConsentPage, press, timeZone, whileReading, type EnrichmentView, type RunRecord } from './setUp.ts';
import type { Person } from './person.ts';

const asOfCompany = systemClock.now();
const company = salesYear(asOfCompany);
const files = csvFiles(company);

/** Slows reading down, so that a run can be met while it reads. */
const slowly = { route: /\/(messages|calendarView)$/, slowMilliseconds: 100 };

/** One story, from an organisation that has granted nothing to one that has nothing left; each test begins where the one before has ended. */
describe('from the first step of a set-up to its deletion', () => {
  let service: RunningService;
  let admin: Person;
  let viewer: Person;
  let director: Person;
  let contactDataSetId: string;
  let enrichmentId: string;
  let firstRun: RunRecord;
  let csv: string;

  const path = (rest = '') => `/enrichments/${enrichmentId}${rest}`;
  const view = (): Promise<EnrichmentView> => admin.get(path(), enrichmentAnswer);
  const patch = (draft: object) => admin.send('PATCH', path('/draft'), enrichmentAnswer, draft);
  const finish = () => admin.post(path('/finish'), enrichmentAnswer);

  beforeAll(async () => {
    service = await startRunningService({ company, tenant: { grantedRoles: [] } });
    [admin, viewer, director] = await Promise.all([service.signIn('admin'), service.signIn('viewer'), service.signIn('globalAdministrator')]);
  });
  afterAll(() => service.close());

  test('before anything is granted, the prerequisites tell what is missing, and addresses are taken as typed', async () => {
    const prerequisites = await admin.get('/prerequisites', prerequisitesAnswer);
    expect(prerequisites.map(({ name, isMet }) => [name, isMet])).toEqual([['permissionsGranted', false], ['exchangeLicensed', false], ['regionSupported', false], ['contactDataReachable', true]]);
    expect(prerequisites[0]?.missingPermissions).toContain('Mail.ReadBasic.All');
    const check = await admin.post('/addresses/resolve', addressCheck, { addresses: [addressOf('sales'), 'no address'] });
    expect(check).toMatchObject({ isResolved: false, addresses: [{ kind: 'unresolved' }, { kind: 'unknown', problem: { code: 'addressUnknown' } }] });
    expect(await admin.get('/directory/search?text=sales', directorySearchAnswer)).toEqual({ isSearchable: false, hits: [] });
  });

  test('a set-up is saved step by step, and tells what is missing when it is finished too early', async () => {
    const created = await admin.post('/enrichments', enrichmentAnswer, { addresses: [addressOf('sales')] });
    enrichmentId = created.enrichment.id;
    expect(created.state).toBe('draft');
    const agreed = await patch({ agreesToTerms: true });
    expect(agreed.enrichment.draft).toMatchObject({ addresses: [addressOf('sales')], terms: { agreedBy: service.idOf('admin') } });
    await expect(finish()).rejects.toMatchObject({ code: 'enrichmentIncomplete', message: expect.stringMatching(/contact data set.*field mapping.*name/) as string });
  });

  test('CSV files are uploaded, shown, understood and checked', async () => {
    contactDataSetId = (await admin.post('/contact-data-sets', contactDataSetAnswer, { kind: 'csv', name: 'Customers' })).id;
    await admin.upload(contactDataSetId, 'accounts', files.accounts);
    const { files: uploaded } = await admin.upload(contactDataSetId, 'contacts', files.contacts);
    expect(uploaded).toMatchObject({ accounts: { rows: 8, originalName: 'accounts.csv' }, contacts: { rows: 24 } });

    const preview = await admin.get(`/contact-data-sets/${contactDataSetId}/preview`, contactPreviewAnswer);
    expect(preview.guess).toEqual(csvMapping);
    expect(preview.files.map(({ name, rows }) => [name, rows.length, rows[0]?.[0]])).toEqual([['accounts', 8, 'A-1'], ['contacts', 20, 'contact-1-1']]);

    const check = await admin.post(`/contact-data-sets/${contactDataSetId}/check`, contactCheckAnswer, { mapping: preview.guess, addresses: [addressOf('sales')] });
    expect(check).toMatchObject({ accounts: 8, accountsCovered: 8, contacts: 24, contactsWithAddress: 24, contactsOnOwnSide: 0, isOwnSideKnown: false });
    await patch({ contactDataSetId, mapping: preview.guess });
  });

  test('the finished set-up waits for consent, and says whose mailboxes it is about', async () => {
    await patch({ name: 'Sales engagement', outputTable: 'SalesEngagement', timeZone, runHour: 2, writeBack: { tableSetName: 'contoso_accountengagements', keyColumn: 'contoso_customerid' } });
    const finished = await finish();
    expect(finished).toMatchObject({ state: 'awaitingConsent', consent: { status: 'requested', addresses: [addressOf('sales')] } });
    expect(finished.enrichment.draft).toBeUndefined();
    await expect(admin.post(path('/runs'), runRecordAnswer)).rejects.toMatchObject({ code: 'consentMissing' });
  });

  test('who cancels on the consent page of Entra leaves the request open', async () => {
    const page = await openConsentPage(director, consentIdOf(await view()));
    expect(page.text).toContain('Mail.ReadBasic.All');
    const ended = await openPage((await press(page, 'cancel', service.idOf('globalAdministrator'))).href);
    expect([ended.status, ended.text]).toEqual([409, expect.stringContaining('Consent was not given')]);
    expect(await view()).toMatchObject({ state: 'awaitingConsent', consent: { status: 'requested' } });
  });

  test('who accepts there comes back to consent that is given, and the first run starts by itself', async () => {
    const page = await openConsentPage(director, consentIdOf(await view()));
    const ended = await openPage((await press(page, 'accept', service.idOf('globalAdministrator'))).href);
    expect([ended.status, ended.text]).toEqual([200, expect.stringContaining('Consent is given')]);
    expect((await view()).consent).toMatchObject({ status: 'granted', answeredBy: service.idOf('globalAdministrator') });

    firstRun = await endOfRun(admin, enrichmentId);
    expect(firstRun).toMatchObject({ cause: 'first', resumptions: 0, outcome: 'succeededWithWarnings', overview: { addressesSelected: 5, addressesProcessed: 4, customersTotal: 8, customersEnriched: 7 } });
    expect(await view()).toMatchObject({ state: 'ready', publication: { runId: firstRun.id, coverage: { isComplete: true } } });
  });

  test('its table is byte for byte that of the command line for the same tenant and moment', async () => {
    csv = await viewer.download(path('/results/export?format=csv'));
    const report = { members: [addressOf('sales')], asOf: firstRun.asOf, timeZone };
    const alone = await runInProcess(service.tenant, report, { dataFolder: join(service.folder, 'alone', 'data'), outputFolder: join(service.folder, 'alone', 'out') });
    expect(csv).toBe(alone.csv);
    expect(firstRun.overview).toEqual(alone.overview);
  });

  test('addresses resolve to people now: by group and in total, guests and people without mailbox apart', async () => {
    const check = await admin.post('/addresses/resolve', addressCheck, { addresses: [addressOf('sales'), addressOf(people.viewer), addressOf('quiet'), addressOf('nobody.here')] });
    expect(check).toMatchObject({ isResolved: true, people: 5, guests: 1, withoutMailbox: 1 });
    expect(check.addresses).toMatchObject([
      { kind: 'group', people: 5, guests: 1, withoutMailbox: 1 },
      { kind: 'person', people: 1 },
      { kind: 'group', people: 0, guests: 1, problem: { code: 'groupEmpty' } },
      { kind: 'unknown', problem: { code: 'addressUnknown' } },
    ]);
    const tooFew = await admin.post('/addresses/resolve', addressCheck, { addresses: [addressOf(people.viewer)] });
    expect(tooFew.problem).toMatchObject({ code: 'peopleTooFew', message: expect.stringContaining('1') as string });
    expect((await admin.get('/prerequisites', prerequisitesAnswer)).map(({ isMet }) => isMet)).toEqual([true, true, true, true]);
    const { isSearchable, hits } = await admin.get('/directory/search?text=SALE', directorySearchAnswer);
    expect([isSearchable, hits.map(({ kind, address }) => [kind, address])]).toEqual([true, [['group', addressOf('sales')]]]);
  });

  test('a seller finds a customer by a part of its name, and sees its card', async () => {
    const hits = await viewer.get(`${path('/customers')}?text=lodz`, searchAnswer);
    expect(hits[0]).toMatchObject({ customerId: 'A-4', name: 'Łódź Logistics' });
    const { card, coverage } = await viewer.get(path('/customers/A-1'), cardAnswer);
    expect(coverage).toMatchObject({ isComplete: true });
    expect(card).toMatchObject({ name: 'Fabrikam Zürich', rank: 1, customersRanked: 7, year: { CustomerId: 'A-1', Name: 'Fabrikam Zürich', EngagementScore: card.score } });
    expect(card.parts.length).toBe(8);
    expect(card.parts.reduce((total, { points }) => total + points, 0)).toBeCloseTo(card.score ?? -1, 0);
    expect([card.months.length, card.weeks.length]).toEqual([13, 53].map((count) => expect.toSatisfy((found: number) => Math.abs(found - count) <= 1) as number));
    const { card: silent } = await viewer.get(path('/customers/A-8'), cardAnswer);
    expect(silent.score).toBeUndefined();
    await expect(viewer.get(path('/customers/A-9'), cardAnswer)).rejects.toMatchObject({ code: 'notFound' });
    const sent = await viewer.get(path('/customers/A-1/adaptive-card?language=pl'), adaptiveCardAnswer);
    expect([sent['lang'], JSON.stringify(sent)]).toEqual(['pl', expect.stringContaining('Fabrikam Zürich') as string]);
  });

  test('ranking, movers and table show the same figures', async () => {
    const ranking = await viewer.get(path('/ranking'), rankingAnswer);
    expect(ranking.items.map(({ score }) => score)).toEqual(ranking.items.map(({ score }) => score).toSorted((a, b) => b - a));
    expect([ranking.total, ranking.items[0]?.rank]).toEqual([7, 1]);
    expect(await viewer.get(path('/movers'), moversAnswer)).toMatchObject({ up: [], down: [] });
    const table = await viewer.post(path('/results/query'), tableAnswer, { level: 'Year', sort: 'EngagementScore', direction: 'descending', limit: 3 });
    expect(table.total).toBe(7);
    // Equals go by name in the ranking, by id in the table.
    const best = ranking.items.toSorted((a, b) => b.score - a.score || (a.customerId < b.customerId ? -1 : 1)).slice(0, 3);
    expect(table.items.map(({ CustomerId, EngagementScore }) => [CustomerId, EngagementScore])).toEqual(best.map(({ customerId, score }) => [customerId, score]));
    const lines = csv.trimEnd().split('\n').length - 1;
    const totals = await Promise.all(['Year', 'Month', 'Week'].map(async (level) => (await viewer.post(path('/results/query'), tableAnswer, { level, limit: 1 })).total));
    expect(totals.reduce((sum, total) => sum + total, 0)).toBe(lines);
    const found = await viewer.post(path('/customers/query'), rankingAnswer, { text: 'zurich', condition: { kind: 'comparison', column: 'EngagementScore', comparison: 'greater', value: 0 } });
    expect([found.total, found.items]).toEqual([1, ranking.items.filter(({ customerId }) => customerId === 'A-1')]);
    expect((await viewer.get(path('/publications'), publicationsAnswer)).at(-1)).toEqual(ranking.publication);
  });

  test('segments: stale accounts are ready-made; one of a seller’s own is counted before it is saved, listed and exported', async () => {
    const [stale] = await viewer.get(path('/segments'), segmentsAnswer);
    expect(stale).toMatchObject({ name: 'Stale accounts', isReadyMade: true });
    const members = await viewer.get(path(`/segments/${stale?.id}/members`), segmentMembersAnswer);
    expect(members.items.map(({ customerId }) => customerId)).toEqual(staleAccountIds.filter((id) => id !== 'A-8'));
    expect(stale?.history.at(-1)).toMatchObject({ count: members.total });

    const definition = { level: 'Year', condition: { kind: 'all', conditions: [{ kind: 'comparison', column: 'EngagementScore', comparison: 'greater', value: 0 }, { kind: 'comparison', column: 'DaysSinceLastEmail', comparison: 'lessOrEqual', value: 60 }] } };
    const { count } = await viewer.post(path('/segments/count'), segmentCountAnswer, definition);
    const own = await viewer.post(path('/segments'), segmentAnswer, { name: 'Warm', ...definition });
    const warm = await viewer.get(path(`/segments/${own.id}/members?limit=2`), segmentMembersAnswer);
    expect([warm.total, warm.items.length, own.history.map((entry) => entry.count)]).toEqual([count, 2, [count]]);
    const exported = await viewer.download(path(`/segments/${own.id}/members/export?format=csv`));
    expect(exported.trimEnd().split('\n').length).toBe(count + 1);
    await expect(viewer.post(path('/segments'), segmentAnswer, { name: 'warm', ...definition })).rejects.toMatchObject({ code: 'nameTaken' });
  });

  test('the Year rows stand in Dataverse after a complete run, and writing them again changes nothing', async () => {
    const before = await writtenRows(service);
    expect(before.length).toBe(7);
    expect(await admin.post(path('/write-back'), writeBackAnswer)).toEqual({ rowsWritten: 7 });
    expect(await writtenRows(service)).toEqual(before);
    const { items } = await viewer.get(path('/ranking'), rankingAnswer);
    expect(Object.fromEntries(before.map((row) => [row['contoso_customerid'], row['contoso_engagementscore']]))).toEqual(Object.fromEntries(items.map(({ customerId, score }) => [customerId, score])));
  });

  test('another name asks nobody for anything; another address asks for consent again, and is read when it is given', async () => {
    await patch({ name: 'Engagement of sales' });
    const renamed = await finish();
    expect(renamed).toMatchObject({ state: 'ready', consent: { status: 'granted' }, enrichment: { settings: { name: 'Engagement of sales' } } });

    await patch({ addresses: [addressOf('sales'), addressOf(people.member)] });
    const extended = await finish();
    expect(extended).toMatchObject({ state: 'awaitingConsent', consent: { status: 'requested' } });
    const review = await director.get(`/consents/${consentIdOf(extended)}/review`, consentReviewAnswer);
    expect(review).toMatchObject({ enrichmentName: 'Engagement of sales', addressCheck: { people: 6 } });
    expect(review.permissions.every(({ isGranted }) => isGranted)).toBe(true);
    expect(review.people.map(({ userId }) => userId)).toEqual([service.idOf('admin')]);
    await consentTo(director, extended);

    const run = await endOfRun(admin, enrichmentId, firstRun.id);
    expect(run).toMatchObject({ overview: { addressesSelected: 6, addressesProcessed: 5 } });
    const { card } = await viewer.get(path('/customers/A-1'), cardAnswer);
    expect(card.scoreChange).toBeDefined();
    const [stale] = await viewer.get(path('/segments'), segmentsAnswer);
    expect(new Set(stale?.history.map(({ publicationId }) => publicationId)).size).toBe(stale?.history.length);
  });

  test('one that is inactive is not read by itself; a run that is asked for can be cancelled, and leaves the results', async () => {
    const inactive = await admin.send('PUT', path('/active'), enrichmentAnswer, { isActive: false });
    expect(inactive).toMatchObject({ state: 'inactive' });
    expect(inactive.nextRunAt).toBeUndefined();

    service.tenant.faults.fail(slowly);
    const { id } = await admin.post(path('/runs'), runRecordAnswer);
    await expect(admin.post(path('/runs'), runRecordAnswer)).rejects.toMatchObject({ code: 'runConflict' });
    await whileReading(admin, enrichmentId, undefined, inactive.lastRun?.id);
    await admin.post(path(`/runs/${id}/cancel`), z.undefined());
    service.tenant.faults.clear();
    expect(await admin.get(path(`/runs/${id}`), runAnswer)).toMatchObject({ run: { cause: 'manual', outcome: 'cancelled', cancelledBy: service.idOf('admin') } });
    expect((await view()).publication).toEqual(inactive.publication);
    expect((await admin.get(path('/runs'), runsAnswer)).items.map(({ cause }) => cause)).toEqual(['manual', 'daily', 'first']);

    const active = await admin.send('PUT', path('/active'), enrichmentAnswer, { isActive: true });
    expect(active.nextRunAt).toBeGreaterThan(systemClock.now());
  });

  test('deleting leaves a receipt, the audit log, and nothing on disk', async () => {
    const derived = join(service.tenantDataFolder, 'enrichments', enrichmentId);
    const kept = await rowsKept(derived, join(service.folder, 'copy'));
    const sizes = await Promise.all((await filesIn(derived)).map(async (file) => (await stat(file)).size));
    const receipt = await admin.send('DELETE', path(), erasureReceiptAnswer);
    expect(receipt).toMatchObject({ cause: 'enrichmentDeleted', causedBy: service.idOf('admin'), mailboxes: 5, publications: 1, isPseudonymKeyErased: true });
    expect(Math.min(...Object.values(kept))).toBeGreaterThan(100);
    expect(receipt).toMatchObject({ ...kept, files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) });
    await expect(stat(derived)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await admin.get('/enrichments', enrichmentsAnswer)).toEqual([]);
    expect(await director.get(path('/consents'), consentsAnswer)).toMatchObject({ receipts: [receipt] });

    await admin.send('DELETE', `/contact-data-sets/${contactDataSetId}`, z.undefined());
    expect(await readdir(join(service.tenantDataFolder, 'contact-data-sets'))).toEqual([]);
    const { items } = await admin.get('/audit?limit=200', auditAnswer);
    expect(items.map(({ action }) => action).toReversed()).toEqual([
      ...['enrichmentCreated', 'enrichmentSaved', 'consentRequested', 'consentPageOpened', 'consentRefusedByEntra', 'consentPageOpened', 'consentGranted'],
      ...['exported', 'exported', 'exported', 'exported', 'enrichmentSaved', 'enrichmentSaved', 'consentRequested', 'consentGranted', 'exported'],
      ...['enrichmentDeactivated', 'enrichmentActivated', 'consentWithdrawn', 'enrichmentDeleted', 'erased'],
    ]);
  });
});

const count = z.tuple([z.tuple([z.bigint().transform(Number)])]);

/** What the store of an enrichment holds, counted in a copy of it. */
async function rowsKept(derived: string, copy: string): Promise<{ readonly emailCopies: number; readonly meetingCopies: number }> {
  await cp(join(derived, 'interactions'), copy, { recursive: true });
  const instance = await DuckDBInstance.create(join(copy, 'interactions.duckdb'));
  const connection = await instance.connect();
  const rowsOf = async (table: string) => count.parse((await connection.runAndReadAll(`SELECT count(*) FROM ${table}`)).getRows())[0][0];
  const kept = { emailCopies: await rowsOf('email_copy'), meetingCopies: await rowsOf('meeting_copy') };
  connection.closeSync();
  instance.closeSync();
  return kept;
}

const rows = z.object({ value: z.array(z.record(z.string(), z.unknown())) });

/** What the local tenant's Dataverse holds of results. */
async function writtenRows({ tenant }: RunningService): Promise<Record<string, unknown>[]> {
  const tokens = clientCredentialTokens({ ...tenant, scope: `${new URL(tenant.dataverseUrl).origin}/.default`, clock: systemClock });
  const response = await fetch(`${tenant.dataverseUrl}/contoso_accountengagements`, { headers: { authorization: `Bearer ${await tokens.token()}` } });
  return rows.parse(await response.json()).value;
}
