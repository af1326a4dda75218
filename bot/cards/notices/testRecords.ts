import type { Progress, RunRecord } from '../../../engine/index.ts';

export const testId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Of a run that has met nothing unusual. */
export const testOverview: NonNullable<RunRecord['overview']> = {
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
  timeZone: 'Europe/Warsaw',
};

/** Of a run that reads. */
export function testProgress(changes: Partial<Progress> = {}): Progress {
  const nothing = { itemsRead: 0, percent: 0, mailboxesDone: 0 };
  return { stage: 'read', mailboxesTotal: 40, mailboxesDone: 0, mailboxesSkipped: 0, mail: nothing, meetings: nothing, itemsRead: 0, itemsPerSecond: 0, percent: 0, daysOfData: 0, ...changes };
}
