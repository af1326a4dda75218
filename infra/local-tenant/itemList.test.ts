import { afterEach, beforeEach, expect, test } from 'vitest';
import { anna, ben, ids, message, messages, startTestTenant } from './testTenant.ts';
import type { TestTenant } from './testTenant.ts';

const immutable = { Prefer: 'IdType="ImmutableId"' };
const path = `/users/${anna}/messages?$select=id,isDraft&$top=4`;
let one: TestTenant;

beforeEach(async () => {
  one = await startTestTenant({ [`messages/${anna}.ndjson`]: messages(10) });
});
afterEach(() => one.end());

const everything = async (): Promise<unknown[]> => ids((await one.all(path, immutable)).items);

test('items are inserted where their date puts them, replaced and removed by id', async () => {
  one.tenant.change(anna, 'messages', { insert: [message('x', 4.5)], replace: [{ ...message('m9', 9), isDraft: true }], remove: ['m0', 'm7'] });
  expect(await everything()).toEqual(['m9', 'm8', 'm6', 'm5', 'x', 'm4', 'm3', 'm2', 'm1']);
  expect((await one.get(path, immutable)).json.value?.[0]).toMatchObject({ id: 'm9', isDraft: true });
  one.tenant.change(anna, 'messages', { remove: ['x'] });
  expect(await everything()).toHaveLength(8);
});

test('an insertion at the top while a client pages shifts the offset: an item comes twice', async () => {
  one.tenant.change(anna, 'messages', { insert: [message('top', 99)] }, 2);
  expect(await everything()).toEqual(['m9', 'm8', 'm7', 'm6', 'm6', 'm5', 'm4', 'm3', 'm2', 'm1', 'm0']);
});

test('a removal at the top while a client pages shifts it the other way: an item is missed', async () => {
  one.tenant.change(anna, 'messages', { remove: ['m9'] }, 2);
  expect(await everything()).toEqual(['m9', 'm8', 'm7', 'm6', 'm4', 'm3', 'm2', 'm1', 'm0']);
});

test('within a closed window an insertion at the top shifts nothing', async () => {
  const closed = `${path}&$filter=receivedDateTime lt 2026-01-01T00:08:00Z`;
  one.tenant.change(anna, 'messages', { insert: [message('top', 99)] }, 2);
  expect(ids((await one.all(closed, immutable)).items)).toEqual(['m7', 'm6', 'm5', 'm4', 'm3', 'm2', 'm1', 'm0']);
});

test('a mailbox without a file can be filled', async () => {
  const event = { id: 'e', start: { dateTime: '2026-01-01T10:00:00', timeZone: 'UTC' }, end: { dateTime: '2026-01-01T11:00:00', timeZone: 'UTC' } };
  one.tenant.change(ben, 'events', { insert: [event] });
  const { items } = await one.all(`/users/${ben}/calendarView?startDateTime=2026-01-01T00:00:00Z&endDateTime=2026-01-02T00:00:00Z`, immutable);
  expect(items).toEqual([event]);
  expect(() => one.tenant.change('nobody', 'events', {})).toThrow(RangeError);
});

test('a cache that holds next to nothing changes nothing but the speed', async () => {
  const big = await startTestTenant({ [`messages/${anna}.ndjson`]: messages(2_000) }, { cacheMegabytes: 0 });
  const { items } = await big.all(`/users/${anna}/messages?$select=id&$top=300`, immutable);
  await big.end();
  expect(ids(items)).toEqual(ids(messages(2_000)).reverse());
});
