import type { Address } from '../model/address.ts';
import type { MailItem } from '../model/mail.ts';
import type { MeetingItem } from '../model/meeting.ts';

const threadGuidBytes = 16;

/** A GlobalObjectId (MS-OXOCAL 2.2.1.27) as hex: its characters 32 to 40 are the occurrence's date, which differs from copy to copy. */
const globalObjectIdPrefix = '040000008200e000';

/** The key under which copies of one mail meet (metrics.md, "Emails"). */
export function mailKey(item: MailItem, sender: Address, recipients: readonly Address[]): string {
  const messageId = item.internetMessageId?.trim().toLowerCase();
  if (messageId) return messageId;
  return JSON.stringify([sender, item.sentAt, [...new Set(recipients)].sort()]);
}

/**
 * The key of the thread that a conversation id belongs to, the same in every mailbox: the last 16 bytes of the decoded id.
 * Exchange's base64 is swapped: `-` stands for `/` and `_` for `+`. Text that is no base64 of at least 16 bytes is its own key.
 */
export function threadKey(conversationId: string): string {
  const base64 = conversationId.replaceAll('-', '/').replaceAll('_', '+');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return conversationId;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length < threadGuidBytes ? conversationId : bytes.subarray(-threadGuidBytes).toString('hex');
}

/** The key under which copies of one meeting meet (metrics.md, "Meetings"). */
export function meetingKey(item: MeetingItem, organiser: Address | undefined): string {
  const iCalUId = item.iCalUId?.toLowerCase();
  if (!iCalUId) return JSON.stringify([organiser ?? null, item.startAt, item.endAt]);
  const series = iCalUId.startsWith(globalObjectIdPrefix) ? `${iCalUId.slice(0, 32)}00000000${iCalUId.slice(40)}` : iCalUId;
  return item.isOfSeries ? `${series}|${item.originalStartAt ?? item.startAt}` : series;
}
