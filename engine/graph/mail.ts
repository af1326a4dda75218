import { z } from 'zod';
import type { MailItem } from '../model/mail.ts';
import type { Graph } from './client.ts';
import { formatInstant, parseInstant } from './instant.ts';
import { query } from './links.ts';
import { mailboxPurposePermission } from './permissions.ts';
import { type Page, pageSizeDefault, readMailboxPage, textOf, type WindowRequest } from './page.ts';

export type MailPage = Page<MailItem>;

const permission = 'Mail.ReadBasic.All';

/** All that metrics.md uses, and nothing more: never subject, body or preview. */
export const mailFields = 'id,internetMessageId,conversationId,from,sender,toRecipients,ccRecipients,bccRecipients,receivedDateTime,sentDateTime,isDraft,parentFolderId';

/** Ids that stay when a mail is moved to another folder. */
const headers = { Prefer: 'IdType="ImmutableId"' };

const recipient = z.object({ emailAddress: z.object({ address: z.string().nullish() }).nullish() }).nullish();
const recipients = z.array(recipient).nullish();

const message = z.object({
  id: z.string().min(1),
  receivedDateTime: z.string(),
  '@odata.type': z.string().nullish(),
  internetMessageId: z.string().nullish(),
  conversationId: z.string().nullish(),
  from: recipient,
  sender: recipient,
  toRecipients: recipients,
  ccRecipients: recipients,
  bccRecipients: recipients,
  sentDateTime: z.string().nullish(),
  isDraft: z.boolean().nullish(),
  parentFolderId: z.string().nullish(),
});

/**
 * One page of the mails of a whole mailbox (all folders) that were received in [from, to), newest first; `count` on the first page. Mails
 * without an id or a time of receipt are left out and counted.
 * Over a live mailbox Graph's paging by offset may repeat an item: the caller keys by id.
 * @throws MailboxUnreadable, EngagementFailure as `Graph.get`
 */
export async function readMailPage(graph: Graph, request: WindowRequest): Promise<MailPage> {
  const path = request.next ?? firstPath(request);
  return readMailboxPage(graph, { path, mailbox: request.userId, permission, headers }, message, toMail);
}

function firstPath({ userId, from, to, pageSize }: WindowRequest): string {
  const options = {
    $select: mailFields,
    $filter: `receivedDateTime ge ${formatInstant(from)} and receivedDateTime lt ${formatInstant(to)}`,
    $orderby: 'receivedDateTime desc',
    $top: pageSize ?? pageSizeDefault,
    $count: 'true',
  };
  return `/users/${encodeURIComponent(userId)}/messages${query(options)}`;
}

function toMail(raw: z.infer<typeof message>): MailItem | undefined {
  const receivedAt = parseInstant(raw.receivedDateTime);
  if (receivedAt === undefined) return undefined;
  const addresses: string[] = [];
  collectAddresses(raw.toRecipients, addresses);
  collectAddresses(raw.ccRecipients, addresses);
  collectAddresses(raw.bccRecipients, addresses);
  return {
    id: raw.id,
    internetMessageId: textOf(raw.internetMessageId),
    conversationId: textOf(raw.conversationId),
    from: textOf(raw.from?.emailAddress?.address),
    sender: textOf(raw.sender?.emailAddress?.address),
    recipients: addresses,
    receivedAt,
    sentAt: parseInstant(raw.sentDateTime),
    isDraft: raw.isDraft === true,
    // Graph names the type of an item only where it is a derived one.
    isCalendarMail: raw['@odata.type']?.startsWith('#microsoft.graph.eventMessage') === true,
    folderId: textOf(raw.parentFolderId),
  };
}

function collectAddresses(from: z.infer<typeof recipients>, into: string[]): void {
  if (!from) return;
  for (const one of from) {
    const address = one?.emailAddress?.address;
    if (address) into.push(address);
  }
}

const folder = z.object({ id: z.string().min(1) });

/** The id of the mailbox's junk folder, as `MailItem.folderId` gives it; undefined where it has none. @throws as `readMailPage` */
export async function readJunkFolderId(graph: Graph, userId: string): Promise<string | undefined> {
  const path = `/users/${encodeURIComponent(userId)}/mailFolders/junkemail${query({ $select: 'id' })}`;
  return folder.safeParse(await graph.get({ path, mailbox: userId, permission, headers })).data?.id;
}

const purpose = z.object({ value: z.string() });

/** True for a room or equipment. @throws as `readMailPage` */
export async function isResourceMailbox(graph: Graph, userId: string): Promise<boolean> {
  const path = `/users/${encodeURIComponent(userId)}/mailboxSettings/userPurpose`;
  const value = purpose.safeParse(await graph.get({ path, mailbox: userId, permission: mailboxPurposePermission })).data?.value;
  return value === 'room' || value === 'equipment';
}
