import type { EmailLeftOutReason } from '../model/overview.ts';
import type { MailItem } from '../model/mail.ts';
import { mailKey, threadKey } from './keys.ts';
import type { Parties, Party } from './parties.ts';

/** What is kept of a copy of a mail, still by name. */
export interface KeptMail {
  readonly outcome: 'kept';
  readonly key: string;
  /** A mail without a conversation is a thread of its own: its thread is its mail key. */
  readonly thread: string;
  readonly sender: Party;
  /** Recipients, each once. Those on neither side are never counted, and not kept. */
  readonly contacts: readonly Party[];
  readonly own: readonly Party[];
}

export type MailMatch = { readonly outcome: EmailLeftOutReason } | KeptMail;

/** What becomes of a copy of a mail that lies in the window: kept, or left out for the first reason that applies (metrics.md, "Emails"). */
export function matchMail(item: MailItem, junkFolderId: string | undefined, parties: Parties): MailMatch {
  if (item.isDraft) return { outcome: 'draft' };
  const sender = parties.of(item.from) ?? parties.of(item.sender);
  if (sender === undefined) return { outcome: 'noSender' };
  if (item.isCalendarMail) return { outcome: 'calendarMail' };
  if (junkFolderId !== undefined && item.folderId === junkFolderId) return { outcome: 'junk' };

  const recipients = new Set<Party>();
  for (const text of item.recipients) {
    const recipient = parties.of(text);
    if (recipient !== undefined) recipients.add(recipient);
  }
  const contacts = [...recipients].filter(({ side }) => side === 'contact');
  if (sender.side !== 'contact' && contacts.length === 0) return { outcome: 'noContact' };
  if (sender.side === 'other') return { outcome: 'otherSender' };

  const key = mailKey(item, sender.address, [...recipients].map(({ address }) => address));
  const thread = item.conversationId ? threadKey(item.conversationId) : key;
  return { outcome: 'kept', key, thread, sender, contacts, own: [...recipients].filter(({ side }) => side === 'own') };
}
