import { DateTime } from 'luxon';
import { dressed } from './company.ts';
import type { Company, Employee } from './company.ts';
import { eventOf } from './graphItems.ts';
import type { AttendeeParts, EventParts } from './graphItems.ts';
import type { Moments } from './moments.ts';
import type { Random } from './random.ts';

const minute = 60 * 1000;
const hour = 60 * minute;
const day = 24 * hour;

/** One meeting, or one occurrence of a series, before it is laid into calendars. */
interface Meeting {
  /** undefined: the organiser's calendar does not tell. */
  readonly organiser: string | undefined;
  readonly attendees: readonly AttendeeParts[];
  readonly startAt: number;
  readonly endAt: number;
  readonly type: 'singleInstance' | 'occurrence' | 'exception';
  readonly originalStartAt: number | undefined;
  readonly seriesMasterId: string | undefined;
  /** As the calendar of one owner has it. */
  iCalUIdFor(isOrganiser: boolean): string | null | undefined;
  readonly isCancelled: boolean;
  readonly isDraft: boolean;
  readonly isAllDay: boolean;
  readonly sensitivity: string;
}

/** Events by user id: single meetings and series, with every disagreement that copies of a meeting can have. */
export function calendarsOf(random: Random, company: Company, moments: Moments, timeZone: string, meetings: number): Map<string, object[]> {
  const calendars = new Map<string, object[]>(company.employees.map(({ id }) => [id, []]));
  for (let count = 0; count < meetings; count += 1) {
    for (const meeting of seriesOf(random, company, moments, timeZone)) layIntoCalendars(random, company, meeting, calendars);
  }
  return calendars;
}

/** A single meeting, or the weekly occurrences of a series at the same local time. */
function seriesOf(random: Random, company: Company, moments: Moments, timeZone: string): Meeting[] {
  const isSeries = random.chance(0.4);
  const own = random.some(company.employees, 1, 4).map(({ addresses }) => random.pick(addresses));
  const contacts = random.some(company.contactAddresses, 1, 3);
  const attendees = [...own, ...contacts, ...random.some(company.strangers, 0, 2)].map((address) => attendeeOf(random, address));
  if (random.chance(0.4)) attendees.push({ address: random.pick([...company.contactAddresses, ...company.strangers]), type: 'resource', response: 'accepted' });
  if (random.chance(0.05)) attendees.push({ address: undefined });
  const organiser = random.chance(0.05) ? undefined : random.pick([...own, ...own, ...contacts, ...company.strangers]);
  const durationMinutes = random.pick([15, 30, 30, 45, 60, 60, 90, 480, 24 * 60 - 1, 24 * 60, 48 * 60]);
  const tail = `${random.hex(16)}${'0'.repeat(8)}${random.hex(32)}`;
  const uidKind = random.pick(['exchange', 'exchange', 'exchange', 'google', 'empty']);
  const seriesMasterId = isSeries ? `M${random.hex(24)}` : undefined;
  const startsAtEdge = random.chance(0.1);
  const first = startsAtEdge ? random.pick([moments.windowStart, moments.asOf - durationMinutes * minute]) : quarterOf(moments.any());
  return Array.from({ length: isSeries ? random.integer(2, 6) : 1 }, (_, week) => {
    const local = DateTime.fromMillis(first, { zone: timeZone }).plus({ weeks: week });
    const originalStartAt = local.toMillis();
    const isMoved = isSeries && random.chance(0.25);
    const startAt = isMoved ? originalStartAt + random.pick([-hour, 2 * hour, 3 * day, 9 * day]) : originalStartAt;
    // The date in the id is that of the organiser's own time zone.
    const date = [local.year >> 8, local.year & 0xff, local.month, local.day].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const iCalUIdFor = (isOrganiser: boolean): string | null | undefined => {
      if (uidKind === 'empty') return random.pick(['', null, undefined]);
      if (uidKind === 'google') return `${tail.slice(0, 26)}@Google.example`;
      const uid = `040000008200E00074C5B7101A82E008${isSeries && isOrganiser ? date : '00000000'}${tail}`.toUpperCase();
      return random.chance(0.2) ? uid.toLowerCase() : uid;
    };
    return {
      organiser,
      attendees,
      startAt,
      endAt: startAt + durationMinutes * minute,
      type: isSeries ? (isMoved ? 'exception' : 'occurrence') : 'singleInstance',
      originalStartAt: isSeries && !random.chance(0.05) ? originalStartAt : undefined,
      seriesMasterId,
      iCalUIdFor,
      isCancelled: random.chance(0.05),
      isDraft: random.chance(0.03),
      isAllDay: durationMinutes >= 24 * 60 && random.chance(0.5),
      sensitivity: random.chance(0.06) ? random.pick(['private', 'personal', 'confidential']) : 'normal',
    };
  });
}

function attendeeOf(random: Random, address: string): AttendeeParts {
  const response = random.pick(['none', 'none', 'accepted', 'tentativelyAccepted', 'declined', 'notResponded']);
  return { address, type: random.pick(['required', 'required', 'optional']), response };
}

function layIntoCalendars(random: Random, company: Company, meeting: Meeting, calendars: ReadonlyMap<string, object[]>): void {
  const invited = new Set(meeting.attendees.map(({ address }) => address));
  const isOrganiser = ({ addresses }: Employee): boolean => meeting.organiser !== undefined && addresses.includes(meeting.organiser);
  for (const employee of company.employees) {
    const hasIt = isOrganiser(employee) || employee.addresses.some((address) => invited.has(address)) || random.chance(0.04);
    // Some have deleted it from their calendar, organisers too.
    if (!hasIt || random.chance(0.15)) continue;
    const copy = copyOf(random, company, meeting, isOrganiser(employee));
    calendars.get(employee.id)?.push(eventOf(copy));
    // Twice in one calendar, and the two disagree.
    if (random.chance(0.06)) calendars.get(employee.id)?.push(eventOf({ ...copy, id: itemIdOf(random), endAt: copy.endAt + 10 * minute }));
  }
}

function itemIdOf(random: Random): string {
  return `AAMkE${random.bytes(24).toString('base64').replaceAll('/', '-').replaceAll('+', '_')}=`;
}

function copyOf(random: Random, company: Company, meeting: Meeting, isOrganiser: boolean): EventParts {
  const movedBy = !isOrganiser && random.chance(0.12) ? random.pick([-30 * minute, hour, 2 * day, 40 * day]) : 0;
  const isHidden = !isOrganiser && random.chance(0.06);
  const attendees = isHidden ? meeting.attendees.slice(0, 1) : meeting.attendees;
  const lengthenedBy = random.chance(0.08) ? 15 * minute : 0;
  // Somebody has forwarded the invitation as his own.
  const organiser = !isOrganiser && random.chance(0.06) ? random.pick([...company.contactAddresses, ...company.strangers]) : meeting.organiser;
  const response = isOrganiser ? 'organizer' : random.pick(['accepted', 'accepted', 'tentativelyAccepted', 'notResponded', 'none', 'declined']);
  return {
    id: itemIdOf(random),
    iCalUId: meeting.iCalUIdFor(isOrganiser),
    type: meeting.type,
    seriesMasterId: meeting.seriesMasterId,
    originalStartAt: meeting.originalStartAt,
    startAt: meeting.startAt + movedBy,
    endAt: meeting.endAt + movedBy + lengthenedBy,
    isAllDay: meeting.isAllDay,
    isCancelled: meeting.isCancelled || random.chance(0.03),
    isDraft: meeting.isDraft,
    sensitivity: random.chance(0.06) ? 'private' : meeting.sensitivity,
    response: isOrganiser && random.chance(0.1) ? 'none' : response,
    isOrganizer: isOrganiser && !random.chance(0.05),
    organizer: organiser === undefined ? undefined : dressed(random, organiser),
    attendees: attendees.map((attendee) => ({
      ...attendee,
      address: attendee.address === undefined ? undefined : dressed(random, attendee.address),
      // Only the organiser's copy holds all answers.
      response: isOrganiser || random.chance(0.1) ? (attendee.response ?? 'none') : 'none',
    })),
  };
}

function quarterOf(moment: number): number {
  return Math.floor(moment / (15 * minute)) * 15 * minute;
}
