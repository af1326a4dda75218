import type { Company } from './company.ts';
import { globalObjectId } from './exchangeIds.ts';
import type { Attendee, Meeting, Response } from './meeting.ts';
import { graphTime, recipient } from './post.ts';
import type { Post } from './post.ts';
import type { Random } from './random.ts';
import type { TenantFolder } from './tenantFolder.ts';

const neverAt = '0001-01-01T00:00:00Z';

/** Windows names of the offices' and customers' zones, as `originalStartTimeZone` gives them; the others come as `tzone://Microsoft/Custom`. */
const windowsZones: Readonly<Record<string, string>> = {
  'Europe/Warsaw': 'Central European Standard Time',
  'Europe/Berlin': 'W. Europe Standard Time',
  'Europe/London': 'GMT Standard Time',
  'America/New_York': 'Eastern Standard Time',
  'America/Chicago': 'Central Standard Time',
};

/** Puts meetings into the calendars of the company: the organiser's copy and one for each attendee, as Exchange does. */
export class Calendars {
  readonly #company: Company;
  readonly #folder: TenantFolder;
  readonly #post: Post;
  readonly #untilAt: number;
  readonly #random: Random;
  readonly #leavesAt: ReadonlyMap<string, number>;

  /** Meetings that end after `untilAt` are left out. */
  constructor(company: Company, folder: TenantFolder, post: Post, untilAt: number, random: Random) {
    this.#company = company;
    this.#folder = folder;
    this.#post = post;
    this.#untilAt = untilAt;
    this.#random = random;
    this.#leavesAt = new Map(company.employees.map((employee) => [employee.user.id, employee.worksUntilAt]));
  }

  enter(meeting: Meeting): void {
    if (meeting.endAt > this.#untilAt) return;
    const organiserId = this.#company.mailboxesOf(meeting.organiser.address)[0];
    // Whoever cancels has no copy left in half of the cases.
    if (organiserId !== undefined && this.#isInUse(organiserId, meeting) && !(meeting.isCancelled && this.#random.chance(0.5))) this.#put(organiserId, meeting, undefined);
    const entered = new Set([organiserId]);
    for (const attendee of meeting.attendees) {
      const ids = this.#company.mailboxesOf(attendee.party.address);
      for (const id of ids) {
        if (entered.has(id) || !this.#isInUse(id, meeting)) continue;
        entered.add(id);
        // The members of an invited group answer for themselves.
        const response = ids.length === 1 ? attendee.response : this.#random.pick<Response>(['accepted', 'accepted', 'accepted', 'tentativelyAccepted', 'none']);
        this.#put(id, meeting, { ...attendee, response });
      }
    }
  }

  /** A leaver's calendar holds nothing after the last day at work. */
  #isInUse(userId: string, meeting: Meeting): boolean {
    return meeting.startAt < (this.#leavesAt.get(userId) ?? Infinity);
  }

  /** `own`: the calendar's owner as an attendee; undefined for the organiser. */
  #put(userId: string, meeting: Meeting, own: Attendee | undefined): void {
    const ids = this.#post.idsOf(userId);
    const changeKey = `w2${this.#random.hex(3)}AAA`;
    const id = ids.item();
    const answeredAt = graphTime(meeting.createdAt + 3_600_000);
    // An attendee's copy knows no answer but the owner's.
    const statusOf = (attendee: Attendee): Response => (own === undefined || attendee.party === own.party || attendee.type === 'resource' ? attendee.response : 'none');
    const { occurrence } = meeting;
    const zone = windowsZones[meeting.zone] ?? 'tzone://Microsoft/Custom';
    const room = meeting.attendees.find((attendee) => attendee.type === 'resource')?.party.name ?? '';
    this.#folder.append('events', userId, {
      '@odata.etag': `W/"${changeKey}"`,
      id,
      createdDateTime: graphTime(meeting.createdAt),
      lastModifiedDateTime: answeredAt,
      changeKey,
      categories: [],
      transactionId: null,
      originalStartTimeZone: zone,
      originalEndTimeZone: zone,
      iCalUId: meeting.foreignUid ?? globalObjectId(meeting.createdAt, meeting.uid, occurrence?.localDate),
      reminderMinutesBeforeStart: 15,
      isReminderOn: true,
      hasAttachments: false,
      subject: meeting.isCancelled ? `Canceled: ${meeting.subject}` : meeting.subject,
      bodyPreview: '',
      importance: 'normal',
      sensitivity: meeting.sensitivity,
      originalStart: occurrence ? graphTime(occurrence.originalStartAt) : null,
      isAllDay: meeting.isAllDay,
      isCancelled: meeting.isCancelled,
      isOrganizer: own === undefined,
      isDraft: false,
      responseRequested: true,
      seriesMasterId: occurrence ? ids.series(meeting.uid) : null,
      showAs: own?.response === 'none' || own?.response === 'tentativelyAccepted' ? 'tentative' : own?.response === 'declined' ? 'free' : meeting.showAs,
      type: occurrence ? (occurrence.originalStartAt === meeting.startAt ? 'occurrence' : 'exception') : 'singleInstance',
      webLink: `https://outlook.office.example/owa/?itemid=${id.replace('=', '%3D')}&exvsurl=1&path=/calendar/item`,
      onlineMeetingUrl: null,
      isOnlineMeeting: room === '' && !meeting.isAllDay,
      onlineMeetingProvider: room === '' && !meeting.isAllDay ? 'teamsForBusiness' : 'unknown',
      allowNewTimeProposals: true,
      responseStatus: own === undefined ? { response: 'organizer', time: neverAt } : { response: own.response === 'none' ? 'notResponded' : own.response, time: own.response === 'none' ? neverAt : answeredAt },
      body: { contentType: 'html', content: '<html><body></body></html>' },
      start: calendarTime(meeting.startAt),
      end: calendarTime(meeting.endAt),
      location: { displayName: room, locationType: 'default', uniqueId: room, uniqueIdType: 'private' },
      locations: [],
      recurrence: null,
      attendees: meeting.attendees.map((attendee) => ({ type: attendee.type, status: { response: statusOf(attendee), time: statusOf(attendee) === 'none' ? neverAt : answeredAt }, ...recipient(attendee.party) })),
      organizer: recipient(meeting.organiser),
    });
  }
}

function calendarTime(at: number): { dateTime: string; timeZone: string } {
  return { dateTime: new Date(at).toISOString().replace('Z', '0000'), timeZone: 'UTC' };
}
