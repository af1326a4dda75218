import type { Party } from './people.ts';

/** A mail as it was sent, before it lies in any mailbox. */
export interface Mail {
  /** `draft`: never sent, lies with its author only. */
  readonly kind: 'mail' | 'draft' | 'meetingRequest' | 'meetingAccepted' | 'meetingTenativelyAccepted' | 'meetingDeclined' | 'meetingCancelled';
  readonly from: Party;
  /** Who pressed the button, where that is not `from`. */
  readonly sender?: Party;
  readonly to: readonly Party[];
  readonly cc: readonly Party[];
  readonly bcc: readonly Party[];
  /** Milliseconds since the Unix epoch, whole seconds. */
  readonly sentAt: number;
  readonly subject: string;
  readonly preview: string;
  /** 32 hexadecimal digits, the same for all mails of a thread. */
  readonly conversation: string;
  /** The receivers' filters take it for junk. */
  readonly isJunk?: boolean;
}
