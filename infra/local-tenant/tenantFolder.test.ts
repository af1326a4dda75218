import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { EngagementFailure } from '../../engine/model/failure.ts';
import { startLocalTenant } from './index.ts';
import { anna, ben, makeFolder, message, startTestTenant } from './testTenant.ts';
import type { Files } from './testTenant.ts';

const group = { id: 'g1', displayName: 'Sales', members: [anna] };
const event = { id: 'e1', start: { dateTime: '2026-01-01T10:00:00', timeZone: 'UTC' }, end: { dateTime: '2026-01-01T11:00:00', timeZone: 'UTC' } };

test.each<[string, Files, string]>([
  ['no organization.json', { 'organization.json': undefined }, 'organization.json:1: the file is missing'],
  ['an organisation without an id', { 'organization.json': { verifiedDomains: [] } }, 'organization.json:1: id: '],
  ['broken JSON', { 'users.json': '[\n {"id": "a", "userPrincipalName": "a"},\n {"id": oops}\n]' }, 'users.json:3: broken JSON'],
  ['JSON that ends too early', { 'groups.json': '[\n {"id": "g"}\n' }, 'groups.json:2: broken JSON'],
  ['JSON that goes on behind its end', { 'groups.json': '[]\n]\n' }, 'groups.json:2: broken JSON'],
  ['no array', { 'users.json': '{}' }, 'users.json:1: not an array'],
  ['a user without a principal name', { 'users.json': '[\n {"id": "a", "userPrincipalName": "a"},\n {"id": "b"}\n]' }, 'users.json:3: userPrincipalName: '],
  ['two users with one id', { 'users.json': '[{"id": "a", "userPrincipalName": "a"},\n{"id": "A", "userPrincipalName": "b"}]' }, 'users.json:2: the id is already taken'],
  ['a group with the id of a user', { 'groups.json': [{ ...group, id: ben }] }, 'groups.json:2: the id is already taken'],
  ['a member that is nobody', { 'groups.json': '[\n{"id": "g",\n "members": [\n"nobody"]}]' }, "groups.json:4: the member nobody is nobody's id"],
  ['a message that is not JSON', { [`messages/${anna}.ndjson`]: `${JSON.stringify(message('m', 0))}\n\nSecret person` }, `${anna}.ndjson:3: the line is not JSON`],
  ['a message without an id', { [`messages/${anna}.ndjson`]: [message('m', 0), { receivedDateTime: '2026-01-01T00:00:00Z' }] }, `${anna}.ndjson:2: id: `],
  ['a message without a receipt', { [`messages/${anna}.ndjson`]: [{ id: 'm' }] }, `${anna}.ndjson:1: receivedDateTime: `],
  ['a message received at no time', { [`messages/${anna}.ndjson`]: [message('m', 0, { receivedDateTime: 'yesterday' })] }, `${anna}.ndjson:1: receivedDateTime: not an ISO 8601 time`],
  ['a message that is not UTF-8', { [`messages/${anna}.ndjson`]: Buffer.from('\n"Stra\xdfe"\n', 'latin1') }, `${anna}.ndjson:2: the line is not UTF-8`],
  ['an event in another zone', { [`events/${anna}.ndjson`]: [event, { ...event, start: { dateTime: '2026-01-01T10:00:00', timeZone: 'Europe/Warsaw' } }] }, `${anna}.ndjson:2: start.timeZone: `],
  ['an event without an end', { [`events/${anna}.ndjson`]: [{ id: 'e', start: event.start }] }, `${anna}.ndjson:1: end: `],
  ['a row with a field too few', { 'accounts.csv': 'AccountId,Name\r\n1,Contoso\r\n2\r\n' }, 'accounts.csv:3: broken CSV'],
  ['a quote that is never closed', { 'contacts.csv': 'ContactId,AccountId\n1,"2\n' }, 'contacts.csv:2: broken CSV'],
  ['a CSV file that is not UTF-8', { 'contacts.csv': Buffer.from('ContactId\nStra\xdfe', 'latin1') }, 'contacts.csv:'],
  ['one column twice', { 'contacts.csv': 'Email,EMAIL\na,b' }, 'contacts.csv:1: two columns are called emailaddress1'],
])('a folder with %s is refused with file, line and reason, and without anything of its content', async (_, files, expected) => {
  const folder = await makeFolder(files);
  const failure: unknown = await startLocalTenant(folder).catch((error: unknown) => error);
  await rm(folder, { recursive: true });
  expect(failure).toBeInstanceOf(EngagementFailure);
  expect(failure).toMatchObject({ code: 'tenantFolderUnusable' });
  expect(failure).not.toHaveProperty('cause');
  expect((failure as Error).message.startsWith(folder)).toBe(true);
  expect((failure as Error).message).toContain(expected);
  expect((failure as Error).message).not.toMatch(/Secret|Contoso/);
});

test('a folder that is not there is refused', async () => {
  await expect(startLocalTenant('/nowhere/at all')).rejects.toMatchObject({ code: 'tenantFolderUnusable' });
});

test('missing mailboxes, groups and tables are empty ones, and a byte order mark or CRLF changes nothing', async () => {
  const users = `\uFEFF${JSON.stringify([{ id: anna, userPrincipalName: 'anna@contoso.example' }])}`;
  const { get, all, end } = await startTestTenant({ 'users.json': users, [`messages/${anna.toUpperCase()}.ndjson`]: `\uFEFF${JSON.stringify(message('m', 0))}\r\n\r\n` });
  const mail = await all(`/users/${anna}/messages`, { Prefer: 'IdType="ImmutableId"' });
  const events = await all(`/users/${anna}/calendarView?startDateTime=2026-01-01T00:00:00Z&endDateTime=2027-01-01T00:00:00Z`);
  const groups = await get('/groups');
  await end();
  expect(mail.items).toMatchObject([{ id: 'm' }]);
  expect(events.items).toEqual([]);
  expect(groups.json.value).toEqual([]);
});
