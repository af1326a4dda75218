import type { CountedEmail } from './emails.ts';
import { groupBy } from './groups.ts';
import { count, emptyLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';

export const replyReasons = ['automaticReply', 'lateReply'] as const;

const automaticReplyMilliseconds = 60 * 1000;
const lateReplyMilliseconds = 30 * 24 * 60 * 60 * 1000;

/** How long the organisation waited for one reply. */
export interface Wait {
  readonly accountId: string;
  /** The local day of the reply. */
  readonly day: string;
  readonly milliseconds: number;
}

export function waitsOf(emails: readonly CountedEmail[]): { waits: Wait[]; leftOut: Ledger } {
  const leftOut = emptyLedger(replyReasons);
  const waits: Wait[] = [];
  for (const thread of groupBy(emails, (email) => JSON.stringify([email.accountId, email.thread])).values()) {
    const inOrder = [...thread].sort((left, right) => left.sentAt - right.sentAt || toBeforeFrom(left) - toBeforeFrom(right));
    let waitingSince: number | undefined;
    for (const email of inOrder) {
      if (email.direction === 'to') {
        waitingSince ??= email.sentAt;
      } else if (waitingSince !== undefined) {
        const milliseconds = email.sentAt - waitingSince;
        if (milliseconds < automaticReplyMilliseconds) {
          count(leftOut, 'automaticReply');
          continue;
        }
        if (milliseconds > lateReplyMilliseconds) count(leftOut, 'lateReply');
        else waits.push({ accountId: email.accountId, day: email.day, milliseconds });
        waitingSince = undefined;
      }
    }
  }
  return { waits, leftOut };
}

function toBeforeFrom(email: CountedEmail): number {
  return email.direction === 'to' ? 0 : 1;
}
