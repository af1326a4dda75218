import type { Overview } from './overview.ts';

/** Of a run that has met nothing unusual. */
export const testOverview: Overview = {
  addressesSelected: 2,
  addressesProcessed: 2,
  addressesSkipped: [],
  emailsProcessed: 1,
  meetingsProcessed: 1,
  daysOfData: 365,
  customersEnriched: 3,
  customersTotal: 4,
  leftOut: {
    emails: { draft: 0, noSender: 0, calendarMail: 0, junk: 0, noContact: 0, otherSender: 0 },
    meetings: { cancelled: 0, draft: 0, allDay: 0, private: 0, notAttending: 0, noContact: 0 },
    replies: { automaticReply: 0, lateReply: 0 },
  },
  dataQuality: { contactsWithoutAddress: 0, addressesInSeveralAccounts: 0, contactsOnOwnSide: 0 },
  asOf: '2026-11-23T00:00:00Z',
  windowStart: '2025-11-23T00:00:00Z',
  timeZone: 'UTC',
};
