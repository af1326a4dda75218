import { afterEach, beforeEach, expect, test } from 'vitest';
import { Limits } from './limits.ts';
import { anna, ben, handClock, messages, startTestTenant } from './testTenant.ts';
import type { TestTenant } from './testTenant.ts';

const mail = `/users/${anna}/messages?$select=id`;
const calendar = `/users/${anna}/calendarView?startDateTime=2026-01-01T00:00:00Z&endDateTime=2026-02-01T00:00:00Z&$select=id`;
let clock: ReturnType<typeof handClock>;
let one: TestTenant;

beforeEach(async () => {
  clock = handClock();
  one = await startTestTenant({ [`messages/${anna}.ndjson`]: messages(3) }, { clock, latencyMilliseconds: 20 });
});
afterEach(() => one.end());

const statuses = async (paths: readonly string[]): Promise<number[]> => (await Promise.all(paths.map((path) => one.get(path)))).map(({ status }) => status);

test('four requests of a mailbox are served at a time, mail and calendar together; other mailboxes do not count', async () => {
  expect(await statuses([mail, mail, calendar, calendar, `/users/${ben}/messages?$select=id`, '/users'])).toEqual([200, 200, 200, 200, 200, 200]);
  expect(one.tenant.requests.mostInFlight()).toBe(4);
  expect(one.tenant.requests.offences()).toEqual([]);
});

test('the fifth is answered 429 ApplicationThrottled, and noted as an offence', async () => {
  expect((await statuses([mail, mail, calendar, calendar, `${mail}&$top=1`])).sort()).toEqual([200, 200, 200, 200, 429]);
  const [offence] = one.tenant.requests.offences();
  expect(offence).toMatchObject({ status: 429, mailbox: anna, inFlightForMailbox: 5, offences: ['tooManyInFlight'] });
});

test('a refusal sometimes names a time to come back, and sometimes does not', async () => {
  const named = new Set<boolean>();
  for (let round = 0; round < 30 && named.size < 2; round++) {
    const answers = await Promise.all(Array.from({ length: 5 }, (_, index) => one.get(`${mail}&$top=${index + 1}`)));
    for (const { status, headers, json } of answers) {
      if (status !== 429) continue;
      expect(json.error).toMatchObject({ code: 'ApplicationThrottled', message: 'Application is over its MailboxConcurrency limit.' });
      named.add(headers.has('retry-after'));
    }
    clock.advance(10_000);
  }
  expect(named.size).toBe(2);
});

test('who comes back before Retry-After is refused again and noted; who waits is served', async () => {
  one.tenant.faults.fail({ status: 429, retryAfterSeconds: 30, times: 1, mailbox: anna });
  expect((await one.get(mail)).headers.get('retry-after')).toBe('30');
  clock.advance(29_000);
  const early = await one.get(mail);
  expect([early.status, early.headers.get('retry-after')]).toEqual([429, '1']);
  expect((await one.get(`/users/${ben}/messages?$select=id`)).status).toBe(200);
  clock.advance(1_000);
  expect((await one.get(mail)).status).toBe(200);
  expect(one.tenant.requests.offences().map(({ offences }) => offences)).toEqual([['earlyReturn']]);
});

test('another request of the closed mailbox is refused, but noted only if it cannot have been on its way', async () => {
  one.tenant.faults.fail({ status: 429, retryAfterSeconds: 30, times: 1 });
  await one.get(mail);
  expect((await one.get(calendar)).status).toBe(429);
  expect(one.tenant.requests.offences()).toEqual([]);
  clock.advance(1_000);
  expect((await one.get(`${calendar}&$top=5`)).status).toBe(429);
  expect(one.tenant.requests.offences()).toHaveLength(1);
});

test('Retry-After as a date binds as well, and a 503 as much as a 429', async () => {
  one.tenant.faults.fail({ status: 503, retryAfterSeconds: 5, retryAfterForm: 'date', times: 1 });
  const until = Date.parse((await one.get(mail)).headers.get('retry-after') ?? '');
  expect(until - clock.now()).toBe(5_000);
  clock.advance(4_000);
  expect((await one.get(mail)).status).toBe(429);
  clock.advance(1_000);
  expect((await one.get(mail)).status).toBe(200);
});

test('after 10,000 requests within 10 minutes the mailbox is closed until the window has moved on', () => {
  const limits = new Limits(clock, 1);
  const arrive = (): number | undefined => {
    const { refusal, release } = limits.arrive(anna, 'GET /', true);
    release();
    return refusal?.status;
  };
  for (let request = 0; request < 10_000; request++) expect(arrive()).toBeUndefined();
  expect(arrive()).toBe(429);
  clock.advance(600_000);
  expect(arrive()).toBeUndefined();
});
