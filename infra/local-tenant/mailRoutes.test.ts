import { afterAll, beforeAll, expect, test } from 'vitest';
import { anna, ben, guest, ids, message, messages, startTestTenant } from './testTenant.ts';
import type { TestTenant } from './testTenant.ts';

const immutable = { Prefer: 'IdType="ImmutableId"' };
let one: TestTenant;

beforeAll(async () => {
  one = await startTestTenant({
    [`messages/${anna}.ndjson`]: [
      message('draft', 5, { sentDateTime: null, isDraft: true, parentFolderId: 'drafts' }),
      message('old', 1, { sentDateTime: '2026-01-01T00:09:00Z' }),
      message('tie-first', 3, { parentFolderId: 'junkemail', '@odata.type': '#microsoft.graph.eventMessage', meetingMessageType: 'meetingRequest' }),
      message('tie-second', 3, { parentFolderId: 'Own folder' }),
      message('new', 9, { subject: 'Zażółć "gęślą" \\ jaźń', body: { content: 'Secret' } }),
    ],
    [`messages/${ben}.ndjson`]: messages(25),
  });
});
afterAll(() => one.end());

async function list(query: string, headers: Readonly<Record<string, string>> = immutable): Promise<unknown[]> {
  return ids((await one.get(`/users/${anna}/messages?${query}`, headers)).json.value);
}

async function refusal(path: string): Promise<string> {
  const { status, json } = await one.get(path, immutable);
  return `${status} ${json.error?.code ?? ''}`;
}

test('messages come last received first, and in the order of the file where they were received together', async () => {
  expect(await list('$top=10')).toEqual(['new', 'draft', 'tie-first', 'tie-second', 'old']);
  expect(await list('$orderby=receivedDateTime asc')).toEqual(['old', 'tie-second', 'tie-first', 'draft', 'new']);
  expect(await list('$orderby=sentDateTime desc')).toEqual(['new', 'old', 'tie-first', 'tie-second', 'draft']);
});

test('$select leaves the selected properties, the id, and the annotations of derived types', async () => {
  const { json } = await one.get(`/users/${anna}/messages?$select=isDraft,meetingMessageType`, immutable);
  expect(json.value?.[2]).toEqual({ '@odata.etag': 'W/"tie-first"', '@odata.type': '#microsoft.graph.eventMessage', id: 'tie-first', isDraft: false, meetingMessageType: 'meetingRequest' });
  expect(Object.keys(json.value?.[0] ?? {})).toEqual(['@odata.etag', 'id', 'isDraft']);
});

test('without $select the whole item comes, except what the basic permission keeps back', async () => {
  const [basic] = (await one.get(`/users/${anna}/messages`, immutable)).json.value ?? [];
  one.tenant.grant('Mail.Read');
  await one.renewToken();
  const [full] = (await one.get(`/users/${anna}/messages`, immutable)).json.value ?? [];
  one.tenant.revoke('Mail.Read');
  await one.renewToken();
  expect(basic).toMatchObject({ id: 'new', subject: 'Zażółć "gęślą" \\ jaźń' });
  expect(basic).not.toHaveProperty('body');
  expect(basic).not.toHaveProperty('bodyPreview');
  expect(full).toMatchObject({ body: { content: 'Secret' }, bodyPreview: 'Secret' });
});

test.each([
  ['receivedDateTime ge 2026-01-01T00:03:00Z and receivedDateTime lt 2026-01-01T00:05:00Z', ['tie-first', 'tie-second']],
  ['receivedDateTime gt 2026-01-01T00:03:00Z and receivedDateTime le 2026-01-01T00:05:00Z', ['draft']],
  ['receivedDateTime eq 2026-01-01T00:01:00Z', ['old']],
  ['receivedDateTime ge 2026-01-01T01:09:00+01:00', ['new']],
  ['receivedDateTime lt 2025-01-01T00:00:00Z', []],
  ['sentDateTime ge 2026-01-01T00:09:00Z', ['new', 'old']],
  ['receivedDateTime lt 2026-01-01T00:05:00Z and sentDateTime gt 2026-01-01T00:04:00Z', ['old']],
])('the filter "%s" finds exactly what it says', async (filter, expected) => {
  expect(await list(`$filter=${encodeURIComponent(filter)}`)).toEqual(expected);
});

test('a sort order that the filter does not begin with is too complex', async () => {
  const filter = '$filter=receivedDateTime ge 2026-01-01T00:00:00Z';
  expect(await refusal(`/users/${anna}/messages?${filter}&$orderby=sentDateTime`)).toBe('400 InefficientFilter');
  expect(await list(`${filter}&$orderby=receivedDateTime desc&$top=1`)).toEqual(['new']);
});

test.each([
  ['$top=0', '400 ErrorInvalidUrlQuery'],
  ['$top=1001', '400 ErrorInvalidUrlQuery'],
  ['$top=ten', '400 ErrorInvalidUrlQuery'],
  ['$filter=subject eq \'x\'', '400 ErrorInvalidUrlQuery'],
  ['$filter=receivedDateTime ge \'2026-01-01T00:00:00Z\'', '400 ErrorInvalidUrlQuery'],
  ['$orderby=subject', '400 ErrorInvalidUrlQuery'],
  ['$search=x', '400 ErrorInvalidUrlQuery'],
  ['$top=1&$top=2', '400 ErrorInvalidUrlQuery'],
  ['$skiptoken=NTAwLjEuMA', '400 ErrorInvalidUrlQuery'],
  ['$select=id,recipients', '400 RequestBroker--ParseUri'],
])('the query %s is refused as Graph refuses it', async (query, expected) => {
  expect(await refusal(`/users/${anna}/messages?${query}`)).toBe(expected);
});

test('a page holds 10 items unless $top or the preferred page size says otherwise, and the count comes with the first', async () => {
  const first = (await one.get(`/users/${ben}/messages?$count=true`, immutable)).json;
  const second = (await one.get(first['@odata.nextLink'] ?? '', immutable)).json;
  const preferred = await one.get(`/users/${ben}/messages`, { Prefer: 'odata.maxpagesize=20, IdType="ImmutableId"' });
  expect([first.value?.length, first['@odata.count'], second.value?.length, second['@odata.count']]).toEqual([10, 25, 10, undefined]);
  expect(preferred.json.value).toHaveLength(20);
});

test('a next link shows $top, hides the position, and keeps it when a client asks for smaller pages', async () => {
  const first = (await one.get(`/users/${ben}/messages?$top=10&$select=id`, immutable)).json;
  const link = first['@odata.nextLink'] ?? '';
  expect(link).toContain('%24top=10');
  expect(link).not.toContain('skip=');
  const second = (await one.get(link.replace('%24top=10', '%24top=5'), immutable)).json;
  expect(ids(second.value)).toEqual(['m14', 'm13', 'm12', 'm11', 'm10']);
  expect(ids((await one.get(second['@odata.nextLink'] ?? '', immutable)).json.value)).toEqual(['m9', 'm8', 'm7', 'm6', 'm5']);
});

test('short and empty pages come with a next link, and together they hold every item once', async () => {
  const busy = await startTestTenant({ [`messages/${ben}.ndjson`]: messages(600) }, { paging: { seed: 7, shortShare: 0.3, emptyShare: 0.3 } });
  const { items, pages } = await busy.all(`/users/${ben}/messages?$top=20&$select=id`, immutable);
  await busy.end();
  expect(ids(items)).toEqual(ids(messages(600)).reverse());
  expect(pages).toContain(0);
  expect(pages.some((size) => size > 0 && size < 20)).toBe(true);
});

test('pages are the same whatever the order of the file and the sizes of the pages', async () => {
  const shuffled = [...messages(700)].sort((a, b) => a.id.slice(-1).localeCompare(b.id.slice(-1)));
  const { all, end } = await startTestTenant({ [`messages/${ben}.ndjson`]: shuffled });
  for (const top of [1000, 300, 7]) {
    expect(ids((await all(`/users/${ben}/messages?$top=${top}&$select=id`, immutable)).items)).toEqual(ids(messages(700)).reverse());
  }
  await end();
});

test('immutable ids are given where the request prefers them, on each page anew', async () => {
  const first = await one.get(`/users/${ben}/messages?$select=id`, immutable);
  const link = first.json['@odata.nextLink'] ?? '';
  const forgotten = await one.get(link);
  expect(first.headers.get('preference-applied')).toBe('IdType="ImmutableId"');
  expect(forgotten.headers.get('preference-applied')).toBeNull();
  expect(ids((await one.get(link, immutable)).json.value)[0]).toBe('m14');
  expect(ids(forgotten.json.value)[0]).not.toBe('m14');
});

test('a message lies in the folder whose id the mailbox gives for the well-known name', async () => {
  const { json } = await one.get(`/users/${anna}/messages?$select=parentFolderId`, immutable);
  const junk = (await one.get(`/users/${anna}/mailFolders/JunkEmail`)).json;
  const own = (await one.get(`/users/${anna}/mailFolders/${String(json.value?.[3]?.['parentFolderId'])}`)).json;
  const elsewhere = (await one.get(`/users/${ben}/mailFolders/junkemail`)).json;
  expect(json.value?.[2]?.['parentFolderId']).toBe(junk['id']);
  expect(junk).toMatchObject({ displayName: 'Junk Email', totalItemCount: 1 });
  expect(own).toMatchObject({ displayName: 'Own folder', totalItemCount: 1 });
  expect(elsewhere['id']).not.toBe(junk['id']);
  expect(await refusal(`/users/${anna}/mailFolders/nowhere`)).toBe('404 ErrorItemNotFound');
});

test('the list of folders is paged, and shows hidden folders only when asked', async () => {
  const visible = await one.all(`/users/${anna}/mailFolders?$select=displayName&$top=3`);
  const withHidden = await one.all(`/users/${anna}/mailFolders?includeHiddenFolders=true`);
  expect(visible.items.map(({ displayName }) => displayName)).toEqual(['Archive', 'Conversation History', 'Deleted Items', 'Drafts', 'Inbox', 'Junk Email', 'Outbox', 'Sent Items', 'Own folder']);
  expect(withHidden.items.length).toBeGreaterThan(visible.items.length);
});

test('a user may be named by principal name; one without a mailbox and nobody are told apart', async () => {
  expect(ids((await one.get('/users/ANNA@contoso.example/messages?$top=1', immutable)).json.value)).toEqual(['new']);
  expect(await refusal(`/users/${guest}/messages`)).toBe('404 MailboxNotEnabledForRESTAPI');
  expect(await refusal('/users/nobody/messages')).toBe('404 ResourceNotFound');
});
