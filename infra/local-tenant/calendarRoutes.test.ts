import { afterAll, beforeAll, expect, test } from 'vitest';
import { anna, ben, ids, startTestTenant } from './testTenant.ts';
import type { TestTenant } from './testTenant.ts';

const immutable = { Prefer: 'IdType="ImmutableId"' };
let one: TestTenant;

function event(id: string, start: string, end: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const time = (text: string): Record<string, string> => ({ dateTime: `2026-${text}:00.0000000`, timeZone: 'UTC' });
  return { id, type: 'singleInstance', start: time(start), end: time(end), body: { content: 'Secret' }, ...more };
}

beforeAll(async () => {
  one = await startTestTenant({
    [`events/${anna}.ndjson`]: [
      event('later', '03-02T09:00', '03-02T10:00'),
      event('over-midnight', '02-28T23:00', '03-01T01:00'),
      event('before', '02-28T22:00', '03-01T00:00'),
      event('long', '01-01T00:00', '12-31T00:00', { type: 'occurrence', isCancelled: true }),
      event('no-duration', '03-01T00:00', '03-01T00:00'),
      event('after', '04-01T00:00', '04-01T01:00'),
    ],
    'users.json': [
      { id: anna, userPrincipalName: 'anna@contoso.example' },
      { id: ben, userPrincipalName: 'room@contoso.example', userPurpose: 'room' },
    ],
  });
});
afterAll(() => one.end());

async function view(from: string, to: string, more = ''): Promise<unknown[]> {
  return ids((await one.get(`/users/${anna}/calendarView?startDateTime=${from}&endDateTime=${to}${more}`, immutable)).json.value);
}

test('the view holds what overlaps its half-open window, in the order of the starts', async () => {
  expect(await view('2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z')).toEqual(['long', 'over-midnight', 'no-duration', 'later']);
  expect(await view('2026-03-01T00:00:00', '2026-04-01T00:00:00Z', '&$orderby=start/dateTime desc&$top=1')).toEqual(['later']);
});

test('offsets in the window are honoured, escaped or not', async () => {
  expect(await view('2026-02-28T23:30:00-01:00', '2026-03-01T00:45:00Z')).toEqual(['long', 'over-midnight']);
  expect(await view('2026-03-02T11:00:00+02:00', '2026-03-02T11:30:00%2B02:00')).toEqual(['long', 'later']);
});

test('a view without a window, or with one that is none, is refused', async () => {
  for (const query of ['', '?startDateTime=2026-01-01T00:00:00Z', '?startDateTime=2026-01-01T00:00:00Z&endDateTime=soon']) {
    const { status, json } = await one.get(`/users/${anna}/calendarView${query}`);
    expect([status, json.error?.code]).toEqual([400, 'ErrorInvalidParameter']);
  }
});

test('the preferred time zone holds for its own request, and an unknown one is refused', async () => {
  const path = `/users/${anna}/calendarView?startDateTime=2026-03-02T00:00:00Z&endDateTime=2026-03-03T00:00:00Z&$select=start,type`;
  const zoned = await one.get(path, { Prefer: 'outlook.timezone="Europe/Warsaw", IdType="ImmutableId"' });
  const plain = await one.get(path, immutable);
  expect(zoned.json.value?.[1]).toEqual({ id: 'later', type: 'singleInstance', start: { dateTime: '2026-03-02T10:00:00.0000000', timeZone: 'Europe/Warsaw' } });
  expect(zoned.headers.get('preference-applied')).toBe('IdType="ImmutableId", outlook.timezone="Europe/Warsaw"');
  expect(plain.json.value?.[1]).toMatchObject({ start: { dateTime: '2026-03-02T09:00:00.0000000', timeZone: 'UTC' } });
  expect((await one.get(path, { Prefer: 'outlook.timezone="Mars"' })).json.error?.code).toBe('TimeZoneNotSupportedException');
});

test('the view is paged, 10 by default, and keeps the window on every page', async () => {
  const { items, pages } = await one.all(`/users/${anna}/calendarView?startDateTime=2026-01-01T00:00:00Z&endDateTime=2027-01-01T00:00:00Z&$top=4`, immutable);
  expect(pages).toEqual([4, 2]);
  expect(ids(items)).toEqual(['long', 'before', 'over-midnight', 'no-duration', 'later', 'after']);
});

test('the basic permission opens no body, and the purpose of a mailbox needs its own', async () => {
  const { json } = await one.get(`/users/${anna}/calendarView?startDateTime=2026-01-01T00:00:00Z&endDateTime=2027-01-01T00:00:00Z`);
  expect(json.value?.[0]).not.toHaveProperty('body');
  const path = `/users/${ben}/mailboxSettings/userPurpose`;
  expect((await one.get(path)).json.error?.code).toBe('ErrorAccessDenied');
  one.tenant.grant('MailboxSettings.Read');
  await one.renewToken();
  expect((await one.get(path)).json).toMatchObject({ value: 'room' });
});
