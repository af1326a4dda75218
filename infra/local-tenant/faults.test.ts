import { afterEach, beforeEach, expect, test } from 'vitest';
import { anna, ben, handClock, messages, startTestTenant, tokenRequest } from './testTenant.ts';
import type { TestTenant } from './testTenant.ts';

const mail = `/users/${anna}/messages?$select=id`;
let one: TestTenant;

beforeEach(async () => {
  one = await startTestTenant({ [`messages/${anna}.ndjson`]: messages(50) }, { clock: handClock() });
});
afterEach(() => one.end());

test('a fault strikes its route and mailbox as often as it was told, and then no more', async () => {
  one.tenant.faults.fail({ route: /\/messages$/, mailbox: anna, status: 504, times: 2 });
  const others = await Promise.all(['/users', `/users/${ben}/messages`, `/users/${anna}/mailFolders`].map((path) => one.get(path)));
  expect(others.map(({ status }) => status)).toEqual([200, 200, 200]);
  const answers = [await one.get(mail), await one.get(mail), await one.get(mail)];
  expect(answers.map(({ status }) => status)).toEqual([504, 504, 200]);
  expect(answers[0]?.json.error).toMatchObject({ code: 'UnknownError', message: '' });
});

test('a fault with a probability strikes about as often, and the same requests each time', async () => {
  const strikes = async (): Promise<number[]> => {
    one.tenant.faults.clear();
    one.tenant.faults.fail({ status: 500, probability: 0.3, seed: 5 });
    const struck: number[] = [];
    for (let request = 0; request < 100; request++) if ((await one.get(mail)).status === 500) struck.push(request);
    return struck;
  };
  const first = await strikes();
  expect(first.length).toBeGreaterThan(15);
  expect(first.length).toBeLessThan(45);
  expect(await strikes()).toEqual(first);
});

test('the body may be missing, HTML, or an error of the test\'s choice', async () => {
  one.tenant.faults.fail({ status: 404, body: 'empty', times: 1 });
  one.tenant.faults.fail({ status: 502, body: 'html', times: 1 });
  one.tenant.faults.fail({ status: 503, error: { code: 'ErrorMailboxMoveInProgress', message: 'Mailbox move in progress. Try again later.' }, headers: { 'x-ms-test': '1' }, times: 1 });
  const [empty, html, moving] = [await one.get(mail), await one.get(mail), await one.get(mail)];
  expect([empty.status, empty.text]).toEqual([404, '']);
  expect([html.status, html.headers.get('content-type')]).toEqual([502, 'text/html']);
  expect([moving.status, moving.json.error?.code, moving.headers.get('x-ms-test')]).toEqual([503, 'ErrorMailboxMoveInProgress', '1']);
});

test('the connection may break before the answer or in the middle of it, and the next request is served', async () => {
  for (const resetSocket of ['atOnce', 'midBody'] as const) {
    one.tenant.faults.fail({ resetSocket, times: 1 });
    await expect(one.get(mail)).rejects.toThrow();
    expect((await one.get(mail)).json.value).toHaveLength(10);
  }
  expect(one.tenant.requests.all().map(({ status }) => status).slice(1)).toEqual(['gone', 200, 'gone', 200]);
});

test('a slow answer is held back by the clock, and is right in the end', async () => {
  const clock = handClock();
  const slow = await startTestTenant({}, { clock });
  slow.tenant.faults.fail({ slowMilliseconds: 90_000, times: 1 });
  const before = clock.now();
  const { status } = await slow.get('/users');
  await slow.end();
  expect([status, clock.now() - before]).toEqual([200, 90_000]);
});

test('the token endpoint can fail like everything else', async () => {
  one.tenant.faults.fail({ route: /\/token$/, status: 503, times: 1 });
  expect((await tokenRequest(one.tenant)).status).toBe(503);
  expect((await tokenRequest(one.tenant)).status).toBe(200);
});

test('the log tells what was asked and how, and who asked for more than metadata', async () => {
  one.tenant.requests.clear();
  await one.get(`${mail}&$top=5`, { Prefer: 'IdType="ImmutableId"' });
  await one.get(`/users/${anna}/messages`);
  await one.get(`/users/${anna}/messages?$select=id,subject`);
  const [plain, unselected, subject] = one.tenant.requests.all();
  expect(plain).toMatchObject({ method: 'GET', path: `/v1.0/users/${anna}/messages`, query: { $select: 'id', $top: '5' }, mailbox: anna, prefer: 'IdType="ImmutableId"', status: 200, inFlightForMailbox: 1, offences: [] });
  expect([unselected?.offences, subject?.offences]).toEqual([['missingSelect'], ['contentSelected']]);
});
