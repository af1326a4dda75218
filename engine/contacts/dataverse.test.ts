import { afterEach, describe, expect, test, vi } from 'vitest';
import { leapingClock, startServer } from '../graph/testServer.ts';
import type { Reply, SeenRequest, TestServer } from '../graph/testServer.ts';
import { dataverseContactSource } from './dataverse.ts';
import { collect, failureOf } from './testSupport.ts';

const servers: TestServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

type Answer = Reply | ((origin: string) => Reply);

/** A server that gives the answers one after the other, the last one again and again; and what it was asked. */
async function serverOf(...answers: Answer[]): Promise<{ readonly origin: string; readonly requests: readonly SeenRequest[] }> {
  let asked = 0;
  const server: TestServer = await startServer(leapingClock(), () => {
    const answer = answers[Math.min(asked++, answers.length - 1)] ?? 'hang';
    return typeof answer === 'function' ? answer(server.url) : answer;
  });
  servers.push(server);
  return { origin: server.url, requests: server.seen };
}

const status = (code: number, headers: Record<string, string> = {}): Reply => ({ status: code, text: '', headers });

/** A page with a link to `next`, a path of the same server. */
const page =
  (value: unknown[], next?: string): Answer =>
  (origin) => ({ json: { value, ...(next === undefined ? {} : { '@odata.nextLink': `${origin}${next}` }) } });

function sourceAt(origin: string, options: Partial<Parameters<typeof dataverseContactSource>[0]> = {}) {
  const tokens = { token: ({ fresh = false } = {}) => Promise.resolve(fresh ? 'fresh' : 'first') };
  return dataverseContactSource({ baseUrl: `${origin}/api/data/v9.2`, tokens, clock: leapingClock(), ...options });
}

const kunde = { accountid: 'a1', name: 'Kunde' };
const accountsPath = '/api/data/v9.2/accounts';

describe('what is read', () => {
  test('accounts and contacts, in pages of 5,000, with the columns that are needed and no others', async () => {
    const anna = { '@odata.etag': 'W/"1"', contactid: 'c1', _parentcustomerid_value: 'a1', emailaddress1: 'anna@kunde.example' };
    const { origin, requests } = await serverOf(page([kunde]), page([anna, { contactid: 'c2', _parentcustomerid_value: null, emailaddress1: null }]));
    const source = sourceAt(origin);
    expect(await collect(source.accounts())).toEqual([{ accountId: 'a1', name: 'Kunde' }]);
    expect(await collect(source.contacts())).toEqual([
      { contactId: 'c1', accountId: 'a1', email: 'anna@kunde.example' },
      { contactId: 'c2', accountId: '', email: undefined },
    ]);
    expect(requests.map(({ path }) => path)).toEqual([`${accountsPath}?$select=accountid,name`, '/api/data/v9.2/contacts?$select=contactid,_parentcustomerid_value,emailaddress1']);
    expect(requests[0]?.headers).toMatchObject({ 'authorization': 'Bearer first', 'odata-version': '4.0', 'odata-maxversion': '4.0', 'accept': 'application/json' });
    expect(requests[0]?.headers['prefer']).toMatch(/^odata\.maxpagesize=5000(,|$)/);
  });

  test('all pages, each with the same preferences, an empty one included', async () => {
    const { origin, requests } = await serverOf(page([kunde], `${accountsPath}?$skiptoken=2`), page([], `${accountsPath}?$skiptoken=3`), page([{ accountid: 'a2', name: null }]));
    expect(await collect(sourceAt(origin, { pageSize: 1 }).accounts())).toEqual([
      { accountId: 'a1', name: 'Kunde' },
      { accountId: 'a2', name: '' },
    ]);
    expect(requests.map(({ headers }) => String(headers['prefer']).split(',')[0])).toEqual(Array(3).fill('odata.maxpagesize=1'));
  });

  test('a contact whose parent is another contact has no account', async () => {
    const annotation = '_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname';
    const { origin, requests } = await serverOf(
      page([
        { contactid: 'c1', _parentcustomerid_value: 'c9', [annotation]: 'contact', emailaddress1: 'x@kunde.example' },
        { contactid: 'c2', _parentcustomerid_value: 'a1', [annotation]: 'account', emailaddress1: 'y@kunde.example' },
      ]),
    );
    expect((await collect(sourceAt(origin).contacts())).map(({ accountId }) => accountId)).toEqual(['', 'a1']);
    expect(requests[0]?.headers['prefer']).toContain('odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname"');
  });

  test('chosen columns, in lower case; the names of our CSV files mean Dataverse’s own columns', async () => {
    const { origin, requests } = await serverOf(page([{ contactid: 'c1', accountnumber: 'n1', emailaddress1: 'x@kunde.example' }]));
    const source = sourceAt(origin, { columns: { account: 'AccountNumber', email: 'Email', contact: 'ContactId' } });
    expect(await collect(source.contacts())).toEqual([{ contactId: 'c1', accountId: 'n1', email: 'x@kunde.example' }]);
    expect(requests[0]?.path).toMatch(/\?\$select=contactid,accountnumber,emailaddress1$/);
  });
});

describe('faults that pass', () => {
  test.each<[string, Answer]>([
    ['429', status(429)],
    ['500', status(500)],
    ['503 with a page of a gateway', { status: 503, text: '<html>busy</html>' }],
    ['504', status(504)],
    ['a reset connection', 'reset'],
    ['an answer that is cut off', 'cut'],
  ])('%s is tried again, after a second at most where the server does not say when', async (_, fault) => {
    const { origin, requests } = await serverOf(fault, page([kunde]));
    const clock = leapingClock();
    expect(await collect(sourceAt(origin, { clock }).accounts())).toHaveLength(1);
    expect(requests).toHaveLength(2);
    expect(clock.slept).toEqual([expect.toSatisfy((sleep: number) => sleep >= 500 && sleep <= 1_000)]);
  });

  test('so is no answer in time, which is two minutes and a half', async () => {
    // The time of the first request is over when the server has it, and that of the others never, however slow this machine is.
    const first = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(first.signal);
    const { origin, requests } = await serverOf(() => {
      first.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
      return 'hang';
    }, page([kunde]));
    const clock = leapingClock();
    expect(await collect(sourceAt(origin, { clock }).accounts())).toHaveLength(1);
    expect(requests).toHaveLength(2);
    expect(clock.slept).toEqual([expect.toSatisfy((sleep: number) => sleep >= 500 && sleep <= 1_000)]);
    expect(timeout.mock.calls).toEqual([[150_000], [150_000]]);
    timeout.mockRestore();
  });

  test('Retry-After is obeyed, in seconds and as a date', async () => {
    const clock = leapingClock(Date.UTC(2026, 10, 23, 9, 30));
    const { origin } = await serverOf(status(429, { 'Retry-After': '240' }), status(503, { 'Retry-After': 'Mon, 23 Nov 2026 09:40:00 GMT' }), page([kunde]));
    await collect(sourceAt(origin, { clock }).accounts());
    expect(clock.slept).toEqual([240_000, 361_000]);
  });

  test('a server that always says one second is asked less and less often', async () => {
    const { origin } = await serverOf(...Array<Answer>(7).fill(status(429, { 'Retry-After': '1' })), page([kunde]));
    const clock = leapingClock();
    await collect(sourceAt(origin, { clock }).accounts());
    expect(clock.slept[6]).toBeGreaterThanOrEqual(30_000);
    expect(Math.max(...clock.slept)).toBeLessThanOrEqual(60_000);
  });

  test('after a quarter of an hour the page is given up', async () => {
    const { origin } = await serverOf(status(503));
    const clock = leapingClock();
    const failure = await failureOf(collect(sourceAt(origin, { clock }).accounts()));
    expect(failure.code).toBe('contactsUnreadable');
    expect(failure.message).toContain('too busy (status 503)');
    expect(clock.slept.reduce((sum, sleep) => sum + sleep, 0)).toBeLessThanOrEqual(900_000);
  });

  test('where nobody answers it is given up after five minutes', async () => {
    const { origin } = await serverOf('reset');
    const clock = leapingClock();
    expect((await failureOf(collect(sourceAt(origin, { clock }).accounts()))).message).toContain('cannot be reached');
    expect(clock.slept.reduce((sum, sleep) => sum + sleep, 0)).toBeLessThanOrEqual(300_000);
  });

  test('a Retry-After beyond a quarter of an hour is not waited for', async () => {
    const { origin, requests } = await serverOf(status(429, { 'Retry-After': '3600' }));
    expect((await failureOf(collect(sourceAt(origin).accounts()))).code).toBe('contactsUnreadable');
    expect(requests).toHaveLength(1);
  });
});

describe('the token', () => {
  test('is renewed once after a 401', async () => {
    const { origin, requests } = await serverOf(status(401), page([kunde]));
    expect(await collect(sourceAt(origin).accounts())).toHaveLength(1);
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer fresh']);
  });

  test('is not renewed twice', async () => {
    const { origin, requests } = await serverOf(status(401));
    const failure = await failureOf(collect(sourceAt(origin).accounts()));
    expect(failure.code).toBe('contactsUnreadable');
    expect(failure.message).not.toContain('fresh"');
    expect(requests).toHaveLength(2);
  });

  test('never goes to another server, by a link to the next page or by a redirect', async () => {
    const thief = await serverOf(page([]));
    for (const answer of [{ json: { 'value': [kunde], '@odata.nextLink': `${thief.origin}${accountsPath}?$skiptoken=2` } }, status(302, { Location: `${thief.origin}${accountsPath}` })]) {
      const { origin } = await serverOf(answer);
      expect((await failureOf(collect(sourceAt(origin).accounts()))).code).toBe('contactsUnreadable');
    }
    expect(thief.requests).toHaveLength(0);
  });

  test.each(['/api/data/v9.20/accounts', '/api/data/v9.2/../../../elsewhere', '/api/data/v9.2/%2e%2e/elsewhere', '/api/data/v9.2/..%2felsewhere', '//elsewhere.example/api/data/v9.2/accounts', 'file:///api/data/v9.2/accounts', 'http://['])(
    'does not follow the link %s out of the Web API',
    async (link) => {
      const { origin, requests } = await serverOf({ json: { 'value': [kunde], '@odata.nextLink': link } });
      const failure = await failureOf(collect(sourceAt(origin).accounts()));
      expect(failure.message).toContain('leads elsewhere');
      expect(requests).toHaveLength(1);
    },
  );
});

describe('what is refused', () => {
  test('a column that Dataverse does not know is named', async () => {
    const message = "Could not find a property named 'mail' on type 'Microsoft.Dynamics.CRM.contact'.";
    const { origin } = await serverOf({ status: 400, json: { error: { code: '0x80060888', message } } });
    const failure = await failureOf(collect(sourceAt(origin, { columns: { email: 'Mail' } }).contacts()));
    expect(failure.code).toBe('columnMissing');
    expect(failure.message).toContain('"mail"');
  });

  test.each<[string, Answer]>([
    ['400 for another reason', { status: 400, json: { error: { code: '0x80060888', message: 'Syntax error' } } }],
    ['403', status(403)],
    ['404', status(404)],
    ['501', status(501)],
    ['a page that is none', { text: '<html>sign in</html>' }],
    ['rows with numbers for names', page([{ accountid: 'a1', name: 7 }])],
    ['a link back to the same page', page([kunde], `${accountsPath}?$select=accountid,name`)],
  ])('%s fails at once', async (_, answer) => {
    const { origin, requests } = await serverOf(answer);
    expect((await failureOf(collect(sourceAt(origin).accounts()))).code).toBe('contactsUnreadable');
    expect(requests).toHaveLength(1);
  });

  test('an abort ends a request that is under way, with the reason given', async () => {
    const controller = new AbortController();
    const { origin } = await serverOf(() => {
      controller.abort(new Error('stopped'));
      return 'hang';
    });
    await expect(collect(sourceAt(origin, { signal: controller.signal }).accounts())).rejects.toThrow('stopped');
  });
});

test.each(['http://dataverse.example/api/data/v9.2', 'not a URL'])('the base address %s is refused: the token would travel in the clear, or nowhere', (baseUrl) => {
  expect(() => sourceAt('', { baseUrl })).toThrow(expect.objectContaining({ code: 'callUnusable' }));
});
