import { addressOf, addressOfParticipant, compareText } from './address.ts';
import { localDayOf } from './calendar.ts';
import type { Window } from './calendar.ts';
import { count, emptyLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import type { Sides } from './sides.ts';
import type { Event, TenantFolder } from './tenantFolder.ts';

export const meetingReasons = ['cancelled', 'draft', 'allDay', 'private', 'notAttending', 'noContact'] as const;
type MeetingReason = (typeof meetingReasons)[number];

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** One meeting counted for one account. `neither`: a third party organises it. */
export interface CountedMeeting {
  readonly accountId: string;
  readonly direction: 'from' | 'to' | 'neither';
  /** Milliseconds since the Unix epoch. */
  readonly startAt: number;
  readonly day: string;
  readonly milliseconds: number;
  /** User ids of listed persons. */
  readonly ownPeople: ReadonlySet<string>;
  /** Contact ids. */
  readonly accountPeople: ReadonlySet<string>;
}

export interface Meetings {
  readonly counted: readonly CountedMeeting[];
  /** Copies in the window, before matching. */
  readonly processed: number;
  readonly leftOut: Ledger;
}

/** One copy of a meeting in one calendar. */
interface Copy {
  readonly mailboxId: string;
  readonly itemId: string;
  readonly key: string;
  readonly startAt: number;
  readonly endAt: number;
  readonly organiser: string | undefined;
  readonly ownerOrganises: boolean;
  readonly ownerAttends: boolean;
  readonly attendees: readonly { readonly address: string; readonly response: string }[];
}

export function meetingsOf(tenant: TenantFolder, sides: Sides, window: Window): Meetings {
  const leftOut = emptyLedger(meetingReasons);
  let processed = 0;
  const copiesByKey = new Map<string, Copy[]>();
  const cancelledKeys = new Set<string>();
  for (const person of sides.listedPersons) {
    if (!person.hasMailbox) continue;
    for (const event of tenant.events.get(person.userId) ?? []) {
      const copy = copyOf(event, person.userId);
      if (copy.startAt < window.start || copy.endAt > window.asOf) continue;
      processed += 1;
      const reason = reasonToLeaveOut(event, copy, sides);
      if (reason === 'cancelled') cancelledKeys.add(copy.key);
      if (reason !== undefined) count(leftOut, reason);
      else copiesByKey.set(copy.key, [...(copiesByKey.get(copy.key) ?? []), copy]);
    }
  }
  for (const key of cancelledKeys) copiesByKey.delete(key);
  const counted = [...copiesByKey.values()].flatMap((copies) => countedMeetingsOf(copies, sides, window));
  return { counted, processed, leftOut };
}

/** The first reason that applies. */
function reasonToLeaveOut(event: Event, copy: Copy, sides: Sides): MeetingReason | undefined {
  if (event.isCancelled) return 'cancelled';
  if (event.isDraft) return 'draft';
  if (event.isAllDay || copy.endAt - copy.startAt >= dayMilliseconds) return 'allDay';
  if ((event.sensitivity ?? 'normal') !== 'normal') return 'private';
  if (!copy.ownerAttends) return 'notAttending';
  const people = [copy.organiser, ...copy.attendees.map(({ address }) => address)];
  if (!people.some((address) => address !== undefined && sides.accountsOf(address).size > 0)) return 'noContact';
  return undefined;
}

function copyOf(event: Event, mailboxId: string): Copy {
  const startAt = momentOf(event.start.dateTime);
  const endAt = momentOf(event.end.dateTime);
  const organiser = addressOfParticipant(event.organizer);
  const attendees: Copy['attendees'][number][] = [];
  for (const { type, status, emailAddress } of event.attendees ?? []) {
    const address = addressOf(emailAddress?.address);
    if (type !== 'resource' && address !== undefined) attendees.push({ address, response: status?.response ?? 'none' });
  }
  const response = event.responseStatus?.response;
  const ownerOrganises = event.isOrganizer === true || response === 'organizer';
  const ownerAttends = ownerOrganises || response === 'accepted' || response === 'tentativelyAccepted';
  const key = keyOf(event, organiser, startAt, endAt);
  return { mailboxId, itemId: event.id, key, startAt, endAt, organiser, ownerOrganises, ownerAttends, attendees };
}

function keyOf(event: Event, organiser: string | undefined, startAt: number, endAt: number): string {
  let iCalUId = event.iCalUId?.trim().toLowerCase();
  if (!iCalUId) return `no iCalUId ${organiser ?? ''} ${startAt} ${endAt}`;
  if (iCalUId.startsWith('040000008200e000')) iCalUId = `${iCalUId.slice(0, 32)}00000000${iCalUId.slice(40)}`;
  if (event.type !== 'occurrence' && event.type !== 'exception') return iCalUId;
  return `${iCalUId} ${event.originalStart ? momentOf(event.originalStart) : startAt}`;
}

/** Graph writes the times of an event without an offset; the folder holds them in UTC. */
function momentOf(dateTime: string): number {
  return Date.parse(dateTime.endsWith('Z') ? dateTime : `${dateTime}Z`);
}

/** What the kept copies of one meeting count for, account by account. */
function countedMeetingsOf(copies: readonly Copy[], sides: Sides, window: Window): CountedMeeting[] {
  const inOrder = [...copies].sort(
    // metrics.md orders copies by their mailbox; of two in one calendar the earlier meeting is taken.
    (left, right) => compareText(left.mailboxId, right.mailboxId) || left.startAt - right.startAt || left.endAt - right.endAt,
  );
  const deciding = inOrder.find((copy) => copy.ownerOrganises) ?? inOrder[0];
  if (deciding === undefined) return [];
  const { startAt, endAt, organiser } = deciding;
  const attendees = copies.flatMap((copy) => copy.attendees);
  const declined = new Set(attendees.filter(({ response }) => response === 'declined').map(({ address }) => address));

  // A copy is kept only where its owner attends; a listed person without a kept copy does not attend, whatever the other copies say.
  const ownPeople = new Set(copies.map((copy) => copy.mailboxId));

  const takingPart = new Set(attendees.map(({ address }) => address).filter((address) => !declined.has(address)));
  if (organiser !== undefined) takingPart.add(organiser);

  const peopleOfAccount = new Map<string, Set<string>>();
  for (const address of takingPart) {
    for (const [accountId, contactId] of sides.accountsOf(address)) {
      peopleOfAccount.set(accountId, (peopleOfAccount.get(accountId) ?? new Set<string>()).add(contactId));
    }
  }
  const directionFor = (accountId: string): CountedMeeting['direction'] => {
    if (organiser === undefined) return 'neither';
    if (sides.isOwnSide(organiser)) return 'to';
    return sides.accountsOf(organiser).has(accountId) ? 'from' : 'neither';
  };
  return [...peopleOfAccount].map(([accountId, accountPeople]) => ({
    accountId,
    direction: directionFor(accountId),
    startAt,
    day: localDayOf(startAt, window.timeZone),
    milliseconds: endAt - startAt,
    ownPeople,
    accountPeople,
  }));
}
