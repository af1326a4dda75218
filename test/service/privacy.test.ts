import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../infra/systemClock.ts';
import { addressCheck, directorySearchAnswer, enrichmentAnswer } from '../../tab/contract/enrichments.ts';
import { adaptiveCardAnswer, cardAnswer, moversAnswer, rankingAnswer, searchAnswer, tableAnswer } from '../../tab/contract/insights.ts';
import { contactCheckAnswer, contactPreviewAnswer } from '../../tab/contract/contactDataSets.ts';
import { publicationsAnswer, runAnswer, runsAnswer } from '../../tab/contract/runs.ts';
import { segmentMembersAnswer, segmentsAnswer } from '../../tab/contract/segments.ts';
import { sidesOf } from '../oracle/sides.ts';
import { readTenantFolder } from '../oracle/tenantFolder.ts';
import { addressOf, idOf } from '../end-to-end/smallTenant.ts';
import { filesIn } from '../privacy/leaks.ts';
import { startRunningService, type RunningService } from './runningService.ts';
import { salesYear } from './salesYear.ts';
import { consentTo, csvMapping, endOfRun, setUpEnrichment, uploadDataSet, type RunRecord } from './setUp.ts';
import { TraceSearch } from './traces.ts';

const company = salesYear(systemClock.now());

/** Of one of the chosen people, and of one of their contacts. */
const address = addressOf(company.groups[0]?.members[0] ?? '');
const contactAddress = company.contacts[0]?.Email ?? '';

let service: RunningService;
let search: TraceSearch;
let enrichmentId: string;
let run: RunRecord;

beforeAll(async () => {
  service = await startRunningService({ company });
  search = await TraceSearch.of(service);
  const [admin, director] = await Promise.all([service.signIn('admin'), service.signIn('globalAdministrator')]);
  const contactDataSetId = await uploadDataSet(admin, company);
  const view = await setUpEnrichment(admin, 'Private', { contactDataSetId, mapping: csvMapping });
  enrichmentId = view.enrichment.id;
  await consentTo(director, view);
  // All that an admin does with addresses while the run goes on.
  await admin.get(`/contact-data-sets/${contactDataSetId}/preview`, contactPreviewAnswer);
  await admin.post(`/contact-data-sets/${contactDataSetId}/check`, contactCheckAnswer, { mapping: csvMapping, addresses: [address] });
  await admin.post('/addresses/resolve', addressCheck, { addresses: [address, contactAddress, `x${contactAddress}`] });
  await admin.get(`/directory/search?text=${encodeURIComponent(address)}`, directorySearchAnswer);
  run = await endOfRun(admin, enrichmentId);
});
afterAll(() => service.close());

test('a complete run over uploaded contacts leaves nothing of anybody in any file, but for the ids of the chosen people in Office_User.csv', async () => {
  expect([run.outcome, run.failure?.code]).toEqual(['succeededWithWarnings', undefined]);
  const names = (await filesIn(service.dataFolder)).map((path) => path.replace(/^.*[/\\]/, ''));
  expect(names).toEqual(expect.arrayContaining(['state.json', 'audit.ndjson', 'interactions.duckdb', 'insights.duckdb', 'Office_User.csv', 'accounts.sealed', 'contacts.sealed']));

  const found = await search.traces();
  expect(found.filter(({ where }) => !where.endsWith('Office_User.csv'))).toEqual([]);
  const { listedPersons } = sidesOf(await readTenantFolder(service.tenantFolder), [addressOf('sales')]);
  expect(new Set(found.map(({ text }) => text))).toEqual(new Set(listedPersons.map(({ userId }) => userId)));
});

test('answers of results, cards, segments and runs hold nothing of anybody', async () => {
  const viewer = await service.signIn('viewer');
  const path = (rest: string) => `/enrichments/${enrichmentId}${rest}`;
  await viewer.get(path(''), enrichmentAnswer);
  for (const text of ['account', 'customer', 'fabrikam']) await viewer.get(`${path('/customers')}?text=${text}`, searchAnswer);
  for (const { AccountId } of company.accounts) {
    await viewer.get(path(`/customers/${AccountId}`), cardAnswer);
    await viewer.get(path(`/customers/${AccountId}/adaptive-card?language=pl`), adaptiveCardAnswer);
  }
  await viewer.get(path('/ranking'), rankingAnswer);
  await viewer.get(path('/movers'), moversAnswer);
  for (const level of ['Year', 'Month', 'Week']) await viewer.post(path('/results/query'), tableAnswer, { level, limit: 200 });
  await viewer.post(path('/customers/query'), rankingAnswer, { text: 'fabrikam' });
  await viewer.get(path('/publications'), publicationsAnswer);
  for (const { id } of await viewer.get(path('/segments'), segmentsAnswer)) {
    await viewer.get(path(`/segments/${id}/members`), segmentMembersAnswer);
    await viewer.download(path(`/segments/${id}/members/export?format=csv`));
  }
  await viewer.download(path('/results/export?format=csv'));
  await viewer.get(path('/runs'), runsAnswer);
  await viewer.get(path(`/runs/${run.id}`), runAnswer);
  await viewer.progressUntil(enrichmentId, () => true);

  const answers = viewer.read.join('\n');
  expect(answers).toContain('Fabrikam Zürich');
  const found = await search.traces({ answers });
  expect(found.filter(({ where }) => where === 'answers')).toEqual([]);
  expect(answers).not.toContain(addressOf('sales'));
});

test('neither log nor metrics repeat what somebody calls or sends, however wrong it is', async () => {
  const admin = await service.signIn('admin');
  const wrong = async (work: Promise<unknown>) => expect(work).rejects.toThrow();
  await wrong(admin.get(`/nothing/${encodeURIComponent(address)}`, z.unknown()));
  await wrong(admin.get(`/enrichments/${encodeURIComponent(address)}`, z.unknown()));
  await wrong(admin.get(`/enrichments/${enrichmentId}/customers/${encodeURIComponent(contactAddress)}`, z.unknown()));
  await wrong(admin.post('/addresses/resolve', z.unknown(), { addresses: [[address]] }));
  await wrong(admin.post('/enrichments', z.unknown(), { name: { [contactAddress]: address } }));
  await wrong(admin.upload(await uploadDataSet(admin, company), 'contacts', `Email\n"${contactAddress}" broken\n`));
  await fetch(`${service.url}/${address}?who=${contactAddress}`, { headers: { authorization: `Bearer ${address}`, cookie: contactAddress, referer: `https://${address}` } });

  const metrics = await (await fetch(service.metricsUrl)).text();
  expect(metrics).toMatch(/http_requests_total\{.*route="\/api\/v1\/enrichments\/:enrichmentId"/);
  expect(service.logged()).toContain('"status":404');
  const found = await search.traces({ metrics });
  expect(found.filter(({ where }) => where === 'log' || where === 'metrics')).toEqual([]);
  expect(metrics).not.toContain(service.tenant.tenantId);
  expect(metrics).not.toContain(idOf('simon.sellers'));
});
