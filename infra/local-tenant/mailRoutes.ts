import { folderId } from './itemCut.ts';
import { itemPage } from './itemPage.ts';
import type { ItemIndex } from './itemIndex.ts';
import type { GraphCall, GraphRoute } from './graphRoute.ts';
import type { Mailboxes } from './mailboxes.ts';
import { messageQuery, messageRanks } from './messageQuery.ts';
import type { Paging } from './paging.ts';
import { withheldProperties } from './permissions.ts';
import { countAsked, invalidQuery, refuseUnknownOptions, selectOf, topOf } from './queryOptions.ts';
import { GraphError, jsonReply } from './reply.ts';
import type { Reply } from './reply.ts';

/** https://learn.microsoft.com/graph/api/resources/message and eventMessage */
const messageProperties: ReadonlySet<string> = new Set(
  (
    'id,createdDateTime,lastModifiedDateTime,changeKey,categories,receivedDateTime,sentDateTime,hasAttachments,internetMessageId,' +
    'internetMessageHeaders,subject,body,bodyPreview,uniqueBody,importance,parentFolderId,conversationId,conversationIndex,' +
    'isDeliveryReceiptRequested,isReadReceiptRequested,isRead,isDraft,webLink,inferenceClassification,sender,from,toRecipients,ccRecipients,' +
    'bccRecipients,replyTo,flag,meetingMessageType,attachments,extensions'
  ).split(','),
);

/** Folders that every mailbox has: well-known name and display name. https://learn.microsoft.com/graph/api/resources/mailfolder */
const visibleFolders: Readonly<Record<string, string>> = {
  archive: 'Archive',
  conversationhistory: 'Conversation History',
  deleteditems: 'Deleted Items',
  drafts: 'Drafts',
  inbox: 'Inbox',
  junkemail: 'Junk Email',
  outbox: 'Outbox',
  sentitems: 'Sent Items',
};
const hiddenFolders: Readonly<Record<string, string>> = {
  clutter: 'Clutter',
  conflicts: 'Conflicts',
  localfailures: 'Local Failures',
  msgfolderroot: 'Top of Information Store',
  recoverableitemsdeletions: 'Deletions',
  scheduled: 'Scheduled',
  searchfolders: 'Finder',
  serverfailures: 'Server Failures',
  syncissues: 'Sync Issues',
};

/** Messages and mail folders. */
export function mailRoutes(mailboxes: Mailboxes, paging: Paging): readonly GraphRoute[] {
  const messages = (call: GraphCall): Reply => {
    refuseUnknownOptions(call.url.searchParams, ['$select', '$filter', '$orderby', '$top', '$count', '$skiptoken']);
    const { user, mailbox } = mailboxes.of(call.parameters[0] ?? '');
    const query = messageQuery(call.url.searchParams);
    mailbox.messages.beginPage();
    return itemPage(paging, {
      call,
      userId: user.source.id,
      list: mailbox.messages,
      ranks: messageRanks(mailbox.messages.index, query),
      withheld: withheldProperties(call.roles, 'Mail.Read'),
      properties: messageProperties,
      typeName: 'Microsoft.OutlookServices.Message',
    });
  };

  const folder = (call: GraphCall): Reply => {
    refuseUnknownOptions(call.url.searchParams, ['$select']);
    const [userName = '', folderName = ''] = call.parameters;
    const { user, mailbox } = mailboxes.of(userName);
    const found = [...folderNames(mailbox.messages.index, true)].find(
      (name) => name.toLowerCase() === folderName.toLowerCase() || folderId(user.source.id, name) === folderName,
    );
    if (found === undefined) throw new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
    const context = { '@odata.context': `${call.url.origin}/v1.0/$metadata#users('${user.source.id}')/mailFolders/$entity` };
    return jsonReply({ ...context, ...folderOf(found, user.source.id, mailbox.messages.index, selectOf(call.url.searchParams)) });
  };

  const folders = (call: GraphCall): Reply => {
    const query = call.url.searchParams;
    refuseUnknownOptions(query, ['$select', '$top', '$count', '$skiptoken', 'includeHiddenFolders']);
    const { user, mailbox } = mailboxes.of(call.parameters[0] ?? '');
    const names = folderNames(mailbox.messages.index, query.get('includeHiddenFolders') === 'true');
    const top = topOf(query, 1000, (value) => invalidQuery(`The value '${value}' of '$top' is not supported.`)) ?? 10;
    const page = paging.page(call.url, top, names.length);
    return jsonReply({
      '@odata.context': `${call.url.origin}/v1.0/$metadata#users('${user.source.id}')/mailFolders`,
      ...(page.isFirst && countAsked(query) ? { '@odata.count': names.length } : {}),
      ...(page.nextLink === undefined ? {} : { '@odata.nextLink': page.nextLink }),
      value: names.slice(page.from, page.to).map((name) => folderOf(name, user.source.id, mailbox.messages.index, selectOf(query))),
    });
  };

  return [
    { pattern: /^\/users\/([^/]+)\/messages$/i, area: 'mail', isMailbox: true, listsItems: true, handle: messages },
    { pattern: /^\/users\/([^/]+)\/mailFolders\/([^/]+)$/i, area: 'mail', isMailbox: true, handle: folder },
    { pattern: /^\/users\/([^/]+)\/mailFolders$/i, area: 'mail', isMailbox: true, handle: folders },
  ];
}

/** Well-known names, and the mailbox owner's own folders as far as messages lie in them. */
function folderNames(index: ItemIndex, withHidden: boolean): string[] {
  const wellKnown = { ...visibleFolders, ...hiddenFolders };
  const own = [...index.folders.keys()].filter((name) => !(name.toLowerCase() in wellKnown));
  return [...Object.keys(visibleFolders), ...own, ...(withHidden ? Object.keys(hiddenFolders) : [])];
}

function folderOf(name: string, userId: string, index: ItemIndex, select: ReadonlySet<string> | undefined): Record<string, unknown> {
  const folder = {
    id: folderId(userId, name),
    displayName: visibleFolders[name] ?? hiddenFolders[name] ?? name,
    parentFolderId: folderId(userId, 'msgfolderroot'),
    childFolderCount: 0,
    unreadItemCount: 0,
    totalItemCount: index.folders.get(name) ?? 0,
    isHidden: name in hiddenFolders,
  };
  return Object.fromEntries(Object.entries(folder).filter(([property]) => property === 'id' || select === undefined || select.has(property)));
}
