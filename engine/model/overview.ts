import { z } from 'zod';
import { skipReasons } from './skipReason.ts';

/** Why an email was left out (metrics.md, "Emails"), in the order in which the reasons are tried. */
export const emailLeftOutReasons = ['draft', 'noSender', 'calendarMail', 'junk', 'noContact', 'otherSender'] as const;
export type EmailLeftOutReason = (typeof emailLeftOutReasons)[number];

/** Why a meeting was left out (metrics.md, "Meetings"), in the order in which the reasons are tried. */
export const meetingLeftOutReasons = ['cancelled', 'draft', 'allDay', 'private', 'notAttending', 'noContact'] as const;
export type MeetingLeftOutReason = (typeof meetingLeftOutReasons)[number];

/** Why a reply was left out of the waits (metrics.md, "Replies"). */
export const replyLeftOutReasons = ['automaticReply', 'lateReply'] as const;

const count = z.int().nonnegative();

/** The overview of a run (metrics.md), as `overview.json` holds it: numbers and reasons only, nobody's address. */
export const overviewSchema = z.object({
  addressesSelected: count,
  addressesProcessed: count,
  addressesSkipped: z.array(z.object({ reason: z.enum(skipReasons), count })),
  /** Copies read in the window over all mailboxes, before matching. */
  emailsProcessed: count,
  meetingsProcessed: count,
  daysOfData: count,
  customersEnriched: count,
  customersTotal: count,
  /** Copies over all mailboxes; every reason is present, with 0 where it met nothing. */
  leftOut: z.object({
    emails: z.record(z.enum(emailLeftOutReasons), count),
    meetings: z.record(z.enum(meetingLeftOutReasons), count),
    replies: z.record(z.enum(replyLeftOutReasons), count),
  }),
  dataQuality: z.object({ contactsWithoutAddress: count, addressesInSeveralAccounts: count, contactsOnOwnSide: count }),
  /** ISO 8601 instants in UTC. */
  asOf: z.iso.datetime(),
  windowStart: z.iso.datetime(),
  /** IANA name. */
  timeZone: z.string().min(1),
});

export type Overview = z.infer<typeof overviewSchema>;
