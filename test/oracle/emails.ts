import { addressOfParticipant, compareText } from './address.ts';
import { localDayOf } from './calendar.ts';
import type { Window } from './calendar.ts';
import { count, emptyLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import type { Sides } from './sides.ts';
import type { Message, TenantFolder } from './tenantFolder.ts';

export const emailReasons = ['draft', 'noSender', 'calendarMail', 'junk', 'noContact', 'otherSender'] as const;
type EmailReason = (typeof emailReasons)[number];

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** One email counted for one account. */
export interface CountedEmail {
  readonly accountId: string;
  readonly direction: 'to' | 'from';
  readonly thread: string;
  /** Milliseconds since the Unix epoch. */
  readonly sentAt: number;
  readonly day: string;
  /** User ids of listed persons. */
  readonly ownPeople: ReadonlySet<string>;
  /** Contact ids. */
  readonly accountPeople: ReadonlySet<string>;
}

export interface Emails {
  readonly counted: readonly CountedEmail[];
  /** Copies in the window, before matching. */
  readonly processed: number;
  readonly leftOut: Ledger;
}

/** One copy of an email in one mailbox that is not left out. */
interface KeptCopy {
  readonly mailboxId: string;
  readonly itemId: string;
  readonly key: string;
  readonly sender: string;
  readonly sentAt: number;
  readonly thread: string;
  readonly recipients: readonly string[];
}

export function emailsOf(tenant: TenantFolder, sides: Sides, window: Window): Emails {
  const leftOut = emptyLedger(emailReasons);
  let processed = 0;
  const copiesByKey = new Map<string, KeptCopy[]>();
  for (const person of sides.listedPersons) {
    if (!person.hasMailbox) continue;
    for (const message of tenant.messages.get(person.userId) ?? []) {
      if (!isRead(message, window) || !isInWindow(message, window)) continue;
      processed += 1;
      const copy = copyOf(message, person.userId);
      const reason = reasonToLeaveOut(message, copy, sides);
      if (reason !== undefined) {
        count(leftOut, reason);
      } else if (copy !== undefined) {
        copiesByKey.set(copy.key, [...(copiesByKey.get(copy.key) ?? []), copy]);
      }
    }
  }
  const counted = [...copiesByKey.values()].flatMap((copies) => countedEmailsOf(copies, sides, window));
  return { counted, processed, leftOut };
}

/** Mailboxes are read by the time of receipt, to one day after `asOf`. */
function isRead(message: Message, window: Window): boolean {
  if (!message.receivedDateTime) return false;
  const receivedAt = Date.parse(message.receivedDateTime);
  return receivedAt >= window.start && receivedAt < window.asOf + dayMilliseconds;
}

function isInWindow(message: Message, window: Window): boolean {
  if (!message.sentDateTime) return false;
  const sentAt = Date.parse(message.sentDateTime);
  return sentAt >= window.start && sentAt < window.asOf;
}

/** The first reason that applies. */
function reasonToLeaveOut(message: Message, copy: KeptCopy | undefined, sides: Sides): EmailReason | undefined {
  if (message.isDraft) return 'draft';
  if (copy === undefined) return 'noSender';
  if (message['@odata.type']?.startsWith('#microsoft.graph.eventMessage')) return 'calendarMail';
  if (message.parentFolderId === 'junkemail') return 'junk';
  const isContact = (address: string): boolean => sides.accountsOf(address).size > 0;
  if (!isContact(copy.sender) && !copy.recipients.some(isContact)) return 'noContact';
  if (!isContact(copy.sender) && !sides.isOwnSide(copy.sender)) return 'otherSender';
  return undefined;
}

/** undefined where the message has no sender. */
function copyOf(message: Message, mailboxId: string): KeptCopy | undefined {
  const sender = addressOfParticipant(message.from) ?? addressOfParticipant(message.sender);
  if (sender === undefined) return undefined;
  const everyRecipient = [message.toRecipients, message.ccRecipients, message.bccRecipients].flatMap((list) => list ?? []);
  const recipients = everyRecipient.map(addressOfParticipant).filter((address) => address !== undefined);
  const sentAt = Date.parse(message.sentDateTime ?? '');
  const internetMessageId = message.internetMessageId?.trim().toLowerCase();
  const key = internetMessageId
    ? `id ${internetMessageId}`
    : `no id ${sender} ${sentAt} ${[...new Set(recipients)].sort(compareText).join(' ')}`;
  const itemId = message.id;
  const thread = message.conversationId ? threadKeyOf(message.conversationId) : `no conversation ${key}`;
  return { mailboxId, itemId, key, sender, sentAt, thread, recipients };
}

/** The last 16 bytes of the decoded conversation id are the same in all mailboxes; Exchange writes `-` for `/` and `_` for `+`. */
export function threadKeyOf(conversationId: string): string {
  const base64 = conversationId.replaceAll('-', '/').replaceAll('_', '+');
  const isBase64 = base64.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64);
  const bytes = isBase64 ? Buffer.from(base64, 'base64') : Buffer.alloc(0);
  return bytes.length >= 16 ? `bytes ${bytes.subarray(-16).toString('hex')}` : `text ${conversationId}`;
}

/** What the kept copies of one email count for, account by account. */
function countedEmailsOf(copies: readonly KeptCopy[], sides: Sides, window: Window): CountedEmail[] {
  const [deciding] = [...copies].sort(
    (left, right) => compareText(left.mailboxId, right.mailboxId) || compareText(left.itemId, right.itemId),
  );
  if (deciding === undefined) return [];
  const { sender, sentAt, thread } = deciding;
  const recipients = new Set(copies.flatMap((copy) => copy.recipients));

  const directionOfAccount = new Map<string, 'to' | 'from'>();
  if (sides.isOwnSide(sender)) {
    for (const recipient of recipients) for (const accountId of sides.accountsOf(recipient).keys()) directionOfAccount.set(accountId, 'to');
  } else {
    for (const accountId of sides.accountsOf(sender).keys()) directionOfAccount.set(accountId, 'from');
  }

  const ownPeople = new Set(copies.map((copy) => copy.mailboxId));
  for (const address of [sender, ...recipients]) {
    const userId = sides.listedPersonOf(address);
    if (userId !== undefined) ownPeople.add(userId);
  }

  return [...directionOfAccount].map(([accountId, direction]) => {
    const accountPeople = new Set<string>();
    for (const address of [sender, ...recipients]) {
      const contactId = sides.accountsOf(address).get(accountId);
      if (contactId !== undefined) accountPeople.add(contactId);
    }
    return { accountId, direction, thread, sentAt, day: localDayOf(sentAt, window.timeZone), ownPeople, accountPeople };
  });
}
