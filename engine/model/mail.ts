/** One copy of a mail in one mailbox, as read: metadata only. Addresses are as sent, not yet normalised. Never stored in this form. */
export interface MailItem {
  /** Immutable id within the mailbox. */
  readonly id: string;
  readonly internetMessageId: string | undefined;
  readonly conversationId: string | undefined;
  readonly from: string | undefined;
  readonly sender: string | undefined;
  /** To, cc and bcc of this copy. Recipients without any address text are left out. */
  readonly recipients: readonly string[];
  /** Milliseconds since the Unix epoch. */
  readonly receivedAt: number;
  /** Milliseconds since the Unix epoch; undefined for an item that was never sent. */
  readonly sentAt: number | undefined;
  readonly isDraft: boolean;
  /** A meeting request, answer or cancellation: the calendar covers it. */
  readonly isCalendarMail: boolean;
  /** The id of the folder that it lies in. */
  readonly folderId: string | undefined;
}
