/** One copy of a meeting in one calendar (single instance, occurrence or exception), as read: metadata only. Never stored in this form. */
export interface MeetingItem {
  readonly id: string;
  /** undefined where the calendar has none (empty text counts as none). */
  readonly iCalUId: string | undefined;
  /** Occurrence or exception of a series: told apart by `originalStartAt`. */
  readonly isOfSeries: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly originalStartAt: number | undefined;
  readonly startAt: number;
  readonly endAt: number;
  readonly isAllDay: boolean;
  readonly isCancelled: boolean;
  readonly isDraft: boolean;
  /** `sensitivity` is anything but `normal`. */
  readonly isPrivate: boolean;
  /** The calendar's owner organises the meeting (`isOrganizer`, or the own response is `organizer`). */
  readonly ownerOrganises: boolean;
  /** The calendar's owner organises, has accepted or tentatively accepted. */
  readonly ownerAttends: boolean;
  /** As sent, not yet normalised. */
  readonly organiser: string | undefined;
  /** Rooms and other resources are left out. */
  readonly attendees: readonly MeetingAttendee[];
}

export interface MeetingAttendee {
  readonly address: string;
  readonly hasDeclined: boolean;
}
