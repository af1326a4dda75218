import { z } from 'zod';
import type { MeetingAttendee, MeetingItem } from '../model/meeting.ts';
import type { Graph } from './client.ts';
import { formatInstant, parseInstant } from './instant.ts';
import { query } from './links.ts';
import { type Page, pageSizeDefault, readMailboxPage, textOf, type WindowRequest } from './page.ts';

export type MeetingPage = Page<MeetingItem>;

const permission = 'Calendars.ReadBasic.All';

/** All that metrics.md uses, and nothing more: never subject, body or place. */
export const meetingFields = 'id,iCalUId,type,originalStart,start,end,isAllDay,isCancelled,isDraft,isOrganizer,sensitivity,responseStatus,organizer,attendees';

/** Without the zone on each page, later pages come in the calendar's own. */
const headers = { Prefer: 'outlook.timezone="UTC", IdType="ImmutableId"' };

const emailAddress = z.object({ address: z.string().nullish() }).nullish();
const response = z.object({ response: z.string().nullish() }).nullish();
const moment = z.object({ dateTime: z.string(), timeZone: z.string().nullish() });
const attendee = z.object({ type: z.string().nullish(), status: response, emailAddress }).nullish();

const event = z.object({
  id: z.string().min(1),
  start: moment,
  end: moment,
  iCalUId: z.string().nullish(),
  type: z.string().nullish(),
  originalStart: z.string().nullish(),
  isAllDay: z.boolean().nullish(),
  isCancelled: z.boolean().nullish(),
  isDraft: z.boolean().nullish(),
  isOrganizer: z.boolean().nullish(),
  sensitivity: z.string().nullish(),
  responseStatus: response,
  organizer: z.object({ emailAddress }).nullish(),
  attendees: z.array(attendee).nullish(),
});

/**
 * One page of the default calendar, with occurrences expanded: the meetings that start in [from, to). (Graph gives all that overlap the
 * window; taken by their start, each lies in exactly one of adjacent windows.) Meetings without an id, a start and an end in UTC are left out and counted. `count` is always undefined: a calendar view
 * has none.
 * @throws MailboxUnreadable, EngagementFailure as `Graph.get`
 */
export async function readMeetingPage(graph: Graph, request: WindowRequest): Promise<MeetingPage> {
  const path = request.next ?? firstPath(request);
  const page = await readMailboxPage(graph, { path, mailbox: request.userId, permission, headers }, event, toMeeting);
  return { ...page, items: page.items.filter(({ startAt }) => startAt >= request.from && startAt < request.to) };
}

function firstPath({ userId, from, to, pageSize }: WindowRequest): string {
  const options = { startDateTime: formatInstant(from), endDateTime: formatInstant(to), $select: meetingFields, $top: pageSize ?? pageSizeDefault };
  return `/users/${encodeURIComponent(userId)}/calendarView${query(options)}`;
}

function toMeeting(raw: z.infer<typeof event>): MeetingItem | undefined {
  const startAt = parseMoment(raw.start);
  const endAt = parseMoment(raw.end);
  if (startAt === undefined || endAt === undefined) return undefined;
  const answer = raw.responseStatus?.response;
  const ownerOrganises = raw.isOrganizer === true || answer === 'organizer';
  return {
    id: raw.id,
    iCalUId: textOf(raw.iCalUId?.trim()),
    isOfSeries: raw.type === 'occurrence' || raw.type === 'exception',
    originalStartAt: parseInstant(raw.originalStart),
    startAt,
    endAt,
    isAllDay: raw.isAllDay === true,
    isCancelled: raw.isCancelled === true,
    isDraft: raw.isDraft === true,
    isPrivate: (raw.sensitivity ?? 'normal') !== 'normal',
    ownerOrganises,
    ownerAttends: ownerOrganises || answer === 'accepted' || answer === 'tentativelyAccepted',
    organiser: textOf(raw.organizer?.emailAddress?.address),
    attendees: attendeesOf(raw.attendees),
  };
}

function attendeesOf(raw: z.infer<typeof event>['attendees']): MeetingAttendee[] {
  const attendees: MeetingAttendee[] = [];
  for (const one of raw ?? []) {
    const address = one?.emailAddress?.address;
    if (address && one.type !== 'resource') attendees.push({ address, hasDeclined: one.status?.response === 'declined' });
  }
  return attendees;
}

/** A time in any other zone is refused: taken for UTC it would put the meeting hours away, and unnoticed. */
function parseMoment({ dateTime, timeZone }: z.infer<typeof moment>): number | undefined {
  return (timeZone ?? 'UTC') === 'UTC' ? parseInstant(dateTime) : undefined;
}
