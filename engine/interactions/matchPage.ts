import type { MailItem } from '../model/mail.ts';
import type { MeetingItem } from '../model/meeting.ts';
import { dayMilliseconds, localDay, type ReportWindow, type ZoneOffset } from '../model/window.ts';
import { matchMail } from './matchMail.ts';
import { matchMeeting } from './matchMeeting.ts';
import type { Parties, Party } from './parties.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { pseudonymList, type EmailCopy, type LedgerRow, type MeetingCopy } from './rows.ts';
import type { ReadingKind, Slice } from './slices.ts';

/** What matching a page needs, the same for all pages of a run. */
export interface Matching {
  readonly window: ReportWindow;
  readonly offsets: readonly ZoneOffset[];
  readonly parties: Parties;
  readonly pseudonyms: Pseudonyms;
}

/** What a page comes to: rows to keep and counts of all its items that lie in the window. */
export interface MatchedPage {
  readonly emails: EmailCopy[];
  readonly meetings: MeetingCopy[];
  readonly ledger: LedgerRow[];
}

/** What becomes of a page of mail. `items` hold each item once and lie in the slice's range by their time received. */
export function matchMailPage(items: readonly MailItem[], mailbox: bigint, junkFolderId: string | undefined, matching: Matching): MatchedPage {
  const { window, parties, pseudonyms } = matching;
  const emails: EmailCopy[] = [];
  const counts = new OutcomeCounts('mail', mailbox, matching);
  for (const item of items) {
    if (item.sentAt === undefined || item.sentAt < window.startAt || item.sentAt >= window.asOf) continue;
    const match = matchMail(item, junkFolderId, parties);
    counts.add(item.receivedAt, item.sentAt, match.outcome);
    if (match.outcome !== 'kept') continue;
    const { key, thread, sender, contacts, own } = match;
    const copy = { thread: pseudonyms.thread(thread), sentAt: BigInt(item.sentAt), sender: sender.pseudonym, contacts: contacts.map(pseudonymOf) };
    emails.push({
      ...copy,
      mailbox,
      mail: pseudonyms.mail(key),
      receivedAt: BigInt(item.receivedAt),
      isOwn: sender.side === 'own',
      contacts: pseudonymList(copy.contacts),
      own: pseudonymList(own.map(pseudonymOf)),
      content: contentOf(copy),
    });
  }
  return { emails, meetings: [], ledger: counts.rows() };
}

/** What becomes of a page of meetings. `items` hold each item once and lie in the slice's range by their start. */
export function matchMeetingPage(items: readonly MeetingItem[], mailbox: bigint, matching: Matching): MatchedPage {
  const { window, parties, pseudonyms } = matching;
  const meetings: MeetingCopy[] = [];
  const counts = new OutcomeCounts('meetings', mailbox, matching);
  for (const item of items) {
    if (item.startAt < window.startAt || item.endAt > window.asOf) continue;
    const match = matchMeeting(item, parties);
    counts.add(item.startAt, item.startAt, match.outcome);
    if (!('key' in match)) continue;
    const { key, organiser, attendees } = match;
    meetings.push({
      mailbox,
      meeting: pseudonyms.meeting(key),
      startAt: BigInt(item.startAt),
      endAt: BigInt(item.endAt),
      isCancelled: item.isCancelled,
      isOrganisersCopy: item.ownerOrganises,
      // Who is on neither side is not kept: it is enough that nobody of either organised it.
      organiser: organiser === undefined || organiser.side === 'other' ? null : organiser.pseudonym,
      isOwn: organiser?.side === 'own',
      contacts: pseudonymList(attendees.map(({ party }) => party.pseudonym)),
      declined: pseudonymList(attendees.filter(({ hasDeclined }) => hasDeclined).map(({ party }) => party.pseudonym)),
    });
  }
  return { emails: [], meetings, ledger: counts.rows() };
}

/** Counts a page's items by the day of their range, their local day and their outcome, for the ledger. */
class OutcomeCounts {
  readonly #rows = new Map<string, LedgerRow>();
  readonly #kind: ReadingKind;
  readonly #mailbox: bigint;
  readonly #offsets: readonly ZoneOffset[];

  constructor(kind: ReadingKind, mailbox: bigint, { offsets }: Matching) {
    this.#kind = kind;
    this.#mailbox = mailbox;
    this.#offsets = offsets;
  }

  /** `rangeAt`: the time by which the item is read; `at`: the time by which it lies in the window. The window must hold both. */
  add(rangeAt: number, at: number, outcome: string): void {
    const rangeDay = Math.floor(rangeAt / dayMilliseconds);
    // By a clock that is wrong a mail may be received before it is sent.
    const day = localDay(Math.min(rangeAt, at), this.#offsets);
    const key = `${rangeDay} ${day} ${outcome}`;
    const itemCount = (this.#rows.get(key)?.itemCount ?? 0) + 1;
    this.#rows.set(key, { mailbox: this.#mailbox, kind: this.#kind, rangeDay, localDay: day, outcome, itemCount });
  }

  rows(): LedgerRow[] {
    return [...this.#rows.values()];
  }
}

/** The items that lie in a slice and have not been seen in it: offset paging shows some twice when the mailbox changes meanwhile. */
export function newItems<Item extends { readonly id: string }>(items: readonly Item[], at: (item: Item) => number, slice: Slice, seen: Set<string>): Item[] {
  return items.filter((item) => {
    if (at(item) < slice.from || at(item) >= slice.to || seen.has(item.id)) return false;
    seen.add(item.id);
    return true;
  });
}

const pseudonymOf = ({ pseudonym }: Party) => pseudonym;

/** An odd number with mixed bits (2^64 / φ): a polynomial in it over 64-bit integers tells lists of pseudonyms apart. */
const contentBase = 0x9e3779b97f4a7c15n;

function contentOf({ sender, thread, sentAt, contacts }: { readonly sender: bigint; readonly thread: bigint; readonly sentAt: bigint; readonly contacts: readonly bigint[] }): bigint {
  // The order in which a copy names its recipients does not matter: contacts are added up, each once.
  const parts = [sender, thread, sentAt, contacts.reduce((sum, contact) => sum + contact, 0n)];
  return BigInt.asIntN(64, parts.reduce((content, part) => content * contentBase + part, 0n));
}
