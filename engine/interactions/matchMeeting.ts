import type { MeetingLeftOutReason } from '../model/overview.ts';
import { dayMilliseconds } from '../model/window.ts';
import type { MeetingItem } from '../model/meeting.ts';
import { meetingKey } from './keys.ts';
import type { Parties, Party } from './parties.ts';

/** What is kept of a copy of a meeting, still by name. A cancelled copy is left out, but takes the others with it: its key is kept, and nobody. */
export interface KeptMeeting {
  readonly outcome: 'kept' | 'cancelled';
  readonly key: string;
  readonly organiser: Party | undefined;
  /** Contacts, each once. */
  readonly attendees: readonly { readonly party: Party; readonly hasDeclined: boolean }[];
}

export type MeetingMatch = { readonly outcome: Exclude<MeetingLeftOutReason, 'cancelled'> } | KeptMeeting;

/** What becomes of a copy of a meeting that lies in the window: kept, or left out for the first reason that applies (metrics.md, "Meetings"). */
export function matchMeeting(item: MeetingItem, parties: Parties): MeetingMatch {
  const organiser = parties.of(item.organiser);
  const key = meetingKey(item, organiser?.address);
  if (item.isCancelled) return { outcome: 'cancelled', key, organiser: undefined, attendees: [] };
  if (item.isDraft) return { outcome: 'draft' };
  if (item.isAllDay || item.endAt - item.startAt >= dayMilliseconds) return { outcome: 'allDay' };
  if (item.isPrivate) return { outcome: 'private' };
  if (!item.ownerAttends) return { outcome: 'notAttending' };

  const attendees = new Map<Party, boolean>();
  for (const { address, hasDeclined } of item.attendees) {
    const party = parties.of(address);
    if (party?.side === 'contact') attendees.set(party, hasDeclined || attendees.get(party) === true);
  }
  if (organiser?.side !== 'contact' && attendees.size === 0) return { outcome: 'noContact' };
  return { outcome: 'kept', key, organiser, attendees: [...attendees].map(([party, hasDeclined]) => ({ party, hasDeclined })) };
}
