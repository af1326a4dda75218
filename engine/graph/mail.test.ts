import { afterEach, expect, test } from 'vitest';
import type { Graph } from './client.ts';
import { readJunkFolderId, readMailPage } from './mail.ts';
import { graphError, graphFor, leapingClock, type Reply, type SeenRequest, startServer, type TestServer } from './testServer.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function setting(reply: (request: SeenRequest, url: string) => Reply): Promise<{ graph: Graph; server: TestServer }> {
  const clock = leapingClock();
  const server: TestServer = await startServer(clock, (request) => reply(request, server.url));
  const graph = graphFor(server, clock);
  open.push(graph, server);
  return { graph, server };
}

const window = { userId: 'b0b', from: Date.UTC(2026, 1, 1), to: Date.UTC(2026, 2, 1) };
const person = (address: string | null) => ({ emailAddress: { name: 'Dana', address } });
const message = { id: 'M1', receivedDateTime: '2026-02-03T00:37:46Z' };

test('asks for metadata of the window only, newest first, with ids that stay', async () => {
  const { graph, server } = await setting(() => ({ json: { value: [], '@odata.count': 7 } }));
  await expect(readMailPage(graph, { ...window, pageSize: 200 })).resolves.toEqual({ items: [], next: undefined, count: 7, unreadableCount: 0 });
  const url = new URL(server.seen[0]?.path ?? '', server.url);
  expect(url.pathname).toBe('/v1.0/users/b0b/messages');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    $select: 'id,internetMessageId,conversationId,from,sender,toRecipients,ccRecipients,bccRecipients,receivedDateTime,sentDateTime,isDraft,parentFolderId',
    $filter: 'receivedDateTime ge 2026-02-01T00:00:00Z and receivedDateTime lt 2026-03-01T00:00:00Z',
    $orderby: 'receivedDateTime desc',
    $top: '200',
    $count: 'true',
  });
  expect(server.seen[0]?.headers['prefer']).toBe('IdType="ImmutableId"');
});

test('goes on by the link that Graph gave, with the same preferences, also after an empty page', async () => {
  const { graph, server } = await setting(({ path }, url) =>
    path.includes('skiptoken') ? { json: { value: [message] } } : { json: { value: [], '@odata.nextLink': `${url}/v1.0/users('b0b')/messages?%24skiptoken=a%2Fb&%24top=5` } },
  );
  const first = await readMailPage(graph, window);
  expect(first).toMatchObject({ items: [], next: "/users('b0b')/messages?%24skiptoken=a%2Fb&%24top=5" });
  const second = await readMailPage(graph, { ...window, next: first.next });
  expect(second).toMatchObject({ items: [{ id: 'M1' }], next: undefined, count: undefined });
  expect(server.seen[1]).toMatchObject({ path: "/v1.0/users('b0b')/messages?%24skiptoken=a%2Fb&%24top=5", headers: { prefer: 'IdType="ImmutableId"' } });
});

test('a link to another host is refused, and the token never sent there', async () => {
  const elsewhere = await setting(() => ({ json: { value: [] } }));
  const { graph } = await setting(() => ({ json: { value: [message], '@odata.nextLink': `${elsewhere.server.url}/v1.0/users/b0b/messages?$skip=1` } }));
  await expect(readMailPage(graph, window)).rejects.toMatchObject({ code: 'graphRefused' });
  await expect(readMailPage(graph, { ...window, next: `${elsewhere.server.url}/v1.0/users` })).rejects.toMatchObject({ code: 'graphRefused' });
  expect(elsewhere.server.seen).toEqual([]);
});

test('a mail is read whole', async () => {
  const full = {
    '@odata.etag': 'W/"x"',
    '@odata.type': '#microsoft.graph.eventMessageRequest',
    ...message,
    sentDateTime: '2026-02-03T00:37:41Z',
    internetMessageId: '<a@b>',
    conversationId: 'AAQk',
    isDraft: true,
    parentFolderId: 'F1',
    from: person('Boss@contoso.com'),
    sender: person('dana@contoso.com'),
    toRecipients: [person('to@x'), person(null), person(''), {}, null],
    ccRecipients: [person('cc@x')],
    bccRecipients: [person('bcc@x')],
    somethingNew: { deep: [1] },
  };
  const { graph } = await setting(() => ({ json: { value: [full] } }));
  expect((await readMailPage(graph, window)).items).toEqual([
    {
      id: 'M1',
      internetMessageId: '<a@b>',
      conversationId: 'AAQk',
      from: 'Boss@contoso.com',
      sender: 'dana@contoso.com',
      recipients: ['to@x', 'cc@x', 'bcc@x'],
      receivedAt: Date.UTC(2026, 1, 3, 0, 37, 46),
      sentAt: Date.UTC(2026, 1, 3, 0, 37, 41),
      isDraft: true,
      isCalendarMail: true,
      folderId: 'F1',
    },
  ]);
});

test('what is missing, null or empty is undefined; a mail of another derived type is no calendar mail', async () => {
  const empty = { internetMessageId: null, conversationId: '', from: null, sender: { emailAddress: null }, toRecipients: null, isDraft: null, sentDateTime: '0001-01-01T00:00:00Z', '@odata.type': '#microsoft.graph.message' };
  const { graph } = await setting(() => ({ json: { value: [message, { ...message, ...empty }] } }));
  const { items } = await readMailPage(graph, window);
  const bare = { id: 'M1', receivedAt: Date.UTC(2026, 1, 3, 0, 37, 46), recipients: [], isDraft: false, isCalendarMail: false };
  expect(items).toEqual([bare, bare]);
});

test('a mail without id or date is left out and counted, and costs no other', async () => {
  const { graph } = await setting(() => ({ json: { value: [{ ...message, id: null }, message, { id: 'M2' }, { id: 'M3', receivedDateTime: 'soon' }, 7] } }));
  const page = await readMailPage(graph, window);
  expect(page.items.map(({ id }) => id)).toEqual(['M1']);
  expect(page.unreadableCount).toBe(4);
});

test('an answer that is no page is refused', async () => {
  const { graph } = await setting(() => ({ json: { value: 'x' } }));
  await expect(readMailPage(graph, window)).rejects.toMatchObject({ code: 'graphRefused' });
});

test('a mailbox whose mail list does not exist is no mailbox', async () => {
  const { graph } = await setting(() => ({ status: 404, json: graphError('ErrorItemNotFound') }));
  await expect(readMailPage(graph, window)).rejects.toMatchObject({ name: 'MailboxUnreadable', reason: 'noMailbox' });
});

test('the junk folder has the id that its mails name; a mailbox may have none', async () => {
  const { graph, server } = await setting(({ path }) => (path.includes('/b0b/') ? { json: { id: 'F9' } } : { status: 404, json: graphError('ErrorItemNotFound') }));
  await expect(readJunkFolderId(graph, 'b0b')).resolves.toBe('F9');
  await expect(readJunkFolderId(graph, 'other')).resolves.toBeUndefined();
  expect(server.seen[0]).toMatchObject({ path: '/v1.0/users/b0b/mailFolders/junkemail?$select=id', headers: { prefer: 'IdType="ImmutableId"' } });
});
