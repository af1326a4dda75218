import { afterAll, beforeAll, expect, test } from 'vitest';
import { rights } from '../../engine/service/rights.ts';
import { apiPath, apiRoutes } from '../../tab/api/routes.ts';
import { people, startGuardedService, type GuardedService, type Person } from './guardedService.ts';

const nobodys = 'f0000000-0000-4000-8000-00000000000f';

/** In this order, so that what only a Global Administrator may do is tried by the others before it is done. */
const persons = ['member', 'viewer', 'admin', 'globalAdministrator'] as const satisfies readonly Person[];

interface Row {
  /** What member, viewer, admin and Global Administrator are answered. Where somebody may do a thing, it is often tried on an id that is nobody's: 404. */
  readonly statuses: readonly [member: number, viewer: number, admin: number, globalAdministrator: number];
  readonly body?: unknown;
  readonly query?: string;
  /** In the place of ids that are nobody's. */
  readonly ids?: () => Readonly<Record<string, string>>;
}

const segment = { name: 'Warm', level: 'Year', condition: { kind: 'comparison', column: 'EngagementScore', comparison: 'greater', value: 50 } };
const ofFirst = () => ({ enrichmentId: first.enrichmentId });

/** Every route and what each person is answered. Results are not open to members here. */
const matrix: Readonly<Record<string, Row>> = {
  'GET /me': { statuses: [200, 200, 200, 200] },
  'GET /visibility': { statuses: [200, 200, 200, 200] },
  'PUT /visibility': { statuses: [403, 403, 200, 403], body: { isOpenToMembers: false } },
  'GET /audit': { statuses: [403, 403, 200, 200] },
  'GET /enrichments': { statuses: [403, 200, 200, 200] },
  'POST /enrichments': { statuses: [403, 403, 201, 403], body: {} },
  'GET /enrichments/:enrichmentId': { statuses: [403, 200, 200, 200], ids: ofFirst },
  'DELETE /enrichments/:enrichmentId': { statuses: [403, 403, 404, 403] },
  'PATCH /enrichments/:enrichmentId/draft': { statuses: [403, 403, 404, 403], body: {} },
  'DELETE /enrichments/:enrichmentId/draft': { statuses: [403, 403, 404, 403] },
  'POST /enrichments/:enrichmentId/finish': { statuses: [403, 403, 404, 403] },
  'PUT /enrichments/:enrichmentId/active': { statuses: [403, 403, 404, 403], body: { isActive: true } },
  'POST /addresses/resolve': { statuses: [403, 403, 200, 403], body: { addresses: ['member@contoso.example'] } },
  'GET /directory/search': { statuses: [403, 403, 200, 403], query: '?text=member' },
  'GET /prerequisites': { statuses: [403, 403, 200, 403] },
  'GET /contact-data-sets': { statuses: [403, 403, 200, 403] },
  'POST /contact-data-sets': { statuses: [403, 403, 201, 403], body: { kind: 'csv', name: 'More customers' } },
  'PUT /contact-data-sets/:contactDataSetId/files/:fileName': { statuses: [403, 403, 404, 403], query: '?originalName=a.csv', ids: () => ({ fileName: 'accounts' }) },
  'GET /contact-data-sets/:contactDataSetId/preview': { statuses: [403, 403, 404, 403] },
  'POST /contact-data-sets/:contactDataSetId/check': { statuses: [403, 403, 404, 403], body: { mapping: {}, addresses: [] } },
  'DELETE /contact-data-sets/:contactDataSetId': { statuses: [403, 403, 404, 403] },
  'GET /enrichments/:enrichmentId/consents': { statuses: [403, 403, 200, 200], ids: ofFirst },
  'POST /enrichments/:enrichmentId/consents/withdraw': { statuses: [403, 403, 403, 404] },
  'GET /consents/:consentId/review': { statuses: [403, 403, 200, 200], ids: () => ({ consentId: first.consentId }) },
  'POST /consents/:consentId/approve': { statuses: [403, 403, 403, 200], ids: () => ({ consentId: first.consentId }) },
  'POST /consents/:consentId/decline': { statuses: [403, 403, 403, 200], body: { reason: '' }, ids: () => ({ consentId: second.consentId }) },
  'GET /objections': { statuses: [403, 403, 200, 200] },
  'POST /objections': { statuses: [403, 403, 200, 200], body: { address: 'gone@fabrikam.example', reason: 'asked' } },
  'POST /objections/lift': { statuses: [403, 403, 404, 404], body: { address: 'nobody@fabrikam.example' } },
  'GET /enrichments/:enrichmentId/runs': { statuses: [403, 200, 200, 200], ids: ofFirst },
  'POST /enrichments/:enrichmentId/runs': { statuses: [403, 403, 404, 403] },
  'GET /enrichments/:enrichmentId/runs/:runId': { statuses: [403, 404, 404, 404], ids: ofFirst },
  'POST /enrichments/:enrichmentId/runs/:runId/cancel': { statuses: [403, 403, 404, 403] },
  'GET /enrichments/:enrichmentId/publications': { statuses: [403, 200, 200, 200], ids: ofFirst },
  'GET /enrichments/:enrichmentId/progress': { statuses: [403, 200, 200, 200], ids: ofFirst },
  'GET /enrichments/:enrichmentId/customers': { statuses: [403, 404, 404, 403], query: '?text=fab' },
  'POST /enrichments/:enrichmentId/customers/query': { statuses: [403, 404, 404, 403] },
  'GET /enrichments/:enrichmentId/customers/:customerId': { statuses: [403, 404, 404, 403] },
  'GET /enrichments/:enrichmentId/customers/:customerId/adaptive-card': { statuses: [403, 404, 404, 403] },
  'GET /enrichments/:enrichmentId/ranking': { statuses: [403, 404, 404, 403] },
  'GET /enrichments/:enrichmentId/movers': { statuses: [403, 404, 404, 403] },
  'POST /enrichments/:enrichmentId/results/query': { statuses: [403, 404, 404, 403] },
  'GET /enrichments/:enrichmentId/results/export': { statuses: [403, 404, 404, 403] },
  'POST /enrichments/:enrichmentId/write-back': { statuses: [403, 403, 404, 403] },
  'GET /enrichments/:enrichmentId/segments': { statuses: [403, 200, 200, 403], ids: ofFirst },
  'POST /enrichments/:enrichmentId/segments': { statuses: [403, 404, 404, 403], body: segment },
  'POST /enrichments/:enrichmentId/segments/count': { statuses: [403, 404, 404, 403], body: segment },
  'GET /enrichments/:enrichmentId/segments/:segmentId': { statuses: [403, 404, 404, 403] },
  'PUT /enrichments/:enrichmentId/segments/:segmentId': { statuses: [403, 404, 404, 403], body: segment },
  'DELETE /enrichments/:enrichmentId/segments/:segmentId': { statuses: [403, 404, 404, 403] },
  'GET /enrichments/:enrichmentId/segments/:segmentId/members': { statuses: [403, 404, 404, 403] },
  'GET /enrichments/:enrichmentId/segments/:segmentId/members/export': { statuses: [403, 404, 404, 403] },
};

const routeNames = apiRoutes.map(({ method, path }) => `${method.toUpperCase()} ${path}`);

let service: GuardedService;
let tokens: Readonly<Record<Person, string>>;
/** Authorization headers that open nothing, and what they are answered. */
let strangers: readonly { readonly title: string; readonly authorization: string | undefined; readonly status: number }[];
let first: { readonly enrichmentId: string; readonly consentId: string };
let second: typeof first;

beforeAll(async () => {
  service = await startGuardedService();
  const entries = await Promise.all(persons.map(async (person) => [person, await service.token(person)] as const));
  tokens = Object.fromEntries(entries) as Record<Person, string>;

  const otherTenant = 'dddddddd-0000-4000-8000-00000000000d';
  const bearer = async (changes: Parameters<typeof service.token>[1]) => `Bearer ${await service.token('admin', changes)}`;
  strangers = [
    { title: 'no token', authorization: undefined, status: 401 },
    { title: 'garbage', authorization: 'Bearer garbage', status: 401 },
    { title: 'expired', authorization: await bearer({ issuedSecondsAgo: 7_200 }), status: 401 },
    { title: 'wrong audience', authorization: await bearer({ claims: { aud: 'https://graph.microsoft.com' } }), status: 401 },
    { title: 'wrong issuer', authorization: await bearer({ claims: { iss: 'https://login.microsoftonline.com/common/v2.0' } }), status: 401 },
    { title: 'other tenant', authorization: await bearer({ claims: { tid: otherTenant, iss: `${service.authorityUrl}/${otherTenant}/v2.0` } }), status: 401 },
    { title: 'foreign key', authorization: await bearer({ signedBy: 'foreignKey' }), status: 401 },
    { title: 'app-only', authorization: await bearer({ claims: { scp: null, idtyp: 'app' } }), status: 403 },
  ];
  [first, second] = [await setUp('First'), await setUp('Second')];
});
afterAll(() => service.close());

interface SetUpAnswer {
  readonly id?: string;
  readonly enrichment?: { readonly id: string };
  readonly consent?: { readonly id: string };
}

/** Sets an enrichment up by the API as far as the request for consent. */
async function setUp(name: string): Promise<typeof first> {
  const call = async (method: string, path: string, body: unknown, type = 'application/json'): Promise<SetUpAnswer> => {
    const init = { method, body: type === 'text/csv' ? String(body) : JSON.stringify(body), headers: { authorization: `Bearer ${tokens.admin}`, 'content-type': type } };
    const response = await fetch(`${service.url}${apiPath}${path}`, init);
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} ${response.status} ${answer}`);
    return JSON.parse(answer) as SetUpAnswer;
  };
  const { id: contactDataSetId = '' } = await call('POST', '/contact-data-sets', { kind: 'csv', name });
  for (const [file, content] of [['accounts', 'AccountId,Name\n1,Fabrikam\n'], ['contacts', 'ContactId,AccountId,Email\n1,1,eve@fabrikam.example\n']] as const) {
    await call('PUT', `/contact-data-sets/${contactDataSetId}/files/${file}?originalName=${file}.csv`, content, 'text/csv');
  }
  const addresses = Object.keys(people).map((person) => `${person.toLowerCase()}@contoso.example`);
  const created = await call('POST', '/enrichments', { addresses, agreesToTerms: true, contactDataSetId, mapping: {}, name, outputTable: name, timeZone: 'Europe/Warsaw', runHour: 5 });
  const enrichmentId = created.enrichment?.id ?? '';
  const finished = await call('POST', `/enrichments/${enrichmentId}/finish`, {});
  return { enrichmentId, consentId: finished.consent?.id ?? '' };
}

/** The status; the body is not waited for, since progress never ends by itself. */
async function statusOf(name: string, authorization: string | undefined): Promise<number> {
  const [method = '', template = ''] = name.split(' ');
  const { body, query = '', ids } = matrix[name] ?? {};
  const path = template.replace(/:(\w+)/g, (_placeholder, id: string) => ids?.()[id] ?? nobodys);
  const content = template.includes('/files/') ? { type: 'text/csv', text: 'AccountId,Name\n' } : { type: 'application/json', text: JSON.stringify(body ?? {}) };
  const headers = { ...(authorization !== undefined && { authorization }), 'content-type': content.type };
  const response = await fetch(`${service.url}${apiPath}${path}${query}`, { method, headers, ...(method !== 'GET' && { body: content.text }) });
  await response.body?.cancel();
  return response.status;
}

test('every route has a row here, and every row a route', () => {
  expect(Object.keys(matrix)).toEqual(routeNames);
});

test.each(routeNames)('%s opens to nobody without a token that is good here', async (name) => {
  const answered: Record<string, number> = {};
  for (const { title, authorization } of strangers) answered[title] = await statusOf(name, authorization);
  expect(answered).toEqual(Object.fromEntries(strangers.map(({ title, status }) => [title, status])));
});

test.each(routeNames)('%s opens to those who may, and to nobody else', async (name) => {
  const answered: number[] = [];
  for (const person of persons) answered.push(await statusOf(name, `Bearer ${tokens[person]}`));
  expect(answered).toEqual(matrix[name]?.statuses);
});

test.each(apiRoutes)('$method $path is checked as the action that it names: $action', ({ method, path, action }) => {
  const row = matrix[`${method.toUpperCase()} ${path}`];
  // Members may read only where results are open to them, which they are not here.
  const mayHere = (person: Person) => (person === 'member' ? action === 'readOwnRights' : rights[action].includes(person));
  expect(row?.statuses.map((status) => status !== 403)).toEqual(persons.map(mayHere));
});
