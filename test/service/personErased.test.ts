import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countKeptOf } from '../../engine/interactions/countKept.ts';
import { Pseudonyms } from '../../engine/interactions/pseudonyms.ts';
import { addressOf as parsed } from '../../engine/interactions/testItems.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { moversAnswer } from '../../tab/contract/insights.ts';
import { erasedPersonAnswer, liftedAnswer, objectionsAnswer } from '../../tab/contract/objections.ts';
import { auditAnswer } from '../../tab/contract/organization.ts';
import { runRecordAnswer, runsAnswer } from '../../tab/contract/runs.ts';
import { addressOf, deliver, idOf, writeSmallTenant, type SmallTenant } from '../end-to-end/smallTenant.ts';
import { expectedOf } from '../oracle/expected.ts';
import { differences, readOutputCsv } from '../oracle/outputTable.ts';
import { filesIn } from '../privacy/leaks.ts';
import type { Person } from './person.ts';
import { startRunningService, type RunningService } from './runningService.ts';
import { day, hour, salesYear } from './salesYear.ts';
import { csvMapping, consentTo, endOfRun, setUpEnrichment, timeZone, uploadDataSet, whileReading, type RunRecord } from './setUp.ts';
import { TraceSearch } from './traces.ts';

const seller = 'tomas.trader';
const aliases = ['t.trader@nordwind.example', 'tomas@trading.example'];
const contact = 'customer.1@account1.example';

/** A year of sales in which the seller goes by other addresses, too. */
function company(): SmallTenant {
  const asOf = systemClock.now();
  const tenant = salesYear(asOf);
  for (const user of tenant.users) if (user.name === seller) user.aliases = aliases;
  for (const [place, alias] of aliases.entries()) {
    const [from, to] = ['customer.2@account2.example', addressOf('simon.sellers')];
    deliver(tenant, ['simon.sellers', seller], { id: `to-alias-${place}`, sentAt: asOf - 40 * day - place * hour, from, to: [to], cc: [alias, contact] });
  }
  return tenant;
}

/** The same as though seller and contact were strangers: without their mailbox, group and row, and with addresses of nobody in all mails and meetings. */
function without(tenant: SmallTenant): SmallTenant {
  const left = structuredClone(tenant);
  left.mails[seller] = [];
  left.meetings[seller] = [];
  left.users = left.users.filter(({ name }) => name !== seller);
  for (const group of left.groups) group.members = group.members.filter((name) => name !== seller);
  left.contacts = left.contacts.filter(({ Email }) => Email !== contact);
  const strangers = [addressOf(seller), ...aliases, contact].reduce((text, address, place) => text.replaceAll(`"${address}"`, `"stranger.${place}@elsewhere.example"`), JSON.stringify([left.mails, left.meetings]));
  const [mails, meetings] = JSON.parse(strangers) as [SmallTenant['mails'], SmallTenant['meetings']];
  return { ...left, mails, meetings };
}

const whole = company();

let service: RunningService;
let search: TraceSearch;
let admin: Person;
let enrichmentId: string;

const derived = (...names: string[]) => join(service.tenantDataFolder, 'enrichments', enrichmentId, ...names);

/** As the pseudonyms of an enrichment are under the secret that it has now. */
async function pseudonymsOfErased() {
  const pseudonyms = new Pseudonyms(Buffer.from(await readFile(derived('pseudonyms.secret'), 'utf8'), 'hex'));
  const addresses = [addressOf(seller), ...aliases, contact].map((address) => pseudonyms.address(parsed(address)));
  return { mailboxes: [pseudonyms.mailbox(idOf(seller))], addresses };
}

async function expectInNoFile(pseudonyms: readonly bigint[]): Promise<void> {
  const needles = pseudonyms.flatMap((pseudonym) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(pseudonym);
    return [bytes, Buffer.from(bytes).reverse(), Buffer.from(String(pseudonym))];
  });
  for (const path of await filesIn(service.dataFolder)) {
    const content = await readFile(path);
    expect([path, needles.filter((needle) => content.includes(needle))]).toEqual([path, []]);
  }
}

/** The results that are shown are what the oracle makes of this tenant. */
async function expectTableOf(tenant: SmallTenant, { id, asOf }: RunRecord): Promise<void> {
  const folder = join(service.folder, id);
  await writeSmallTenant(folder, tenant);
  const path = join(folder, 'shown.csv');
  await writeFile(path, await admin.download(`/enrichments/${enrichmentId}/results/export?format=csv`));
  expect(differences(await readOutputCsv(path), (await expectedOf(folder, { members: [addressOf('sales')], asOf, timeZone })).rows)).toEqual([]);
}

const requestsTo = (name: string) => service.tenant.requests.all().filter(({ mailbox }) => mailbox === idOf(name)).length;

beforeAll(async () => {
  service = await startRunningService({ company: whole });
  search = await TraceSearch.of(service);
  const [signedIn, director] = await Promise.all([service.signIn('admin'), service.signIn('globalAdministrator')]);
  admin = signedIn;
  const view = await setUpEnrichment(admin, 'Sales', { contactDataSetId: await uploadDataSet(admin, whole), mapping: csvMapping, addresses: [addressOf('sales'), addressOf(seller)] });
  enrichmentId = view.enrichment.id;
  // So slow that the run is met while it reads.
  service.tenant.faults.fail({ route: /\/(messages|calendarView)$/, slowMilliseconds: 40 });
  await consentTo(director, view);
  await whileReading(admin, enrichmentId, ({ publications }) => publications.length > 0);
});
afterAll(() => service.close());

/** One story; each test begins where the one before has ended. */
test('an employee with several addresses and a contact, erased while a run reads, leave nothing in any file', async () => {
  const before = await pseudonymsOfErased();
  const employee = await admin.post('/objections', erasedPersonAnswer, { address: aliases[0], reason: 'left' });
  expect(employee).toMatchObject({ reason: 'left', erased: { addresses: 3, enrichments: 1, chosenAddresses: 1 }, runsStarted: 1, runsToCome: 0 });
  service.tenant.requests.clear();
  const stranger = await admin.post('/objections', erasedPersonAnswer, { address: ` ${contact.toUpperCase()} `, reason: 'asked' });
  expect(stranger.erased).toMatchObject({ addresses: 1, chosenAddresses: 0 });

  await expectInNoFile([...before.mailboxes, ...before.addresses]);
  const found = await search.traces();
  expect(found.filter(({ where }) => !where.endsWith('Office_User.csv'))).toEqual([]);
  expect(found.map(({ text }) => text)).not.toContain(idOf(seller));
});

test('the next run asks nothing of that mailbox, keeps nothing of either, and comes to what the oracle makes of strangers in their place', async () => {
  service.tenant.faults.clear();
  const run = await endOfRun(admin, enrichmentId);
  expect([requestsTo(seller), requestsTo('simon.sellers') > 0]).toEqual([0, true]);
  expect(run).toMatchObject({ outcome: 'succeededWithWarnings', overview: { addressesSelected: 5, addressesProcessed: 3 } });
  expect(run.overview?.addressesSkipped).toContainEqual({ reason: 'objected', count: 1 });
  await expectTableOf(without(whole), run);

  const now = await pseudonymsOfErased();
  expect(await countKeptOf(derived('interactions'), now)).toEqual({ mailboxes: 0, emailCopies: 0, meetingCopies: 0 });
  await expectInNoFile([...now.mailboxes, ...now.addresses]);
  expect((await search.traces()).map(({ text }) => text)).not.toContain(idOf(seller));
});

test('neither list nor audit log nor log tell who it was', async () => {
  const { objections } = await admin.get('/objections', objectionsAnswer);
  expect(objections.map(({ reason, by }) => [reason, by])).toEqual([['asked', service.idOf('admin')], ['left', service.idOf('admin')]]);
  await admin.get('/audit', auditAnswer);
  for (const text of [...admin.read.slice(-2), service.logged()]) expect(text).not.toMatch(/trad(er|ing)|customer\.1/);
});

test('once both are lifted, the following run reads everybody, and comes to what the oracle makes of the whole tenant', async () => {
  for (const address of [addressOf(seller), contact]) await admin.post('/objections/lift', liftedAnswer, { address });
  const { id } = (await admin.get(`/enrichments/${enrichmentId}/runs`, runsAnswer)).items[0] ?? {};
  service.tenant.requests.clear();
  await admin.post(`/enrichments/${enrichmentId}/runs`, runRecordAnswer);
  const run = await endOfRun(admin, enrichmentId, id);
  expect([run.overview?.addressesProcessed, requestsTo(seller) > 0]).toEqual([4, true]);
  await expectTableOf(whole, run);
  // What has moved would be their part.
  expect(await admin.get(`/enrichments/${enrichmentId}/movers?limit=5`, moversAnswer)).toMatchObject({ up: [], down: [] });
});
